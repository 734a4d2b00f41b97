import {
  grantRequestById,
  grantRequestsByIds,
  listGrantRequests,
  type GrantRequestRecord,
} from '@xinhang/db/repositories/grant-requests.ts';
import { userNames } from '@xinhang/db/repositories/users.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { GrantRequest } from '@xinhang/shared/grants.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { firstPasswordHours } from './first-passwords.ts';
import type { Gains } from './gains.ts';
import { askOwner, confirmRequest, declineRequest } from './grant-requests.ts';
import { hashPassword, makePassword } from './passwords.ts';
import { isOwner } from './power.ts';

async function describe(
  ctx: ReadContext,
  rows: readonly GrantRequestRecord[],
): Promise<GrantRequest[]> {
  const people = rows.flatMap((row) => [row.asked_by, row.decided_by ?? []].flat());
  const names = await userNames(ctx.db, people);
  const ref = (id: number) => ({ id, name: names.get(id) ?? '' });
  return rows.map((row) => {
    const waits = row.state === 'open' && row.expires_at > ctx.now;
    const acts = waits && ctx.actor.viewAsBy === null;
    return {
      id: row.id,
      version: row.version,
      command: row.command,
      subject: row.subject,
      note: row.note,
      ...gainsIn(row),
      by: ref(row.asked_by),
      at: row.asked_at,
      expiresAt: row.expires_at,
      state: row.state === 'open' && !waits ? 'expired' : (row.state as GrantRequest['state']),
      decidedBy: row.decided_by === null ? null : ref(row.decided_by),
      decidedAt: row.decided_at,
      can: {
        confirm: acts && isOwner(ctx.actor),
        decline: acts && (isOwner(ctx.actor) || row.asked_by === ctx.actor.userId),
      },
    };
  });
}

/** As they were put down; before rights were narrowed, nothing was said of it. */
function gainsIn(row: GrantRequestRecord): Gains {
  const { gains, ...rest } = JSON.parse(row.gains) as Gains;
  return { ...rest, gains: gains.map((gain) => ({ ...gain, narrowed: gain.narrowed ?? [] })) };
}

const seen = (ctx: ReadContext) => (row: { asked_by: number }) =>
  isOwner(ctx.actor) || row.asked_by === ctx.actor.userId;

/** What an administrator asks of an owner: to confirm a change that gives what he does not hold. */
export function grantRoutes(http: Http): void {
  const { deps, owned } = http;
  const one = async (ctx: ReadContext, row: GrantRequestRecord) => (await describe(ctx, [row]))[0]!;

  owned.register({
    kind: 'grantRequest',
    names: async (ctx, ids) =>
      new Map(
        (await grantRequestsByIds(ctx.db, ids))
          .filter(seen(ctx))
          .map((row) => [row.id, row.subject]),
      ),
  });

  implement(http, api.grants.ask, {
    run: async (ctx, { body }) => await one(ctx, await askOwner(http, ctx, body)),
  });

  implement(http, api.grants.list, {
    async run(ctx, { query }) {
      const found = await listGrantRequests(ctx.db, {
        askedBy: isOwner(ctx.actor) ? null : ctx.actor.userId,
        openAt: query.open ? ctx.now : null,
        before: startOf(query)?.id ?? null,
        limit: query.limit + 1,
      });
      const page = cutPage(found, query.limit, ({ id }) => ({ value: id, id }));
      return { rows: await describe(ctx, page.rows), next: page.next, count: null };
    },
  });

  implement(http, api.grants.confirm, {
    async prepare(ctx, { params }) {
      const row = await grantRequestById(ctx.db, params.id);
      if (row?.command !== 'org.createUser') return { password: null, hash: '' };
      const password = makePassword(deps.random);
      return { password, hash: await hashPassword(password, deps.random) };
    },
    async run(ctx, { params, body }, { password, hash }) {
      const row = await confirmRequest(http, ctx, params.id, { ...body, passwordHash: hash });
      return {
        request: await one(ctx, row),
        login: password === null ? null : (JSON.parse(row.body) as { login: string }).login,
        firstPassword: password,
        validHours: password === null ? null : await firstPasswordHours(ctx.tx),
      };
    },
  });

  implement(http, api.grants.decline, {
    run: async (ctx, { params, body }) =>
      await one(ctx, await declineRequest(ctx, params.id, body.version)),
  });
}
