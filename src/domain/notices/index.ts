// What people are told unasked: put into the queue by whoever has news, brought to the chats by the platforms.
export { backoffMs, type Delivery, delivered, dueDeliveries, failedDelivery } from './deliveries.js';
export { noticesFromEvents } from './from-events.js';
export { NOTICE_LIMITS } from './limits.js';
export { addNotice, type NewNotice, privateChat, TERMINAL_CHAT } from './queue.js';
export { tidyNotices } from './tidy.js';
