import { expect, test } from 'vitest';
import { conversation } from '../support/conversation.js';

test('a stranger learns nothing but how to be invited, and a code lets in one person', async () => {
  const chat = await conversation();
  const bina = await chat.invite('Bina');
  const [code] = [
    (await chat.ql('people invite', { name: 'Chetan', role: 'trader' })).data as { code: string },
  ];
  expect(await bina.say(`join ${code?.code}`)).not.toMatch(/Welcome/);
  const id = await bina.userId();
  await chat.ql('people remove', { id });
  expect(await bina.say('show my holdings')).toMatch(/We have not met/);
  expect(await bina.say('join WRONG-CODE')).toMatch(/no such code/i);
});
