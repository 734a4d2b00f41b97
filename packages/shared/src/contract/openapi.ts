import { z } from 'zod';
import * as activities from '../activities.ts';
import * as auth from '../auth.ts';
import * as company from '../company.ts';
import * as contacts from '../contacts.ts';
import * as customerWork from '../customer-work.ts';
import * as customers from '../customers.ts';
import * as depts from '../depts.ts';
import * as imports from '../imports.ts';
import * as people from '../people.ts';
import { permissionRow, type Permission } from '../permissions.ts';
import * as problems from '../problems.ts';
import * as roles from '../roles.ts';
import * as settings from '../settings.ts';
import * as system from '../system.ts';
import { allEndpoints, API_LEVEL } from './api.ts';
import { isWrite, pathOf, type Endpoint } from './endpoint.ts';
import * as fields from './fields.ts';
import { refusalsOf } from './refusals.ts';

/** A JSON value that is an object; the document is made of these. */
export interface Json {
  [key: string]: unknown;
}

const modules = {
  ...fields,
  ...problems,
  ...auth,
  ...company,
  ...depts,
  ...people,
  ...roles,
  ...customers,
  ...contacts,
};
const shapes: Json = {
  ...modules,
  ...customerWork,
  ...activities,
  ...imports,
  ...settings,
  ...system,
};

/** Every object that a contract file exports, under its name: these become components. */
const named = z.registry<{ id: string }>();
for (const [name, value] of Object.entries(shapes)) {
  if (value instanceof z.ZodObject)
    named.add(value, { id: name[0]!.toUpperCase() + name.slice(1) });
}
const JSON_VALUE = 'JsonValue';

type Direction = 'input' | 'output';

/** Collects components while schemas are printed; one shape may differ by direction. */
class Components {
  readonly #byName = new Map<string, { text: string; schema: Json }>();
  readonly #refusals = new Map<string, Json>();

  /** Prints a schema, moving what it shares with others into the components. */
  schema(source: z.ZodType, direction: Direction): Json {
    const printed = z.toJSONSchema(source, {
      io: direction,
      metadata: named,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        // Unknown fields are refused on the way in; answers may have more of them in later releases.
        if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
        if (direction === 'input' && zodSchema instanceof z.ZodObject) {
          jsonSchema.additionalProperties = false;
        }
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
        if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      },
    }) as Json;
    const { $schema: _, $defs, ...root } = printed;
    const names = new Map<string, string>();
    const found = Object.entries(($defs ?? {}) as Record<string, Json>);
    for (const [name, schema] of found) names.set(name, this.#nameFor(name, schema));
    for (const [name, schema] of found) {
      const own = names.get(name)!;
      const entry = this.#byName.get(own);
      if (entry && Object.keys(entry.schema).length === 0) {
        Object.assign(entry.schema, pointed(schema, names) as Json);
      }
    }
    return pointed(root, names) as Json;
  }

  #nameFor(name: string, schema: Json): string {
    // zod numbers the only schema that refers to itself: any JSON value.
    const wanted = name.startsWith('__schema') ? JSON_VALUE : name;
    const text = JSON.stringify(schema).replaceAll(name, wanted);
    for (const candidate of [wanted, `${wanted}Input`]) {
      const known = this.#byName.get(candidate);
      if (!known) {
        this.#byName.set(candidate, { text, schema: {} });
        return candidate;
      }
      if (known.text === text) return candidate;
    }
    throw new Error(`two shapes of the contract are called ${wanted}`);
  }

  /** An answer that carries one of these problem codes. */
  refusal(codes: readonly string[]): Json {
    const name = codes.join('.');
    if (!this.#refusals.has(name)) {
      const document = this.schema(problems.problemDocument, 'output');
      const schema = { allOf: [document, { properties: { code: { enum: codes } } }] };
      this.#refusals.set(name, {
        description: codes.join(', '),
        content: { 'application/problem+json': { schema } },
      });
    }
    return { $ref: `#/components/responses/${name}` };
  }

  all(): Json {
    const sorted = <T>(entries: Iterable<[string, T]>): [string, T][] =>
      [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const schemas = sorted(this.#byName).map(([name, { schema }]) => [name, schema]);
    return {
      responses: Object.fromEntries(sorted(this.#refusals)),
      schemas: Object.fromEntries(schemas) as Json,
    };
  }
}

/** The same schema with its references turned to the components. */
function pointed(node: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(node)) return node.map((item) => pointed(item, names));
  if (typeof node !== 'object' || node === null) return node;
  const copy: Json = {};
  for (const [key, value] of Object.entries(node)) {
    copy[key] =
      key === '$ref' && typeof value === 'string'
        ? `#/components/schemas/${names.get(value.replace('#/$defs/', ''))!}`
        : pointed(value, names);
  }
  return copy;
}

function parameters(components: Components, endpoint: Endpoint): Json[] {
  const of = (part: 'path' | 'query', schema: z.ZodType | undefined): Json[] => {
    if (!schema) return [];
    if (!(schema instanceof z.ZodObject)) throw new Error(`${endpoint.path}: ${part} is no object`);
    // A copy, because a shape with a name would come back as a reference.
    const { properties, required } = components.schema(z.object(schema.shape), 'input');
    return Object.entries((properties ?? {}) as Record<string, Json>).map(([name, shape]) => ({
      name,
      in: part,
      required: part === 'path' || ((required ?? []) as string[]).includes(name),
      schema: shape,
      ...(shape['type'] === 'array' && { style: 'form', explode: true }),
    }));
  };
  return [
    ...of('path', endpoint.params),
    ...of('query', endpoint.query),
    ...(isWrite(endpoint) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ...(endpoint.kind === 'events' ? [{ $ref: '#/components/parameters/LastEventId' }] : []),
  ];
}

function answers(components: Components, endpoint: Endpoint): Json {
  const media = { download: 'application/octet-stream', events: 'text/event-stream' } as const;
  const bytes = endpoint.kind === 'download' || endpoint.kind === 'events';
  const content = bytes
    ? { [media[endpoint.kind as keyof typeof media]]: {} }
    : { 'application/json': { schema: components.schema(endpoint.response, 'output') } };
  const byStatus = new Map<number, string[]>();
  for (const code of refusalsOf(endpoint)) {
    const status = problems.problemStatus[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const refusals = [...byStatus]
    .toSorted(([a], [b]) => a - b)
    .map(([status, codes]) => [String(status), components.refusal(codes)]);
  return {
    [String(endpoint.status ?? 200)]: { description: 'Done', content },
    ...(Object.fromEntries(refusals) as Json),
  };
}

function access(endpoint: Endpoint): Json {
  if (endpoint.access === 'public') return { security: [], 'x-permission': 'public' };
  if (endpoint.access === 'session') return { 'x-permission': 'session' };
  const permissions = [endpoint.access].flat() as Permission[];
  const scopes = Object.fromEntries(
    permissions
      .filter((permission) => permissionRow(permission).scopes.length > 0)
      .map((permission) => [permission, permissionRow(permission).scopes]),
  );
  return {
    'x-permission': endpoint.access,
    ...(Object.keys(scopes).length > 0 && { 'x-scopes': scopes }),
  };
}

function body(components: Components, endpoint: Endpoint): Json {
  if (endpoint.kind === 'upload') {
    return { requestBody: { required: true, content: { 'application/octet-stream': {} } } };
  }
  if (!endpoint.body) return {};
  const schema = components.schema(endpoint.body, 'input');
  return { requestBody: { required: true, content: { 'application/json': { schema } } } };
}

/** The whole API as an OpenAPI 3.1 document, printed from the contract and from nothing else. */
export function printOpenApi(): Json {
  const components = new Components();
  const paths: Record<string, Json> = {};
  for (const { name, endpoint } of allEndpoints()) {
    const path = pathOf(endpoint).replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[endpoint.method.toLowerCase()] = {
      operationId: name,
      tags: [name.split('.')[0]],
      summary: endpoint.summary,
      ...access(endpoint),
      'x-since': endpoint.since,
      ...(endpoint.secret && { 'x-secret': true }),
      parameters: parameters(components, endpoint),
      ...body(components, endpoint),
      responses: answers(components, endpoint),
    };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Xinhang',
      version: String(API_LEVEL),
      description:
        'Refusals are problem documents (RFC 9457): match on `code`, never on text. Every write carries an Idempotency-Key; editable rows carry `version`. A row out of scope answers like one that does not exist.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { cookie: [] }],
    tags: [...new Set(allEndpoints().map(({ name }) => name.split('.')[0]!))].map((tag) => ({
      name: tag,
    })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'Programs and the desktop client' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-xh_session',
          description:
            'Browsers: HttpOnly, Secure, SameSite=Strict (`xh_session` on the server itself, without TLS); writes must carry the own Origin',
        },
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          description:
            'One key (UUID) per intention: a repeat with the same key and body is answered like the first and saved once',
          schema: { type: 'string', minLength: 8, maxLength: 64 },
        },
        LastEventId: {
          name: 'Last-Event-ID',
          in: 'header',
          required: false,
          description: 'The last change heard; the stream goes on after it',
          schema: { type: 'string' },
        },
      },
      ...components.all(),
    },
  };
}
