import type { Actor } from '@xinhang/db/actor.ts';
import {
  changeGrantRequest,
  grantRequestById,
  insertGrantRequest,
  sameGrantRequests,
  type GrantRequestRecord,
} from '@xinhang/db/repositories/grant-requests.ts';
import { loadActor, loadOrganisation, peopleWho } from '@xinhang/db/repositories/rights.ts';
import { allRoles, cashAccountNames, heldPlaces } from '@xinhang/db/repositories/roles.ts';
import { userById } from '@xinhang/db/repositories/users.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { GRANT_DAYS, type GrantCommand } from '@xinhang/shared/grants.ts';
import { problem, type Problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { allowed, type Http } from '../../http/implement.ts';
import { gainsOf, type Gains } from './gains.ts';
import { inputOf, waiting } from './grant-commands.ts';
import { isOwner } from './power.ts';

type AskBody = EndpointInput<typeof api.grants.ask>['body'];
type Input = ReturnType<typeof inputOf>;

const DAY_MS = 86_400_000;
/** Of an account that is made only to see what would come of it. */
const NO_PASSWORD = '';

/** Does the command, and says what it gives to whom. */
async function carryOut(
  http: Http,
  ctx: WriteContext,
  command: GrantCommand,
  input: Input,
  passwordHash: string,
): Promise<Gains> {
  const before = await loadOrganisation(ctx.tx);
  await waiting[command].run(http, ctx, input, passwordHash);
  const after = await loadOrganisation(ctx.tx);
  const named = (rows: readonly { id: number; name: string }[]) =>
    new Map(rows.map(({ id, name }) => [id, name]));
  return gainsOf(before, after, {
    roles: named(await allRoles(ctx.tx)),
    warehouses: named(await heldPlaces(ctx.tx)),
    accounts: named(await cashAccountNames(ctx.tx)),
  });
}

/** What would come of it if this person did it; everything is taken back. */
async function trial(
  http: Http,
  ctx: WriteContext,
  command: GrantCommand,
  input: Input,
): Promise<Gains | Problem> {
  const done = problem('state-refused');
  let gains: Gains | undefined;
  const tried = await ctx.attempt(async () => {
    gains = await carryOut(http, ctx, command, input, NO_PASSWORD);
    throw done;
  });
  if (!tried.ok && tried.problem !== done) return tried.problem;
  return gains!;
}

async function anOwner(ctx: WriteContext): Promise<Actor> {
  const [first] = await peopleWho(ctx.tx, 'system.owner');
  const owner = first === undefined ? null : await loadActor(ctx.tx, first);
  if (!owner) throw problem('last-owner');
  return owner;
}

/** Those who hear of a request: every owner, and who asked. */
async function tell(ctx: WriteContext, row: GrantRequestRecord): Promise<void> {
  const audience = [...(await peopleWho(ctx.tx, 'system.owner')), row.asked_by];
  await ctx.emit({ entity: 'grantRequest', id: row.id, version: row.version, audience });
}

async function record(
  ctx: WriteContext,
  verb: 'ask' | 'confirm' | 'refuse' | 'withdraw',
  row: GrantRequestRecord,
): Promise<void> {
  const askedBy = (await userById(ctx.tx, row.asked_by))?.name;
  const { command, subject, state, note } = row;
  await ctx.audit({
    action: `grants.${verb}`,
    entity: 'grantRequest',
    entityId: row.id,
    after: { command, subject, state, note, askedBy },
  });
  await tell(ctx, row);
}

/** Puts down a change that its author may not make alone, for an owner to confirm. */
export async function askOwner(http: Http, ctx: WriteContext, ask: AskBody) {
  const { tx, actor, now } = ctx;
  const { command, targetId, body, note } = ask;
  const plan = waiting[command];
  if (!allowed(actor, plan.endpoint.access)) throw problem('forbidden');
  const input = inputOf(command, targetId, body);
  // What may be done without an owner is done without one.
  const alone = await trial(http, ctx, command, input);
  if (!('code' in alone)) throw problem('state-refused', { params: { state: 'held' } });
  if (alone.code !== 'grant-not-held') throw alone;
  const gains = await trial(http, { ...ctx, actor: await anOwner(ctx) }, command, input);
  if ('code' in gains) throw gains;
  for (const older of await sameGrantRequests(tx, {
    askedBy: actor.userId,
    command,
    targetId: input.id,
  })) {
    await close(ctx, older, 'withdrawn');
  }
  const row = await insertGrantRequest(tx, {
    command,
    target_id: targetId ?? null,
    body: JSON.stringify(input.body),
    subject: (await plan.subject(tx, input)) ?? '',
    gains: JSON.stringify(gains),
    note,
    asked_by: actor.userId,
    asked_at: now,
    expires_at: now + GRANT_DAYS * DAY_MS,
    state: 'open',
    decided_by: null,
    decided_at: null,
  });
  await record(ctx, 'ask', row);
  const owners = await peopleWho(tx, 'system.owner');
  await ctx.notify(owners, { kind: 'grant-asked', params: named(gains), ...about(row) });
  return row;
}

/** The rights that are given, for the words of a notification: the first few. */
function named({ gains }: Gains) {
  const names = gains
    .flatMap(({ permissions, wider }) => [...permissions, ...wider])
    .map((one) => one.split(':')[0]!);
  return { permissions: [...new Set(names)].slice(0, 5).join(' ') };
}

const about = ({ id }: GrantRequestRecord) => ({
  about: { entity: 'grantRequest', id },
  route: '/grants',
});

/** A request that still waits, of this version, and that this person may see. */
async function needOpen(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<GrantRequestRecord> {
  const row = await grantRequestById(ctx.tx, id);
  const seen = row && (row.asked_by === ctx.actor.userId || isOwner(ctx.actor));
  if (!row || !seen) throw problem('not-found');
  if (row.version !== version) throw conflict(row.version, { state: row.state }, {});
  const over = row.state !== 'open' || row.expires_at <= ctx.now;
  if (over) throw problem('state-refused', { params: { state: row.state } });
  return row;
}

const closings = { confirmed: 'confirm', refused: 'refuse', withdrawn: 'withdraw' } as const;

async function close(
  ctx: WriteContext,
  row: GrantRequestRecord,
  state: keyof typeof closings,
): Promise<GrantRequestRecord> {
  const decided = { state, decided_by: ctx.actor.userId, decided_at: ctx.now };
  const closed = await changeGrantRequest(ctx.tx, row, decided);
  if (!closed) throw problem('version-conflict');
  await record(ctx, closings[state], closed);
  return closed;
}

/**
 * Makes the change as the owner who confirms, by the rules and versions of now. What it gives must
 * be what the owner saw; whoever asked must still be somebody who may ask.
 */
export async function confirmRequest(
  http: Http,
  ctx: WriteContext,
  id: number,
  seen: { version: number; seal: string; passwordHash: string },
): Promise<GrantRequestRecord> {
  const row = await needOpen(ctx, id, seen.version);
  const command = row.command as GrantCommand;
  const asker = await loadActor(ctx.tx, row.asked_by);
  const state = (await userById(ctx.tx, row.asked_by))?.state;
  const stands = state === 'active' || state === 'leaving';
  if (!asker || !stands || !allowed(asker, waiting[command].endpoint.access)) {
    throw problem('state-refused', { params: { state: 'asker-gone' } });
  }
  const input = inputOf(command, row.target_id ?? undefined, JSON.parse(row.body));
  const gains = await carryOut(http, ctx, command, input, seen.passwordHash);
  if (gains.seal !== seen.seal) throw problem('grants-changed', { data: gains });
  const closed = await close(ctx, row, 'confirmed');
  await ctx.notify([row.asked_by], { kind: 'grant-confirmed', ...about(row) });
  return closed;
}

/** An owner says no, or whoever asked takes it back. */
export async function declineRequest(
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<GrantRequestRecord> {
  const row = await needOpen(ctx, id, version);
  const own = row.asked_by === ctx.actor.userId;
  const closed = await close(ctx, row, own ? 'withdrawn' : 'refused');
  if (!own) await ctx.notify([row.asked_by], { kind: 'grant-refused', ...about(row) });
  return closed;
}
