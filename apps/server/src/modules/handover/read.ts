import { may } from '@xinhang/db/actor.ts';
import { decodeCursor } from '@xinhang/db/keyset.ts';
import {
  handoverById,
  listHandedRows,
  listHandovers,
  type HandedRowRecord,
  type HandoverRecord,
} from '@xinhang/db/repositories/handovers.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type {
  EstateSort,
  HandedRow,
  Handover,
  HandoverReport,
  UserEstate,
} from '@xinhang/shared/handovers.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { splitKeys } from '@xinhang/shared/split.ts';
import type { ReadContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { cutPage } from '../../http/paging.ts';
import { needPerson, userNames } from '../org/service.ts';
import { countsIn, receiversIn, toHandover } from './mapper.ts';
import { handingRight, mayHandOver, reachesAll, seenUsers } from './policy.ts';
import { countSorts, possessionsOf, type Possessions } from './split.ts';

type Api = typeof api.handovers;

/** The person and the right by which the actor may hand over; somebody out of reach is not there. */
export async function needLeaver(ctx: ReadContext, userId: number) {
  const person = await needPerson(ctx.db, userId);
  const right = handingRight(ctx.actor, userId);
  if (!right) throw problem('not-found');
  return { person, right };
}

/** By each key how much of each value there is, the most first. */
function groupsOf(possessions: readonly Possessions[]): UserEstate['groups'] {
  return splitKeys.flatMap((by) => {
    const found = new Map<string, { customers: number; deals: number }>();
    for (const { kind, rows } of possessions) {
      if (kind !== 'customer' && kind !== 'deal') continue;
      for (const row of rows) {
        const group = found.get(row[by]) ?? { customers: 0, deals: 0 };
        if (kind === 'customer') group.customers += 1;
        else group.deals += 1;
        found.set(row[by], group);
      }
    }
    return [...found]
      .map(([value, counts]) => ({ by, value, ...counts }))
      .toSorted((a, b) => b.customers - a.customers || b.deals - a.deals);
  });
}

export async function estateOf(http: Http, ctx: ReadContext, userId: number): Promise<UserEstate> {
  const { person, right } = await needLeaver(ctx, userId);
  const counts: UserEstate['counts'] = [];
  for (const { estate } of http.owned.all()) {
    if (estate) counts.push(...(await estate.counts(ctx, userId)));
  }
  const { id, name, version, state } = person;
  const watched = ctx.actor.viewAsBy !== null;
  return {
    user: { id, name, version, state: state as UserEstate['user']['state'] },
    counts,
    groups: groupsOf(await possessionsOf(http, ctx, userId)),
    can: {
      handOver: mayHandOver(right, person, false) && !watched,
      leave:
        may(ctx.actor, 'org.manage') && id !== ctx.actor.userId && state !== 'left' && !watched,
    },
  };
}

function mayRevert({ actor, now }: ReadContext, row: HandoverRecord): boolean {
  if (row.state !== 'done' || now > row.until || actor.viewAsBy !== null) return false;
  const people = [row.user_id, ...receiversIn(row)];
  return may(actor, 'org.manage') || people.every((id) => reachesAll(actor, id));
}

export async function describe(
  ctx: ReadContext,
  rows: readonly HandoverRecord[],
): Promise<Handover[]> {
  const names = await userNames(
    ctx.db,
    rows.flatMap((row) =>
      [
        row.user_id,
        row.by_user_id ?? [],
        row.reverted_by ?? [],
        countsIn(row).map(({ userId }) => userId),
      ].flat(),
    ),
  );
  return rows.map((row) => toHandover(row, names, mayRevert(ctx, row)));
}

/** The handover, if the actor sees those of this person. */
export async function needHandover(ctx: ReadContext, id: number): Promise<HandoverRecord> {
  const row = await handoverById(ctx.db, id);
  const seen = seenUsers(ctx.actor);
  if (!row || !(seen?.includes(row.user_id) ?? true)) throw problem('not-found');
  return row;
}

export async function pageOfHandovers(
  ctx: ReadContext,
  query: EndpointInput<Api['list']>['query'],
) {
  const seen = seenUsers(ctx.actor);
  const wanted = query.userId === undefined ? null : [query.userId];
  const userIds = wanted?.filter((id) => seen?.includes(id) ?? true) ?? seen;
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor);
  if (query.cursor !== undefined && !cursor) throw problem('bad-cursor');
  const page = { userIds, before: cursor?.id ?? null, limit: query.limit + 1 };
  const found = userIds?.length === 0 ? [] : await listHandovers(ctx.db, page);
  const { rows, next } = cutPage(found, query.limit, ({ id }) => ({ value: id, id }));
  return { rows: await describe(ctx, rows), next, count: null };
}

type Cursor = Parameters<typeof listHandedRows>[3]['after'];
type NamedRow = HandedRowRecord & { name: string };

/** Rows read at once, in search of those that the reader sees. */
const STRIDE = 500;

/** Those of these rows that the reader sees, with their names. */
async function seenAmong(
  http: Http,
  ctx: ReadContext,
  rows: readonly HandedRowRecord[],
): Promise<NamedRow[]> {
  const names = new Map<string, string>();
  for (const [kind, some] of Map.groupBy(rows, (row) => row.kind)) {
    const ids = some.map((row) => row.row_id);
    for (const [one, name] of (await http.owned.get(kind)?.names?.(ctx, ids)) ?? []) {
      names.set(`${kind}/${one}`, name);
    }
  }
  return rows.flatMap((row) => {
    const name = names.get(`${row.kind}/${row.row_id}`);
    return name === undefined ? [] : [{ ...row, name }];
  });
}

/** Rows of a handover, some at a time, from after a given one. */
async function* strides(
  ctx: ReadContext,
  id: number,
  filter: Parameters<typeof listHandedRows>[2],
  from: Cursor,
): AsyncGenerator<HandedRowRecord[]> {
  let after = from;
  for (let more = true; more;) {
    const some = await listHandedRows(ctx.db, id, filter, { after, limit: STRIDE });
    yield some;
    const last = some.at(-1);
    if (last) after = { kind: last.kind, id: last.row_id };
    more = some.length === STRIDE;
  }
}

/**
 * A handover with how many rows of each sort its reader does not see: the list passes over them, and
 * what each receiver got counts them.
 */
export async function reportOf(http: Http, ctx: ReadContext, id: number): Promise<HandoverReport> {
  const [report] = await describe(ctx, [await needHandover(ctx, id)]);
  const unseen: HandedRowRecord[] = [];
  for await (const some of strides(ctx, id, {}, null)) {
    const seen = await seenAmong(http, ctx, some);
    const known = new Set(seen.map((row) => `${row.kind}/${row.row_id}`));
    unseen.push(...some.filter((row) => !known.has(`${row.kind}/${row.row_id}`)));
  }
  const sorts = unseen.map((row) => ({ sort: row.sort as EstateSort }));
  return { ...report!, unseen: countSorts(sorts) };
}

/**
 * Rows with their names; those that the reader does not see are passed over, so that a page is full
 * as long as there are more.
 */
export async function pageOfRows(
  http: Http,
  ctx: ReadContext,
  id: number,
  query: EndpointInput<Api['listRows']>['query'],
) {
  await needHandover(ctx, id);
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor);
  if (query.cursor !== undefined && typeof cursor?.value !== 'string') throw problem('bad-cursor');
  const filter = { toId: query.toId, outcomes: query.outcome };
  const found: NamedRow[] = [];
  const after = cursor && { kind: String(cursor.value), id: cursor.id };
  for await (const some of strides(ctx, id, filter, after)) {
    found.push(...(await seenAmong(http, ctx, some)));
    if (found.length > query.limit) break;
  }
  const { rows, next } = cutPage(found.slice(0, query.limit + 1), query.limit, (row) => ({
    value: row.kind,
    id: row.row_id,
  }));
  const people = await userNames(
    ctx.db,
    rows.map((row) => row.to_id),
  );
  return {
    rows: rows.map((row): HandedRow => ({
      kind: row.kind,
      id: row.row_id,
      sort: row.sort as HandedRow['sort'],
      name: row.name,
      to: { id: row.to_id, name: people.get(row.to_id) ?? '' },
      outcome: row.outcome as HandedRow['outcome'],
      code: row.code,
    })),
    next,
    count: null,
  };
}
