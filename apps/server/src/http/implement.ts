import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { may, type Actor } from '@xinhang/db/actor.ts';
import {
  isWrite,
  pathOf,
  type Access,
  type Endpoint,
  type EndpointInput,
  type EndpointOutput,
} from '@xinhang/shared/contract/endpoint.ts';
import { openInViewAs, openWithFirstPassword } from '@xinhang/shared/contract/refusals.ts';
import { changesNothing, unknownFields } from '@xinhang/shared/contract/unknown-fields.ts';
import { permissions, type Permission } from '@xinhang/shared/permissions.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Deps } from '../deps.ts';
import { answerOnce } from './answer-once.ts';
import { unlessNothing } from './change-of-nothing.ts';
import { assertConfirmed } from './confirmed.ts';
import { nobody, personOf, type Exchange, type ReadContext, type WriteContext } from './context.ts';
import { sendFile, type FileAnswer } from './download.ts';
import type { EventHub } from './events.ts';
import type { StoredFile } from '../ops/file-store.ts';
import { receiveUpload } from './upload.ts';
import type { Clockwork } from '../jobs/clockwork.ts';
import type { JobRunner } from '../jobs/runner.ts';
import type { ApprovalTargets } from '../registry/approvals.ts';
import type { Dimensions } from '../registry/dimensions.ts';
import type { PersonFigures } from '../registry/figures.ts';
import type { LastPrices } from '../registry/last-prices.ts';
import type { LineSupplies } from '../registry/line-supplies.ts';
import type { SalesVolumes } from '../registry/sales-volumes.ts';
import type { Printables } from '../registry/printables.ts';
import type { Closings } from '../registry/closings.ts';
import type { DealProofs } from '../registry/deal-proofs.ts';
import type { OwnerDebts } from '../registry/owner-debts.ts';
import type { OwnedKinds } from '../registry/owned.ts';
import type { ProductUses } from '../registry/product-uses.ts';
import { HANDLER_MS } from './limits.ts';
import { invalid } from './problem-reply.ts';
import { serializerOf } from './serializer.ts';
import { assertOwnOrigin, type Identity, type Sessions } from './session.ts';

export interface Http {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly sessions: Sessions;
  readonly hub: EventHub;
  readonly jobs: JobRunner;
  readonly clockwork: Clockwork;
  readonly owned: OwnedKinds;
  readonly approvals: ApprovalTargets;
  readonly figures: PersonFigures;
  readonly dimensions: Dimensions;
  readonly productUses: ProductUses;
  readonly lastPrices: LastPrices;
  readonly lineSupplies: LineSupplies;
  readonly ownerDebts: OwnerDebts;
  readonly dealProofs: DealProofs;
  readonly salesVolumes: SalesVolumes;
  readonly printables: Printables;
  readonly closings: Closings;
}

type Context<E extends Endpoint> = E['method'] extends 'GET' ? ReadContext : WriteContext;

export interface Handler<E extends Endpoint, Prepared> {
  /**
   * Upload endpoints: refuses whoever may not, before a byte of the body is taken, and answers
   * the most bytes it may have. The bytes then lie in the store as `exchange.upload`.
   */
  admit?(ctx: ReadContext, input: EndpointInput<E>): Promise<number>;
  /** Slow work before the transaction: hashing, reading a file. Writes nothing. */
  prepare?(ctx: ReadContext, input: EndpointInput<E>, exchange: Exchange): Promise<Prepared>;
  run(
    ctx: Context<E>,
    input: EndpointInput<E>,
    prepared: Prepared,
    exchange: Exchange,
  ): Promise<EndpointOutput<E>>;
}

const nobodyAtAll: Identity = {
  actor: nobody,
  personId: 0,
  sessionId: 0,
  confirmed: false,
  mustChangePassword: false,
};

export function parse<T extends z.ZodType>(
  part: 'body' | 'query' | 'params',
  schema: T | undefined,
  value: unknown,
): z.output<T> | undefined {
  if (!schema) return undefined;
  const result = schema.safeParse(value ?? {});
  const unknown = part === 'body' ? unknownFields(schema, value) : [];
  if (!result.success || unknown.length > 0) throw invalid(part, result.error, unknown);
  return result.data;
}

/** Whether somebody may ever call this. */
export function allowed(actor: Actor, access: Access): boolean {
  if (access === 'public' || access === 'session') return true;
  const any = typeof access === 'string' ? [access] : access;
  return any.some((permission) => may(actor, permission));
}

/** The key of a write, made by the client once per intention of the person. */
function commandKey(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key.length < 8 || key.length > 64) {
    throw problem('idempotency-key-missing');
  }
  return key;
}

function assertPolicy(endpoint: Endpoint): void {
  const access: readonly string[] =
    typeof endpoint.access === 'string' ? [endpoint.access] : endpoint.access;
  for (const name of access) {
    if (name !== 'public' && name !== 'session' && !(name in permissions)) {
      throw new Error(`${endpoint.method} ${endpoint.path} has no policy row for "${name}"`);
    }
  }
}

/** Every PATCH says of which version it speaks. */
const versionIn = (body: unknown) => (body as { version?: number } | undefined)?.version;

/** Turns a contract into a route: identity, permission, shape, transaction, answer, in this order. */
export function implement<E extends Endpoint, Prepared = undefined>(
  http: Http,
  endpoint: E,
  handler: Handler<E, Prepared>,
): void {
  assertPolicy(endpoint);
  const { app, deps, sessions, hub } = http;
  const serialize = serializerOf(endpoint.response);
  const status = endpoint.status ?? 200;
  const name = `${endpoint.method} ${endpoint.path}`;

  async function identify(request: FastifyRequest, now: number): Promise<Identity> {
    if (isWrite(endpoint)) assertOwnOrigin(request);
    if (endpoint.access === 'public') return nobodyAtAll;
    const identity = await sessions.identify(request, now);
    const viewing = identity.actor.viewAsBy !== null;
    if (viewing && isWrite(endpoint) && !openInViewAs.has(endpoint.path)) {
      throw problem('view-as-read-only');
    }
    if (identity.mustChangePassword && !openWithFirstPassword.has(endpoint.path)) {
      throw problem('password-change-required');
    }
    if (!allowed(identity.actor, endpoint.access)) {
      throw problem('forbidden', { params: { permission: String(endpoint.access as Permission) } });
    }
    if (endpoint.confirm === 'always') assertConfirmed(identity);
    return identity;
  }

  async function command(
    ctx: ReadContext,
    input: EndpointInput<E>,
    prepared: Prepared,
    exchange: Exchange,
  ): Promise<string> {
    // A secret is told once, so nothing is compared with it; its hash would only help to guess it.
    const body = endpoint.secret ? null : (exchange.upload?.sha256 ?? input.body ?? null);
    const bodyHash = createHash('sha256')
      .update(JSON.stringify([input.params ?? null, input.query ?? null, body]))
      .digest('hex');
    const run = (own: WriteContext) => handler.run(own as Context<E>, input, prepared, exchange);
    const version = endpoint.method === 'PATCH' ? versionIn(input.body) : undefined;
    return await answerOnce(
      { db: deps.db, hub, ctx },
      {
        actorId: personOf(ctx.actor),
        key: commandKey(exchange.request),
        endpoint: name,
        bodyHash,
        status,
        keep: endpoint.access === 'public' ? 'nothing' : endpoint.secret ? 'answered' : 'all',
        now: ctx.now,
      },
      (own) => (version === undefined ? run(own) : unlessNothing(own, version, run)),
      (output) => serialize(output as never),
    );
  }

  async function received(
    ctx: ReadContext,
    input: EndpointInput<E>,
    request: FastifyRequest,
  ): Promise<StoredFile | undefined> {
    if (endpoint.kind !== 'upload') return undefined;
    if (!handler.admit) throw new Error(`${name} does not say how much it takes`);
    return await receiveUpload(request, deps, await handler.admit(ctx, input));
  }

  app.route({
    method: endpoint.method,
    url: pathOf(endpoint),
    exposeHeadRoute: endpoint.access === 'public',
    // Files may take their time and leave as they are; everything else is a short answer.
    ...(endpoint.kind ? { compress: false } : { handlerTimeout: HANDLER_MS }),
    handler: async (request, reply) => {
      const now = deps.now();
      // What a person saw stays in no cache of the machine; files say otherwise themselves.
      void reply.header('cache-control', 'no-store');
      const identity = await identify(request, now);
      if (endpoint.kind !== 'upload' && request.body instanceof Readable) {
        throw problem('unsupported-media-type');
      }
      const input = {
        params: parse('params', endpoint.params, request.params),
        query: parse('query', endpoint.query, request.query),
        body: parse('body', endpoint.body, request.body),
      } as EndpointInput<E>;
      if (endpoint.method === 'PATCH' && changesNothing(input.body)) {
        throw problem('nothing-to-change');
      }
      const ctx: ReadContext = {
        deps,
        ...identity,
        now,
        requestId: request.id,
        address: request.ip,
        db: deps.db.read,
      };
      if (isWrite(endpoint)) commandKey(request);
      const upload = await received(ctx, input, request);
      const exchange: Exchange = { request, reply, ...(upload && { upload }) };
      const prepared = (await handler.prepare?.(ctx, input, exchange)) as Prepared;
      if (isWrite(endpoint)) {
        const text = await command(ctx, input, prepared, exchange);
        return reply.code(status).type('application/json').send(text);
      }
      const output = await handler.run(ctx as Context<E>, input, prepared, exchange);
      if (endpoint.kind === 'download') return await sendFile(exchange, output as FileAnswer);
      if (reply.sent) return reply;
      return reply.code(status).type('application/json').send(serialize(output));
    },
  });
}
