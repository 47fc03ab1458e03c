// Begins a turn in the data folder that is given, says so, and waits to be killed.
import { folderAt } from '../../dist/db/folder.js';
import { openStore } from '../../dist/db/store.js';
import { beginTurn } from '../../dist/domain/chat/turn-write.js';

const store = openStore(folderAt(process.argv[2] ?? ''));
await beginTurn(
  store.main,
  { userId: 'ANN', sessionId: 1 },
  { type: 'user', content: 'is anybody there', metadata: {}, provider: null, tokens: 0, costMicros: 0 },
  {
    reservation: { id: 'R1', provider: 'openai', model: 'm', micros: 60, at: Date.UTC(2026, 10, 23, 4, 0) },
    limits: [],
  },
);
process.stdout.write('begun\n');
setInterval(() => undefined, 1_000);
