import type { Block } from './blocks.js';
import { lineTooLong } from './blocks.js';
import type { Line, RowReader } from './format.js';
import { recognise } from './header.js';
import { LIMITS } from './limits.js';
import { keep, type Reading } from './reading.js';
import { valuesOf } from './records.js';
import { putAside, type Refusal, refusalOf, reject } from './report.js';
import { subjectOf } from './subject.js';

/** Takes the lines of a block: the file's first line with words is its header, each later one a row. */
export function readLines(reading: Reading, block: Block): Refusal | undefined {
  const lines = block.text.split('\n');
  const values = valuesOf(block.text, lines);
  const line: Line = { fields: [], problem: undefined, verdict: 'rejected' };
  for (let i = 0; i < lines.length; i++) {
    const number = ++reading.lineNumber;
    const text = lines[i] ?? '';
    if (text.length > LIMITS.lineBytesMax) return lineTooLong(number);
    if (text.trim() === '') continue;
    const fields = values[i] ?? [];
    const refusal = reading.table
      ? readRow(reading, reading.table, line, fields, block.isCutOff && i === lines.length - 1)
      : readHeader(reading, fields);
    if (refusal) return refusal;
  }
  return undefined;
}

function readHeader(reading: Reading, header: readonly string[] | string): Refusal | undefined {
  const line = reading.lineNumber;
  if (typeof header === 'string') return { code: 'HEADER', line, reason: header };
  // Old bhavcopies end every line with a comma.
  const names = header.length > 1 && header.at(-1)?.trim() === '' ? header.slice(0, -1) : header;
  const csvFormats = reading.formats.filter(it => it.kind === 'csv');
  if (csvFormats.length === 0)
    return { code: 'HEADER', line, reason: 'this format is JSON, and the file is not' };
  const found = recognise(names, csvFormats);
  if (typeof found === 'string') return { code: 'HEADER', line, reason: found };
  reading.format = found.format;
  const { subject } = found.format;
  const { symbol: given, today } = reading.options;
  if (subject === 'in_lines' && given !== undefined)
    return {
      code: 'SYMBOL',
      reason: `each line of ${found.format.name} names its own symbol: leave the symbol away`,
    };
  const owner =
    subject === 'in_lines' ? { symbol: '', series: '' } : subjectOf(subject, reading.tally.file, given);
  if (typeof owner === 'string') return { code: 'SYMBOL', reason: owner };
  reading.table = { reader: found.format.reader(found.columns, { ...owner, today }), width: header.length };
  return undefined;
}

function readRow(
  reading: Reading,
  table: { readonly reader: RowReader; readonly width: number },
  line: Line,
  fields: readonly string[] | string,
  isCutOff: boolean,
): Refusal | undefined {
  const { tally, lineNumber } = reading;
  const broken = lineProblem(fields, table.width, isCutOff);
  if (broken !== undefined || typeof fields === 'string') {
    reject(tally, lineNumber, { field: '', reason: broken ?? '', value: String(fields) });
    return undefined;
  }
  line.fields = fields;
  line.problem = undefined;
  const row = table.reader(line);
  if (line.problem === undefined) return keep(reading, row);
  if (line.verdict === 'set_aside') putAside(tally, lineNumber, line.problem);
  else if (line.verdict === 'rejected') reject(tally, lineNumber, line.problem);
  return refusalOf(line, lineNumber);
}

function lineProblem(
  fields: readonly string[] | string,
  width: number,
  isCutOff: boolean,
): string | undefined {
  if (typeof fields === 'string') return fields;
  if (isCutOff)
    return 'the file ends inside this line, without a line break, so its last value may be cut off: download the file again, or add a line break if it is whole';
  if (fields.length < width)
    return `${fields.length} values where the header has ${width}: the line is cut off`;
  if (fields.length > width)
    return `${fields.length} values where the header has ${width}: a value that holds a comma must stand in quotation marks`;
  return undefined;
}
