// Runs one side of the import's bench in a process of its own and prints what it cost.
import { importBare, importProduct } from '../../../dist/bench/import.js';

const { side, ...bench } = JSON.parse(process.argv[2] ?? '{}');
process.stdout.write(JSON.stringify(await (side === 'product' ? importProduct : importBare)(bench)));
