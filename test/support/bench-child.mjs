// Stands in for the bench's child: notes that it ran, and answers with the sample it was told.
import { appendFileSync } from 'node:fs';

const { run, params } = JSON.parse(process.argv[2] ?? '{}');
appendFileSync(params.log, `${run}\n`);
if (run === 'broken') throw new Error('the measurement broke');
const figures = { p50_ms: 1, p99_ms: 2, p999_ms: 3, rss_mb: 50, preempted: 0 };
process.stdout.write(JSON.stringify({ ...figures, cpu_ms: params.cpu, work: { rows: params.rows } }));
