declare const confirmed: unique symbol;

/**
 * What an intent needs: proof that somebody who may reach the broker has decided. The list of such authorities is closed
 * (DESIGN section 4). A trigger and a square-off are carried out at the broker itself and so need none.
 */
export type Warrant = { readonly userId: string } & (
  | { readonly authority: 'press'; readonly actionId: string }
  | { readonly authority: 'kill_switch'; readonly actionId: null }
) & { readonly [confirmed]: true };

/** Only `press.ts` may ask for it, of a card that it has consumed in the same transaction. */
export const pressWarrant = (userId: string, actionId: string): Warrant =>
  ({ userId, authority: 'press', actionId }) as Warrant;

/** Only `kill.ts` may ask for it, and only to cancel. */
export const killSwitchWarrant = (userId: string): Warrant =>
  ({ userId, authority: 'kill_switch', actionId: null }) as Warrant;
