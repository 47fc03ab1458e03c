// Reads one file with the built importer in a process of its own and prints what it cost; used by proofs of its memory.
import { readFile } from '../../dist/feeds/files/read.js';

const started = performance.now();
const { accepted, rowsCount, refusal } = readFile(process.argv[2] ?? '', { today: process.argv[3] ?? '' });
const peakMib = Math.ceil(process.resourceUsage().maxRSS / 1024);
process.stdout.write(
  JSON.stringify({
    accepted,
    code: refusal?.code,
    rowsCount,
    peakMib,
    seconds: (performance.now() - started) / 1000,
  }),
);
