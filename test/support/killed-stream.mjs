// Answers one message in the data folder that is given, says what has grown so far, and waits to be killed.
import pino from 'pino';
import { openApp } from '../../dist/app.js';
import { openChat } from '../../dist/chat/index.js';
import { parseConfig } from '../../dist/config.js';
import { currentSession } from '../../dist/domain/chat/sessions.js';

const [settings = '{}', text = ''] = process.argv.slice(2);
const app = await openApp(parseConfig(JSON.parse(settings)), pino({ level: 'silent' }));
const { assistant } = await openChat(app);
const person = { userId: app.local, platform: 'terminal', chatId: 'terminal' };
const { sessionId } = await currentSession(app.store.main, person, app.clock.now());
await assistant.answer(
  { person, sessionId, text, quoted: [] },
  { signal: new AbortController().signal, growing: grown => process.stdout.write(`grown: ${grown}\n`) },
);
process.stdout.write('answered\n');
