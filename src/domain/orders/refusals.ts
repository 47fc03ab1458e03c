/** Why nothing was done. A refused press leaves everything as it was, unless it says otherwise. */
export const ORDER_REFUSALS = [
  'BAD_INPUT',
  'NO_ACCOUNT',
  'LIVE_UNAVAILABLE',
  'NO_PRICE',
  'NOT_CONNECTED',
  'RECONCILING',
  'TOO_MANY_CARDS',
  'DENIED',
  'NO_SUCH_ORDER',
  'NOT_CHANGEABLE',
  'CHANGE_PENDING',
  'NO_CHANGE',
  'NO_SUCH_CARD',
  'OTHER_PERSON',
  'OTHER_CHAT',
  'WRONG_NONCE',
  'ALREADY_DECIDED',
  'EXPIRED',
  'ALTERED',
  'OTHER_MARKET',
  'PRICE_MOVED',
  'UNKNOWN_KIND',
] as const;
export type OrderRefusalCode = (typeof ORDER_REFUSALS)[number];

/** One rule that says no: `value` is past `limit`, and `room` is what was left. Units are those of the rule. */
export interface Denial {
  code: string;
  message: string;
  limit: number | null;
  value: number | null;
  room: number | null;
}

/** `message` is for the person: what was wrong, what is allowed, what to do. */
export interface OrderRefusal {
  code: OrderRefusalCode;
  message: string;
  /** Of `DENIED`: every rule that said no. */
  denials: readonly Denial[];
}

export const refusal = (
  code: OrderRefusalCode,
  message: string,
  denials: readonly Denial[] = [],
): OrderRefusal => ({ code, message, denials });

export const denied = (denials: readonly Denial[]): OrderRefusal =>
  refusal('DENIED', denials.map(each => each.message).join(' '), denials);
