import { type Auditable, auditable, isCode } from './auditable.js';
import type { ACTORS } from '../schema/values.js';

/** Why something was decided: the whole list. The arguments that follow the code are ids and codes. */
export const RATIONALES = {
  own_request: "the person's own message or command asked for it; argument: the command",
  confirmed_card: 'the person pressed a card; argument: the id of the card',
  refused_card: 'a press was refused; arguments: the id of the card and the rule',
  deployment_rule: 'a rule of a confirmed deployment; arguments: the deployment and the rule',
  gtt: 'a trigger the person had placed; argument: its id',
  square_off: "the exchange's or the broker's square-off",
  kill_switch: 'the kill switch is on',
  risk_rule: 'a risk rule demanded it; argument: the rule',
  broker_answer: "the broker's answer or report; argument: its status",
  operator_command: 'an operator ran a command; argument: the command',
  schedule: 'a job ran as scheduled; argument: the job',
  first_start: 'the first start of a data folder',
  erasure: 'a person is being erased',
  restored_backup: 'a backup was put back',
} as const;

export interface Rationale {
  code: keyof typeof RATIONALES;
  arguments?: readonly string[];
}

const RATIONALE_ARGUMENTS_MAX = 4;

/**
 * One change, as the trail keeps it. `oldData` and `newData` go through {@link auditable}; no field takes free text.
 * `at` is an instant in UTC milliseconds.
 */
export interface AuditEntry {
  userId: string | null;
  actor: (typeof ACTORS)[number];
  /** `area.verb`, for example `order.placed`. */
  action: string;
  entityType: string;
  /** An id or a code of at most 64 characters. */
  entityId: string;
  oldData?: Record<string, unknown>;
  newData?: Record<string, unknown>;
  rationale: Rationale;
  at: number;
}

/** An entry that is fit for the trail; also the payload in which it travels through the outbox. */
export interface PreparedEntry extends Record<string, unknown> {
  userId: string | null;
  actor: (typeof ACTORS)[number];
  action: string;
  entityType: string;
  entityId: string;
  oldData: Record<string, Auditable> | null;
  newData: Record<string, Auditable> | null;
  decisionRationale: string;
  createdAt: number;
}

/** Takes every text out of an entry that is no code. Throws where an id or an argument is none: that is a defect. */
export function prepareEntry(entry: AuditEntry): PreparedEntry {
  for (const [field, text] of Object.entries({
    action: entry.action,
    entityType: entry.entityType,
    entityId: entry.entityId,
  }))
    refuseText(field, text);
  return {
    userId: entry.userId,
    actor: entry.actor,
    action: entry.action,
    entityType: entry.entityType,
    entityId: entry.entityId,
    oldData: entry.oldData ? auditable(entry.oldData) : null,
    newData: entry.newData ? auditable(entry.newData) : null,
    decisionRationale: rationaleText(entry.rationale),
    createdAt: entry.at,
  };
}

function rationaleText(rationale: Rationale): string {
  const given = rationale.arguments ?? [];
  if (given.length > RATIONALE_ARGUMENTS_MAX)
    throw new Error(
      `a rationale takes at most ${RATIONALE_ARGUMENTS_MAX} arguments, not ${given.length}: put the rest into newData`,
    );
  for (const argument of given) refuseText('rationale', argument);
  return [rationale.code, ...given].join(':');
}

function refuseText(field: string, text: string): void {
  if (isCode(text)) return;
  throw new Error(
    `the audit trail takes no free text: ${field} must be an id or a code (letters, digits, _.&:-, at most 64 characters)`,
  );
}
