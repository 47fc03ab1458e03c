import { showChart } from './chart.js';
import { conversationSearch } from './conversation.js';
import { help } from './help.js';
import { listAlerts, showLimits } from './limits-read.js';
import { orderImpact } from './order-impact.js';
import { listOrders } from './orders-read.js';
import { marketOverview } from './overview.js';
import { showGoals, showProfile } from './people-read.js';
import { showPnl } from './pnl.js';
import { showHoldings, showPortfolio, showPositions } from './portfolio.js';
import { quote, searchSymbol } from './quote.js';
import { showRisk } from './risk.js';
import { deleteAlertTool, setAlertTool } from './alerts-write.js';
import { deleteGoalTool, setGoalTool } from './goals-write.js';
import { killSwitchTool, setLimitTool } from './limits-write.js';
import { cancelOrderTool, modifyOrderTool, proposeOrderTool } from './orders-write.js';
import { updateProfileTool } from './profile-write.js';
import { setCostLimitTool, setProviderTool } from './provider-write.js';
import type { Tool } from './tool.js';
import { aiUsage } from './usage.js';

/** Tools that change nothing. */
export const READ_TOOLS: readonly Tool[] = [
  showPortfolio,
  showHoldings,
  showPositions,
  showPnl,
  quote,
  showChart,
  searchSymbol,
  marketOverview,
  listOrders,
  orderImpact,
  showRisk,
  showLimits,
  listAlerts,
  showGoals,
  showProfile,
  aiUsage,
  conversationSearch,
  help,
];

/** Tools that raise a card, or record what needs none. */
export const WRITE_TOOLS: readonly Tool[] = [
  proposeOrderTool,
  modifyOrderTool,
  cancelOrderTool,
  setLimitTool,
  killSwitchTool,
  setGoalTool,
  deleteGoalTool,
  updateProfileTool,
  setProviderTool,
  setCostLimitTool,
  setAlertTool,
  deleteAlertTool,
];
