import { barReader } from './bars.js';
import { fail, moneyCell, textCell } from './cells.js';
import { csvFormat } from './format.js';

/** The common (UDiFF) bhavcopy of NSE since July 2024, cash segment. The exchange uses one layout for every segment. */
export const bhavcopyUdiff = csvFormat({
  name: 'udiff_cash',
  title: 'NSE UDiFF bhavcopy of the cash segment (Sgmt CM), all series of one day',
  subject: 'in_lines',
  required: [
    'TradDt',
    'BizDt',
    'Sgmt',
    'Src',
    'FinInstrmTp',
    'FinInstrmId',
    'ISIN',
    'TckrSymb',
    'SctySrs',
    'XpryDt',
    'FininstrmActlXpryDt',
    'StrkPric',
    'OptnTp',
    'FinInstrmNm',
    'OpnPric',
    'HghPric',
    'LwPric',
    'ClsPric',
    'LastPric',
    'PrvsClsgPric',
    'UndrlygPric',
    'SttlmPric',
    'OpnIntrst',
    'ChngInOpnIntrst',
    'TtlTradgVol',
    'TtlTrfVal',
    'TtlNbOfTxsExctd',
    'SsnId',
    'NewBrdLotQty',
    'Rmks',
    'Rsvd1',
    'Rsvd2',
    'Rsvd3',
    'Rsvd4',
  ],
  reader: (at, file) => {
    const bar = barReader(
      {
        symbol: at.TckrSymb,
        series: at.SctySrs,
        date: at.TradDt,
        open: at.OpnPric,
        high: at.HghPric,
        low: at.LwPric,
        close: at.ClsPric,
        last: at.LastPric,
        previousClose: at.PrvsClsgPric,
        volume: at.TtlTradgVol,
        trades: at.TtlNbOfTxsExctd,
      },
      file,
      { source: 'nse', turnover: line => moneyCell(line, at.TtlTrfVal, 1) },
    );
    return line => {
      if (textCell(line, at.Sgmt) !== 'CM')
        fail(
          line,
          at.Sgmt,
          'not the cash segment: only files with Sgmt CM are imported; FO is futures and options, whose prices are no share prices',
          'file_refused',
        );
      if (textCell(line, at.Src) !== 'NSE')
        fail(line, at.Src, 'not from NSE: only files with Src NSE are imported', 'file_refused');
      return bar(line);
    };
  },
});
