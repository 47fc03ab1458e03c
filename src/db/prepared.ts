import { Column, is, Param, Placeholder, SQL } from 'drizzle-orm';
import type { Statement } from 'better-sqlite3';

/** What can be done with a prepared query. */
interface Runnable {
  run(values?: Record<string, unknown>): unknown;
  get(values?: Record<string, unknown>): unknown;
  all(values?: Record<string, unknown>): unknown;
}

/** The part of drizzle's prepared query that is read here; `refuseOtherShape` notices when a new version changes it. */
interface DrizzlePrepared {
  stmt: Statement;
  query: { sql: string; params: unknown[] };
  fields: { path: string[]; field: unknown }[] | undefined;
}

/**
 * A query that is prepared once for each connection and then only run: `const byId = prepared(db => db.select()…prepare())`,
 * `byId(store.main.read).get({ id })`. Unprepared, drizzle builds the SQL anew each time, at four times the cost; and what
 * it works out anew at each run of a prepared query (which parameter is a placeholder, how a row is read) is worked out
 * once here.
 */
export function prepared<D extends object, P extends Runnable>(
  build: (db: D) => P,
): (db: D) => Pick<P, keyof Runnable> {
  const ready = new WeakMap<D, Pick<P, keyof Runnable>>();
  return db => {
    const known = ready.get(db);
    if (known !== undefined) return known;
    const made = compiled(build(db));
    ready.set(db, made);
    return made;
  };
}

function compiled<P extends Runnable>(query: P): Pick<P, keyof Runnable> {
  const { stmt: built, query: source, fields } = refuseOtherShape(query);
  const slots = source.params.map(slotOf);
  const text = withConstants(source.sql, slots);
  const stmt = text === undefined ? built : built.database.prepare(text);
  const parameters = parametersOf(text === undefined ? slots : slots.filter(slot => !isConstant(slot)));
  const run: Runnable['run'] = values => stmt.run(...parameters(values));
  // Rows of joins are nested, and null as a whole where nothing joined: those drizzle maps itself.
  const isFlat = fields?.every(({ path }) => path.length === 1);
  if (!fields || !isFlat) return { run, get: values => query.get(values), all: values => query.all(values) };
  const row = rowsOf(fields);
  const raw = stmt.raw();
  const get: Runnable['get'] = values => {
    const found = raw.get(...parameters(values));
    return found === undefined ? undefined : row(found as unknown[]);
  };
  const all: Runnable['all'] = values => (raw.all(...parameters(values)) as unknown[][]).map(row);
  return { run, get, all };
}

function refuseOtherShape(query: unknown): DrizzlePrepared {
  const { stmt, query: source, fields } = query as Partial<DrizzlePrepared>;
  if (typeof stmt?.run === 'function' && Array.isArray(source?.params) && (!fields || Array.isArray(fields)))
    return query as DrizzlePrepared;
  throw new Error(
    "this version of drizzle-orm keeps a prepared query's parts elsewhere: see src/db/prepared.ts",
  );
}

type Slot = { value: unknown } | { name: string; encode: ((value: unknown) => unknown) | undefined };

/**
 * The query with its constants in the text. Left as parameters, a LIMIT, or a column that a partial index asks about, makes
 * SQLite prepare the statement anew at each run, since its plan could depend on the value.
 * @returns undefined where the text holds a `?` that is no parameter
 */
function withConstants(text: string, slots: readonly Slot[]): string | undefined {
  const [first = '', ...rest] = text.split('?');
  if (rest.length !== slots.length) return undefined;
  return rest.reduce((before, after, place) => {
    const slot = slots[place];
    return `${before}${slot && isConstant(slot) ? literal(slot.value) : '?'}${after}`;
  }, first);
}

const isConstant = (slot: Slot): slot is { value: string | number } =>
  'value' in slot &&
  (Number.isSafeInteger(slot.value) || (typeof slot.value === 'string' && /^[\w.-]*$/.test(slot.value)));

// A bound number is a REAL: it stays one.
const literal = (value: string | number) => (typeof value === 'number' ? value.toFixed(1) : `'${value}'`);

/** Fills the placeholders of a query: what each parameter is does not change from run to run. */
function parametersOf(slots: readonly Slot[]) {
  return (values: Record<string, unknown> = {}): unknown[] =>
    slots.map(slot => {
      if ('value' in slot) return slot.value;
      const value = values[slot.name];
      if (value === undefined) throw new Error(`no value for the placeholder "${slot.name}"`);
      // NULL is NULL: encoded as JSON it would be the text `null`.
      return slot.encode && value !== null ? slot.encode(value) : value;
    });
}

function slotOf(param: unknown): Slot {
  if (is(param, Placeholder)) return { name: param.name, encode: undefined };
  if (!is(param, Param) || !is(param.value, Placeholder)) return { value: param };
  const { encoder, value } = param;
  const isPlain = encoder.mapToDriverValue === Column.prototype.mapToDriverValue;
  return { name: value.name, encode: isPlain ? undefined : each => encoder.mapToDriverValue(each) };
}

function rowsOf(fields: readonly { path: string[]; field: unknown }[]) {
  const columns = fields.map(({ path: [name = ''], field }) => {
    const decoder = decoderOf(field);
    const isPlain = decoder.mapFromDriverValue === Column.prototype.mapFromDriverValue;
    return { name, decode: isPlain ? undefined : (value: unknown) => decoder.mapFromDriverValue(value) };
  });
  return (values: readonly unknown[]): Record<string, unknown> => {
    const row: Record<string, unknown> = {};
    for (let place = 0; place < columns.length; place += 1) {
      const column = columns[place];
      const value = values[place];
      if (column) row[column.name] = value === null || !column.decode ? value : column.decode(value);
    }
    return row;
  };
}

interface Decoder {
  mapFromDriverValue(value: unknown): unknown;
}

function decoderOf(field: unknown): Decoder {
  if (is(field, Column)) return field;
  const expression = is(field, SQL) ? field : (field as { sql: SQL }).sql;
  return (expression as unknown as { decoder: Decoder }).decoder;
}
