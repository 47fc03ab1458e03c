import { PROVIDER_LIMITS } from './limits.js';

type Schema = Readonly<Record<string, unknown>>;

/** Keywords that mean the same to Gemini as in JSON schema. Everything it does not know is an error to it. */
const KEPT = [
  'title',
  'description',
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
  'pattern',
  'minimum',
  'maximum',
  'required',
] as const;

/**
 * A tool's JSON schema as Gemini takes it (an OpenAPI 3.0 subset, https://ai.google.dev/api/caching#Schema). It can only get
 * looser by it, and arguments are checked against the tool's own schema in any case.
 *
 * @returns `undefined` for a tool without arguments: an object without properties is refused
 */
export function geminiSchema(schema: Schema): Schema | undefined {
  const definitions = asSchema(schema['$defs'] ?? schema['definitions']);
  const converted = convert(schema, definitions, 0);
  return Object.keys(asSchema(converted['properties'])).length === 0 ? undefined : converted;
}

function convert(schema: Schema, definitions: Schema, depth: number): Schema {
  if (depth > PROVIDER_LIMITS.schemaDepthMax) return { type: 'string' };
  const below = (inner: unknown) => convert(asSchema(inner), definitions, depth + 1);
  if (typeof schema['$ref'] === 'string') {
    const name = schema['$ref'].split('/').at(-1) ?? '';
    return { ...below(definitions[name]), ...described(schema) };
  }
  const choices = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choices)) return union(choices.map(below), described(schema));
  if (Array.isArray(schema['allOf'])) {
    const { allOf, ...rest } = schema;
    return below(Object.assign({}, rest, ...allOf.map(asSchema)));
  }
  const kept = Object.fromEntries(
    KEPT.filter(key => schema[key] !== undefined).map(key => [key, schema[key]]),
  );
  const result = { ...kept, ...typeOf(schema), ...bounds(schema), ...fixed(schema) };
  if (schema['format'] === 'date-time') result['format'] = 'date-time';
  if (result['type'] === 'array') result['items'] = itemsOf(schema, below);
  if (schema['properties'] !== undefined) {
    result['properties'] = Object.fromEntries(
      Object.entries(asSchema(schema['properties'])).map(([name, inner]) => [name, below(inner)]),
    );
  }
  return result;
}

/** `null` is no type but a mark. */
function typeOf(schema: Schema): Record<string, unknown> {
  const types = Array.isArray(schema['type']) ? schema['type'].map(String) : [schema['type']];
  const real = types.filter(type => type !== 'null' && type !== undefined);
  const nullable = types.includes('null') ? { nullable: true } : {};
  if (real.length > 1) return { anyOf: real.map(type => ({ type })), ...nullable };
  const type = real[0] ?? impliedType(schema);
  return type === undefined ? nullable : { type, ...nullable };
}

function impliedType(schema: Schema): string | undefined {
  const [example] = Array.isArray(schema['enum']) ? schema['enum'] : [schema['const']];
  if (typeof example === 'number' || typeof example === 'boolean' || typeof example === 'string') {
    return typeof example;
  }
  if (schema['properties'] !== undefined) return 'object';
  return schema['items'] === undefined && schema['prefixItems'] === undefined ? undefined : 'array';
}

function union(choices: readonly Schema[], about: Schema): Schema {
  const isNull = (choice: Schema) => choice['nullable'] === true && Object.keys(choice).length === 1;
  const real = choices.filter(choice => !isNull(choice));
  const nullable = real.length < choices.length ? { nullable: true } : {};
  const [only] = real;
  return real.length === 1 && only !== undefined
    ? { ...only, ...nullable, ...about }
    : { anyOf: real, ...nullable, ...about };
}

/** Only texts can be enumerated; a number that is fixed is one between itself and itself. */
function fixed(schema: Schema): Record<string, unknown> {
  const constant = schema['const'];
  const values = Array.isArray(schema['enum']) ? schema['enum'] : constant === undefined ? [] : [constant];
  if (values.length === 0) return {};
  if (values.every(value => typeof value === 'string')) return { enum: values };
  if (!values.every(value => typeof value === 'number')) return {};
  return { minimum: Math.min(...values), maximum: Math.max(...values) };
}

function bounds(schema: Schema): Record<string, unknown> {
  const step = schema['type'] === 'integer' ? 1 : 0;
  const over = schema['exclusiveMinimum'];
  const under = schema['exclusiveMaximum'];
  return {
    ...(typeof over === 'number' && { minimum: over + step }),
    ...(typeof under === 'number' && { maximum: under - step }),
  };
}

function itemsOf(schema: Schema, below: (inner: unknown) => Schema): Schema {
  const places = schema['prefixItems'];
  if (Array.isArray(places) && places.length > 0) return union(places.map(below), {});
  return schema['items'] === undefined ? { type: 'string' } : below(schema['items']);
}

const described = (schema: Schema): Schema =>
  schema['description'] === undefined ? {} : { description: schema['description'] };

const asSchema = (value: unknown): Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
