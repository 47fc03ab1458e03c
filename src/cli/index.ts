import { archiveCommand } from './archive.js';
import { auditCommands } from './audit.js';
import { backupCommands } from './backup.js';
import { benchCommands } from './bench.js';
import { cashCommands } from './cash.js';
import type { Command } from './command.js';
import { converseCommand } from './converse.js';
import { doctorCommand } from './doctor.js';
import { gttCommands } from './gtt.js';
import { importCommands } from './import.js';
import { aiKeysCommands } from './ai-keys.js';
import { ownDataCommands } from './own-data.js';
import { keysCommands } from './keys.js';
import { killCommands } from './kill.js';
import { limitsCommands } from './limits.js';
import { marketCommands } from './market.js';
import { marketDataCommands } from './market-data.js';
import { practiceCommands } from './market-practise.js';
import { migrateCommand } from './migrate.js';
import { orderCommands } from './order.js';
import { peopleCommands } from './people.js';
import { pnlCommands } from './pnl.js';
import { portfolioCommands } from './portfolio.js';
import { replayCommand } from './replay.js';
import { replayTurnCommand } from './replay-turn.js';
import { riskCommands } from './risk.js';

/** Every command of `ql`, in the order of its help. */
export const COMMANDS: readonly Command[] = [
  migrateCommand,
  doctorCommand,
  ...backupCommands,
  archiveCommand,
  ...importCommands,
  ...marketCommands,
  ...practiceCommands,
  ...marketDataCommands,
  ...orderCommands,
  ...gttCommands,
  ...killCommands,
  replayCommand,
  ...keysCommands,
  ...aiKeysCommands,
  ...ownDataCommands,
  ...auditCommands,
  ...peopleCommands,
  ...portfolioCommands,
  ...pnlCommands,
  ...riskCommands,
  ...limitsCommands,
  ...cashCommands,
  converseCommand,
  replayTurnCommand,
  ...benchCommands,
];
