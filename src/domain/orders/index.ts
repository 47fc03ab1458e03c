// What anybody may ask of orders: proposals and reads. Pressing, executing and booking are not in here, so that whoever
// imports this cannot name them.
export { type CancelSeveralProposal, proposeCancelOpen } from './cancel-several.js';
export { type Card, type CardContent, type CardQuote } from './cards.js';
export type { Person } from './desk.js';
export { farSide } from './context.js';
export { type CardMarket, type Proposal, proposeOrder } from './order-kind.js';
export { LIVE_STATUSES, type OrderStatus } from './order-state.js';
export { proposeAction } from './propose-action.js';
export { proposeCancel, proposeChange } from './propose-change.js';
export { proposeGtt, proposeGttCancel } from './propose-gtt.js';
export { cardsOf, changesOf, fillsOf, gttsOf, liveOrders, orderByNumber, ordersOf } from './reads.js';
export type { Denial, OrderRefusal, OrderRefusalCode } from './refusals.js';
export type { ChangeRow, GttRow, OrderRow } from './rows.js';
export {
  type ChangeDraft,
  changeDraft,
  type GttDraft,
  gttDraft,
  type OrderDraft,
  orderDraft,
} from './terms.js';
