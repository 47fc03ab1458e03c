import type { OpenAccountDesk } from '../onboarding.js';

/** The sectors of the market that the person trades on, as it writes them. */
export async function sectorsOf(desk: Pick<OpenAccountDesk, 'market'>, userId: string): Promise<string[]> {
  const symbols = await (await desk.market(userId)).data.symbols();
  return [...new Set(symbols.flatMap(({ sector }) => sector ?? []))].sort();
}
