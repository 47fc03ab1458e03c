import type { OrderRefusal } from '../../domain/orders/index.js';
import type { Acting } from '../../domain/people/person.js';
import type { ToolContext, ToolOutcome } from './tool.js';

type Refused = Extract<ToolOutcome, { ok: false }>;

export const refused = (code: string, message: string): Refused => ({ ok: false, code, message });

/** The refusal of a use-case as a tool says it. */
export const refusedBy = ({ code, message }: { code: string; message: string }): Refused =>
  refused(code, message);

/** The same of the order protocol: every rule that said no stands in it. */
export function refusedOrder({ code, message, denials }: OrderRefusal): Refused {
  if (denials.length === 0) return refused(code, message);
  return refused(
    code,
    ['Denied, nothing was proposed:', ...denials.map(each => `- ${each.code}: ${each.message}`)].join('\n'),
  );
}

/** Tools act for the person of the session. */
export const actingOf = ({ person }: ToolContext): Acting => ({ userId: person.userId, actor: 'person' });
