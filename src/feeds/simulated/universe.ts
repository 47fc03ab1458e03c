/** One simulated share: what the model needs to know of it. */
export interface Share {
  symbol: string;
  name: string;
  sector: string;
  /** Close of the last session before the market starts, on tick. */
  levelPaise: number;
  /** Standard deviation of a year's returns, as a fraction. */
  volatility: number;
  beta: number;
  /** Average shares traded in a day. */
  volume: number;
  /** Share of the index, as a fraction; they sum to 1. */
  weight: number;
}

type Row = readonly [
  symbol: string,
  name: string,
  sector: string,
  levelPaise: number,
  volatilityPercent: number,
  betaHundredths: number,
  volumeLakhs: number,
  weightBasisPoints: number,
];

/*
 * The NIFTY 50 of June 2026. Levels are near the closes of August 2026; volatility, beta and volume are rounded from
 * the three years before; weights are rough free-float shares. Append only: a row's place is part of its random stream.
 */
const ROWS: readonly Row[] = [
  ['ADANIENT', 'Adani Enterprises', 'Metals & Mining', 299700, 37, 172, 17, 55],
  ['ADANIPORTS', 'Adani Ports and Special Economic Zone', 'Services', 170000, 32, 149, 21, 100],
  ['APOLLOHOSP', 'Apollo Hospitals Enterprise', 'Healthcare', 869300, 21, 61, 3.7, 70],
  ['ASIANPAINT', 'Asian Paints', 'Consumer Durables', 264000, 21, 73, 12, 100],
  ['AXISBANK', 'Axis Bank', 'Financial Services', 124580, 24, 112, 70, 320],
  ['BAJAJ-AUTO', 'Bajaj Auto', 'Automobile and Auto Components', 1170000, 26, 85, 3.8, 90],
  ['BAJFINANCE', 'Bajaj Finance', 'Financial Services', 109500, 27, 121, 97, 240],
  ['BAJAJFINSV', 'Bajaj Finserv', 'Financial Services', 203250, 24, 114, 13, 95],
  ['BEL', 'Bharat Electronics', 'Capital Goods', 41400, 32, 129, 120, 130],
  ['BHARTIARTL', 'Bharti Airtel', 'Telecommunication', 194600, 21, 80, 74, 480],
  ['CIPLA', 'Cipla', 'Healthcare', 143220, 23, 54, 15, 70],
  ['COALINDIA', 'Coal India', 'Oil Gas & Consumable Fuels', 40520, 28, 92, 95, 80],
  ['DRREDDY', "Dr. Reddy's Laboratories", 'Healthcare', 117470, 22, 52, 21, 65],
  ['EICHERMOT', 'Eicher Motors', 'Automobile and Auto Components', 801000, 26, 107, 5.8, 85],
  ['ETERNAL', 'Eternal', 'Consumer Services', 32800, 35, 141, 320, 170],
  ['GRASIM', 'Grasim Industries', 'Construction Materials', 330800, 23, 106, 7.4, 95],
  ['HCLTECH', 'HCL Technologies', 'Information Technology', 130250, 26, 85, 38, 120],
  ['HDFCBANK', 'HDFC Bank', 'Financial Services', 72695, 20, 106, 330, 1150],
  ['HDFCLIFE', 'HDFC Life Insurance Company', 'Financial Services', 55480, 22, 77, 35, 65],
  ['HINDALCO', 'Hindalco Industries', 'Metals & Mining', 103400, 29, 105, 58, 110],
  ['HINDUNILVR', 'Hindustan Unilever', 'Fast Moving Consumer Goods', 201500, 20, 47, 20, 180],
  ['ICICIBANK', 'ICICI Bank', 'Financial Services', 142000, 19, 94, 130, 850],
  ['ITC', 'ITC', 'Fast Moving Consumer Goods', 26940, 19, 63, 150, 280],
  ['INFY', 'Infosys', 'Information Technology', 112100, 26, 87, 140, 450],
  ['INDIGO', 'InterGlobe Aviation', 'Services', 511000, 30, 124, 10, 100],
  ['JSWSTEEL', 'JSW Steel', 'Metals & Mining', 129370, 25, 123, 16, 95],
  ['JIOFIN', 'Jio Financial Services', 'Financial Services', 24400, 33, 139, 160, 80],
  ['KOTAKBANK', 'Kotak Mahindra Bank', 'Financial Services', 40280, 22, 95, 150, 260],
  ['LT', 'Larsen & Toubro', 'Construction', 409300, 26, 134, 19, 400],
  ['M&M', 'Mahindra & Mahindra', 'Automobile and Auto Components', 341220, 29, 133, 28, 270],
  ['MARUTI', 'Maruti Suzuki India', 'Automobile and Auto Components', 1356500, 22, 90, 4.6, 170],
  ['MAXHEALTH', 'Max Healthcare Institute', 'Healthcare', 100000, 34, 73, 24, 60],
  ['NTPC', 'NTPC', 'Power', 34000, 26, 108, 110, 150],
  ['NESTLEIND', 'Nestle India', 'Fast Moving Consumer Goods', 147710, 20, 50, 22, 75],
  ['ONGC', 'Oil & Natural Gas Corporation', 'Oil Gas & Consumable Fuels', 23640, 29, 97, 150, 80],
  ['POWERGRID', 'Power Grid Corporation of India', 'Power', 27240, 26, 93, 110, 110],
  ['RELIANCE', 'Reliance Industries', 'Oil Gas & Consumable Fuels', 131600, 21, 108, 140, 800],
  ['SBILIFE', 'SBI Life Insurance Company', 'Financial Services', 179290, 22, 82, 9.8, 70],
  ['SHRIRAMFIN', 'Shriram Finance', 'Financial Services', 113000, 35, 170, 55, 110],
  ['SBIN', 'State Bank of India', 'Financial Services', 104870, 24, 118, 120, 380],
  ['SUNPHARMA', 'Sun Pharmaceutical Industries', 'Healthcare', 190240, 20, 53, 23, 160],
  ['TCS', 'Tata Consultancy Services', 'Information Technology', 230200, 23, 77, 49, 240],
  ['TATACONSUM', 'Tata Consumer Products', 'Fast Moving Consumer Goods', 104900, 23, 64, 17, 65],
  ['TMPV', 'Tata Motors Passenger Vehicles', 'Automobile and Auto Components', 31790, 32, 143, 110, 60],
  ['TATASTEEL', 'Tata Steel', 'Metals & Mining', 18300, 28, 131, 260, 130],
  ['TECHM', 'Tech Mahindra', 'Information Technology', 158400, 26, 83, 28, 80],
  ['TITAN', 'Titan Company', 'Consumer Durables', 508600, 23, 84, 9.2, 150],
  ['TRENT', 'Trent', 'Consumer Services', 292400, 37, 119, 15, 75],
  ['ULTRACEMCO', 'UltraTech Cement', 'Construction Materials', 1157000, 23, 112, 3.1, 120],
  ['WIPRO', 'Wipro', 'Information Technology', 18079, 27, 96, 210, 50],
];

const weightSum = ROWS.reduce((sum, row) => sum + row[7], 0);

export const SHARES: readonly Share[] = ROWS.map(
  ([symbol, name, sector, levelPaise, volatility, beta, lakhs, weight]) => ({
    symbol,
    name,
    sector,
    levelPaise,
    volatility: volatility / 100,
    beta: beta / 100,
    volume: lakhs * 100_000,
    weight: weight / weightSum,
  }),
);

export const SECTORS: readonly string[] = [...new Set(SHARES.map(share => share.sector))];

/** The index of the shares above, in hundredths of a point. */
export const INDEX = { symbol: 'NIFTY 50', name: 'NIFTY 50 (simulated)', levelPaise: 2_450_000 } as const;
/** The volatility the model itself expects for the next 22 sessions, as India VIX is quoted: percent a year. */
export const VIX = { symbol: 'INDIA VIX', name: 'India VIX (simulated)' } as const;
