import { isWrite, type Endpoint } from '@xinhang/shared/contract/endpoint.ts';
import fc from 'fast-check';
import { z } from 'zod';
import { nasty } from '../helpers/nasty.ts';
import type { Request } from '../matrix/world.ts';

/** As much of JSON Schema as the contract is printed in. */
interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  pattern?: string;
}

type Json = fc.Arbitrary<unknown>;

/** What belongs nowhere, and what means something to a database, a sheet, a page or a clock. */
const hostile: Json = fc.oneof(
  fc.constantFrom(
    ...nasty,
    '%_\\"`',
    '=1+1',
    '<img src=x onerror=alert(1)>',
    '__proto__',
    '../../etc/passwd',
    '9999-12-31',
    -(2 ** 60),
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary' }),
  fc.double(),
);

function fitting(schema: Schema, root: Schema, depth = 0): Json {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1)!;
    const found = schema.$ref === '#' ? root : root.$defs?.[name];
    return found && depth < 4 ? fitting(found, root, depth + 1) : hostile;
  }
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map((one) => fitting(one, root, depth + 1)));
  if (schema.allOf) return fitting(Object.assign({}, ...schema.allOf) as Schema, root, depth + 1);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  switch (schema.type) {
    case 'object':
      return objects(schema, root, depth);
    case 'array':
      return fc.array(fitting(schema.items ?? {}, root, depth + 1), { maxLength: 3 });
    case 'string':
      return strings(schema.pattern);
    case 'integer':
      return fc.oneof(fc.integer({ min: 0, max: 60 }), fc.maxSafeInteger());
    case 'number':
      return fc.oneof(fc.integer({ min: 0, max: 60 }), fc.double({ noNaN: true }));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return hostile;
  }
}

function strings(pattern: string | undefined): Json {
  const any = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('王伟', '13800138000', '2027-02-28'),
  );
  if (pattern === undefined) return any;
  try {
    return fc.stringMatching(new RegExp(pattern, 'u'));
  } catch {
    // The library cannot draw from every expression, from one that looks ahead for instance.
    return any;
  }
}

function objects(schema: Schema, root: Schema, depth: number): Json {
  const known = Object.entries(schema.properties ?? {}).map(
    ([key, one]) => [key, odd(fitting(one, root, depth + 1))] as const,
  );
  const drawn = fc.record(Object.fromEntries(known), { requiredKeys: schema.required ?? [] });
  const more = schema.additionalProperties;
  if (typeof more !== 'object') return drawn;
  const rest = fc.dictionary(fc.string({ maxLength: 4 }), fitting(more, root, depth + 1), {
    maxKeys: 2,
  });
  return fc.tuple(drawn, rest).map(([first, second]) => ({ ...second, ...first }));
}

/** Now and then something else than what fits. */
const odd = (fits: Json): Json =>
  fc.oneof({ weight: 9, arbitrary: fits }, { weight: 1, arbitrary: hostile });

const printed = (type: z.ZodType) =>
  z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Schema;

function drawn(type: z.ZodType | undefined): Json {
  if (!type) return fc.constant(undefined);
  const schema = printed(type);
  return odd(fitting(schema, schema));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is known to be good, with some of its fields replaced by what was drawn. */
function blended(good: unknown, bad: unknown, keep: readonly boolean[]): unknown {
  if (!isObject(good) || !isObject(bad)) return keep[0] ? (good ?? bad) : bad;
  const result = { ...bad };
  for (const [index, [key, value]] of Object.entries(good).entries()) {
    if (keep[index % keep.length]) result[key] = value;
  }
  return result;
}

/** As it stands in an address: texts as they are, everything else as JSON. */
const inAddress = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

const texts = (drawn: unknown): Record<string, string> =>
  isObject(drawn)
    ? Object.fromEntries(
        Object.entries(drawn)
          .filter(([, value]) => value !== undefined)
          .map(([key, value]) => [key, inAddress(value)]),
      )
    : {};

/**
 * Requests near to one that is good: fields missing, of another type, at and beyond their limits,
 * hostile; most of them good enough to reach the rules behind the shape.
 */
export function near(endpoint: Endpoint, good: Request): fc.Arbitrary<Request> {
  const keep = fc.array(fc.boolean(), { minLength: 5, maxLength: 5 });
  const ids = fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: hostile },
  );
  return fc
    .tuple(drawn(endpoint.body), drawn(endpoint.query), ids, keep)
    .map(([body, query, id, kept]) => {
      const params = { ...good.params };
      if (id !== undefined) for (const key of Object.keys(params)) params[key] = inAddress(id);
      return {
        params,
        query: { ...(kept[0] && good.query), ...texts(query) },
        ...(good.bytes !== undefined && { bytes: good.bytes }),
        ...(isWrite(endpoint) && endpoint.body && { body: blended(good.body, body, kept) }),
      };
    });
}
