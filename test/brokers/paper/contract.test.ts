import { paise } from '../../../src/domain/money.js';
import { brokerContract } from '../../contracts/broker.js';
import { ANN, paperDesk } from '../../support/paper.js';

brokerContract('the paper exchange', async () => {
  const { exchange, request } = await paperDesk();
  const keys = await exchange.issueKeys(ANN);
  const login = await exchange.broker.login(ANN, keys);
  if (!login.ok) throw new Error(login.message);
  return {
    broker: exchange.broker,
    account: ANN,
    keys,
    session: { account: ANN, apiKey: keys.apiKey, accessToken: login.value.accessToken },
    trading: request({}),
    waiting: request({ price: 99_00 }),
    otherPricePaise: paise(98_00),
  };
});
