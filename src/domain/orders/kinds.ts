import { type CancelSeveralResult, cancelSeveralKind } from './cancel-several.js';
import { cancelKind, type ChangeResult, modifyKind } from './change-kinds.js';
import type { ActionKind } from './actions.js';
import { type GttCancelResult, gttCancelKind, gttKind } from './gtt-kinds.js';
import { orderKind } from './order-kind.js';
import type { GttRow, OrderRow } from './rows.js';

export type OrderResult =
  | { kind: 'order'; order: OrderRow }
  | ChangeResult
  | CancelSeveralResult
  | { kind: 'gtt'; gtt: GttRow }
  | GttCancelResult;

/** What a press of an order card does, by kind. Other parts of the product add their own to this list. */
export const ORDER_KINDS: readonly ActionKind<OrderResult>[] = [
  orderKind,
  modifyKind,
  cancelKind,
  cancelSeveralKind,
  gttKind,
  gttCancelKind,
];
