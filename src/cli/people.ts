import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ROLES } from '../db/schema/values.js';
import { during } from '../db/turns.js';
import { type ErasureDenial, erasePerson } from '../domain/people/erase.js';
import { invite, INVITED_ROLES } from '../domain/people/invitations.js';
import { changeRole, peopleOf } from '../domain/people/roles.js';
import { Refusal } from '../refusal.js';
import { ownerCommand } from './command.js';
import { goalsCommands } from './goals.js';
import { deskOf, idInput, operatorAt, valueOf } from './person.js';
import { profileCommands } from './profile.js';
import { instantText, table } from './table.js';

const inviteOne = ownerCommand({
  path: ['people', 'invite'],
  summary: 'make a one-time code that lets one more person in, within seven days',
  define: parser =>
    parser
      .argument('<name>', 'what the person is called here')
      .option(
        '--role <role>',
        `${INVITED_ROLES.join(' or ')} (a viewer sees, and places no orders)`,
        'trader',
      ),
  positional: ['name'],
  input: z.strictObject({
    name: z.string(),
    role: z.enum(
      INVITED_ROLES,
      `must be ${INVITED_ROLES.join(' or ')}: an owner is made with ql people role`,
    ),
  }),
  run: async ({ app }, asked) => {
    const desk = { ...deskOf(app), randomBytes };
    const invited = valueOf(await invite(desk, operatorAt(app), asked));
    const { code, name, role, expiresAt } = invited;
    const lines = [
      `${name} may join as a ${role} with this code, once, until ${instantText(expiresAt)}:`,
      '',
      `    ${code}`,
      '',
      'It is shown this once only: hand it over in private. Who writes it to the bot first is let in.',
    ];
    return { data: invited, text: lines.join('\n') };
  },
});

const role = ownerCommand({
  path: ['people', 'role'],
  summary: 'change what a person may do here',
  define: parser =>
    parser.argument('<id>', 'as ql people list shows it').argument('<role>', ROLES.join(', ')),
  positional: ['id', 'role'],
  input: z.strictObject({ id: idInput, role: z.enum(ROLES, `must be one of ${ROLES.join(', ')}`) }),
  run: async ({ app }, asked) => {
    const changed = valueOf(await changeRole(deskOf(app), operatorAt(app), asked.id, asked.role));
    const { userId, from, to } = changed;
    const text =
      from === to ? `${userId} is a ${to} already.` : `${userId} was a ${from} and is a ${to} now.`;
    return { data: changed, text: text.replaceAll(' a owner', ' an owner') };
  },
});

const list = ownerCommand({
  path: ['people', 'list'],
  summary: 'list the people of this service, and who is invited',
  input: z.strictObject({}),
  run: async ({ app }) => {
    const { people, invited } = valueOf(await peopleOf(deskOf(app), operatorAt(app)));
    const rows = people.map(each => [
      each.userId,
      each.userName,
      each.role,
      each.platforms.join(', '),
      instantText(each.createdAt),
    ]);
    const waiting = invited.map(each => [each.userName, each.role, instantText(each.expiresAt)]);
    const parts = [
      table(['id', 'name', 'role', 'writes from', 'since'], rows),
      ...(waiting.length > 0 ? ['', table(['invited', 'role', 'until'], waiting)] : []),
    ];
    return { data: { people, invited }, text: parts.join('\n') };
  },
});

const remove = ownerCommand({
  path: ['people', 'remove'],
  summary: 'erase a person: chats, keys, profile and identities; trades and audit stay under an anonymous id',
  define: parser => parser.argument('<id>', 'as ql people list shows it'),
  positional: ['id'],
  input: z.strictObject({ id: idInput }),
  run: async ({ app }, { id }) => {
    const desk = { store: app.store, auditKey: app.auditKey.hmac, clock: app.clock };
    const erasure = await during(app.upkeep, () => erasePerson(desk, { userId: id, actor: 'operator' }));
    if (erasure.outcome === 'denied') throw denied(id, erasure.denial);
    const { rowsErased, rowsScrubbed, tracesPurged } = erasure;
    return {
      data: { id, rowsErased, rowsScrubbed, tracesPurged },
      text: `${id} is erased: ${rowsErased} rows are gone, ${rowsScrubbed} lost their words. Backups made before now still hold the person until they are removed.`,
    };
  },
});

const LIVE_TODO = 'cancel them, or wait until they are finished';

function denied(id: string, denial: ErasureDenial): Refusal {
  switch (denial.code) {
    case 'UNKNOWN_PERSON':
      return new Refusal(`There is no person ${id}.`, { todo: 'choose an id that ql people list shows' });
    case 'LAST_OWNER':
      return new Refusal(`${id} is the last owner of this service.`, {
        allowed: 'removing anybody but the last owner',
      });
    case 'LIVE_ORDERS':
      return new Refusal(`${id} has ${denial.orders} orders that are not finished.`, { todo: LIVE_TODO });
    case 'LIVE_GTTS':
      return new Refusal(`${id} has ${denial.gtts} triggers (GTT) that the broker keeps.`, {
        todo: 'cancel them first',
      });
    case 'RUNNING_DEPLOYMENTS':
      return new Refusal(`${id} has ${denial.deployments} strategies deployed.`, { todo: 'stop them first' });
  }
}

export const peopleCommands = [inviteOne, role, list, remove, ...profileCommands, ...goalsCommands];
