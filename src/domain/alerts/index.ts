// Prices that people wait for.
export {
  type AlertChoice,
  type AlertDesk,
  type AlertRefusal,
  type AlertWish,
  deleteAlerts,
  setAlert,
} from './alerts.js';
export { type AlertMarket, fireAlerts } from './fire.js';
export { ALERT_LIMITS } from './limits.js';
export { type AlertRow, waitingAlerts } from './rows.js';
export { alertText, levelText } from './words.js';
