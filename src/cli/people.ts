import { asc, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { chatIdentities, users } from '../db/schema/main/index.js';
import { during } from '../db/turns.js';
import { type ErasureDenial, erasePerson } from '../domain/people/erase.js';
import { Refusal } from '../refusal.js';
import { ownerCommand } from './command.js';
import { instantText, table } from './table.js';

const LISTED_MAX = 1000;

const list = ownerCommand({
  path: ['people', 'list'],
  summary: 'list the people of this service',
  input: z.strictObject({}),
  run: async ({ app }) => {
    const { read } = app.store.main;
    const people = await read.select().from(users).orderBy(asc(users.id)).limit(LISTED_MAX);
    const ids = people.map(person => person.userId);
    const identities = await read.select().from(chatIdentities).where(inArray(chatIdentities.userId, ids));
    const listed = people.map(({ userId, userName, role, createdAt }) => ({
      userId,
      userName,
      role,
      createdAt,
      platforms: identities.filter(each => each.userId === userId).map(each => each.platform),
    }));
    const rows = listed.map(each => [
      each.userId,
      each.userName,
      each.role,
      each.platforms.join(', '),
      instantText(each.createdAt),
    ]);
    return { data: { people: listed }, text: table(['id', 'name', 'role', 'writes from', 'since'], rows) };
  },
});

const remove = ownerCommand({
  path: ['people', 'remove'],
  summary: 'erase a person: chats, keys, profile and identities; trades and audit stay under an anonymous id',
  define: parser => parser.argument('<id>', 'as ql people list shows it'),
  positional: ['id'],
  input: z.strictObject({
    id: z.string().regex(/^[A-Z0-9]{1,20}$/, 'must be an id that ql people list shows'),
  }),
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
    case 'RUNNING_DEPLOYMENTS':
      return new Refusal(`${id} has ${denial.deployments} strategies deployed.`, { todo: 'stop them first' });
  }
}

export const peopleCommands = [list, remove];
