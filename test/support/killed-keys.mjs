// A child process that changes the keys of a data folder and is killed at one of its file-system calls.
// Arguments: folder, action (create | add | retire), number of the call, 'before' it or 'half' way through a write.
// Prints, when it was not killed, the number of calls and which of them write.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [folder, action, killAt, moment] = process.argv.slice(2);
let calls = 0;
const writes = [];

async function dying() {
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => setInterval(() => undefined, 1_000));
}

function killable(owner, name) {
  const original = owner[name];
  owner[name] = async function (...args) {
    calls += 1;
    if (name === 'writeFile') writes.push(calls);
    if (calls === Number(killAt)) {
      if (moment === 'half') await original.call(this, args[0].slice(0, args[0].length / 2));
      await dying();
    }
    return original.apply(this, args);
  };
}

const handle = await fs.promises.open(folder, 'r');
for (const name of ['writeFile', 'sync']) killable(Object.getPrototypeOf(handle), name);
await handle.close();
for (const name of ['open', 'mkdir', 'link', 'rename', 'unlink']) killable(fs.promises, name);
syncBuiltinESMExports();

const keys = await import('../../dist/db/secrets/keys.js');
if (action === 'create') await keys.loadEncryptionKeys(folder, undefined, 'create');
if (action === 'add') await keys.addPrimaryKey(folder);
if (action === 'retire') {
  const { ring } = await keys.loadEncryptionKeys(folder, undefined, 'refuse');
  await keys.retireOldKeys(folder, ring[0].id);
}
process.stdout.write(JSON.stringify({ calls, writes }));
