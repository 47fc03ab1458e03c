import type { Sessions } from '../bots/assistant.js';
import type { Clock } from '../clock.js';
import type { Store } from '../db/store.js';
import {
  currentSession,
  listSessions,
  newSession,
  resumeSession,
  type Session,
} from '../domain/chat/sessions.js';
import { istDate } from '../domain/ist.js';
import { type Reply, said } from '../domain/reply.js';
import { dateText } from '../domain/words/instants.js';

const SHOWN_MAX = 10;

/** The conversations of people, with what is said about them. */
export const sessionsOf = ({ main }: Store, clock: Clock): Sessions => ({
  current: async person => (await currentSession(main, person, clock.now())).sessionId,
  start: async person => {
    await newSession(main, person, clock.now());
    return said('A new conversation: I begin without what we said before. /sessions lists the earlier ones.');
  },
  list: async ({ userId }) => listed(await listSessions(main.read, userId, SHOWN_MAX)),
  resume: async (person, which) => {
    const number = /^#?(\d{1,15})$/.exec(which.trim())?.[1];
    if (number === undefined)
      return said('Say which conversation by its number, such as /resume 12. /sessions lists them.');
    const answer = await resumeSession(main, person, Number(number), clock.now());
    return said(answer.ok ? `We go on with “${answer.session.name}”.` : answer.message);
  },
});

function listed(sessions: readonly Session[]): Reply {
  if (sessions.length === 0) return said('There is no conversation yet: write something.');
  const rows = sessions.map(({ sessionId, name, isActive, createdAt }) => [
    String(sessionId),
    `${name}${isActive ? ' (this one)' : ''}`,
    dateText(istDate(createdAt)),
  ]);
  return {
    parts: [
      {
        type: 'table',
        title: 'Your conversations, the newest first',
        columns: [
          { name: 'No.', align: 'right' },
          { name: 'About', align: 'left' },
          { name: 'Since', align: 'left' },
        ],
        rows,
      },
      { type: 'text', text: 'Go on with one: /resume and its number.' },
    ],
  };
}
