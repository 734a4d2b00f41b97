import type { Insertable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { remembered } from '../remembered.ts';
import type { Position } from '../keyset.ts';
import type { DB } from '../schema/database.ts';
import { dealNames } from './deals.ts';

/** Kinds that are written as events; the others are read from where they are kept. */
export const eventKinds = ['stage', 'archived', 'merged', 'contact', 'file', 'collection'] as const;
export type EventKind = (typeof eventKinds)[number];

export interface TimelineEntry {
  kind: EventKind | 'created' | 'owner' | 'followUp';
  id: number;
  at: number;
  byUserId: number | null;
  text: string;
  data: Record<string, string | number | boolean | null>;
}

/** Sources in the order in which they stand where they bear the same instant. */
const ranks = { created: 0, owner: 1, event: 2, followUp: 3 } as const;
const RANKS = 4;

function rankOf(kind: TimelineEntry['kind']): number {
  return kind === 'created' || kind === 'owner' || kind === 'followUp' ? ranks[kind] : ranks.event;
}

export function timelinePosition(entry: TimelineEntry): Position {
  return { value: entry.at * RANKS + rankOf(entry.kind), id: entry.id };
}

/** What of one source comes after a position: entries before `at`, and at it those below `id`. */
function bounds(after: Position | null, rank: number): { at: number; below: number } {
  if (!after) return { at: Number.MAX_SAFE_INTEGER, below: 0 };
  const at = Math.floor(Number(after.value) / RANKS);
  const reached = Number(after.value) % RANKS;
  if (rank < reached) return { at, below: Number.MAX_SAFE_INTEGER };
  return { at, below: rank === reached ? after.id : 0 };
}

/** Records what happened to a customer, in the transaction in which it happened. */
export async function appendCustomerEvent(
  tx: Tx,
  event: Omit<Insertable<DB['customer_event']>, 'id' | 'kind' | 'data'> & {
    kind: EventKind;
    data: TimelineEntry['data'];
  },
): Promise<void> {
  await tx
    .insertInto('customer_event')
    .values({ ...event, data: JSON.stringify(event.data) })
    .execute();
}

async function events(
  db: Reader,
  customerId: number,
  kinds: readonly EventKind[],
  { after, limit }: { after: Position | null; limit: number },
): Promise<TimelineEntry[]> {
  const from = bounds(after, ranks.event);
  const key = `events,${limit},${kinds.join()}`;
  const rows = await remembered(db, { key, values: { customerId, ...from } }, (values) =>
    db
      .selectFrom('customer_event')
      .selectAll()
      .where('customer_id', '=', values.customerId)
      .where('kind', 'in', kinds)
      .where((eb) =>
        eb.or([
          eb('at', '<', values.at),
          eb.and([eb('at', '=', values.at), eb('id', '<', values.below)]),
        ]),
      )
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit),
  );
  return rows.map((row) => ({
    kind: row.kind as EventKind,
    id: row.id,
    at: row.at,
    byUserId: row.by_user_id,
    text: '',
    data: JSON.parse(row.data) as TimelineEntry['data'],
  }));
}

/** Changes, oldest first, without those that were taken back: an undo follows what it undoes. */
export function standing<T extends { undo: boolean }>(changes: readonly T[]): T[] {
  const stand: T[] = [];
  for (const change of changes) {
    if (change.undo) stand.pop();
    else stand.push(change);
  }
  return stand;
}

/** The newest changes of stage of a customer already found through the scope, newest first. */
export async function stageChanges(
  db: Reader,
  customerId: number,
  limit: number,
): Promise<{ from: string; to: string; at: number; undo: boolean }[]> {
  const found = await events(db, customerId, ['stage'], { after: null, limit });
  return found.map(({ at, data }) => ({
    at,
    from: String(data['from']),
    to: String(data['to']),
    undo: data['undo'] === true,
  }));
}

async function ownerChanges(
  db: Reader,
  customer: { id: number; created_at: number },
  { after, limit }: { after: Position | null; limit: number },
): Promise<TimelineEntry[]> {
  const start = bounds(after, ranks.owner);
  const values = { customerId: customer.id, createdAt: customer.created_at, ...start };
  const rows = await remembered(db, { key: `owners,${limit}`, values }, (slots) =>
    db
      .selectFrom('owner_history')
      .leftJoin('user as giver', 'giver.id', 'owner_history.from_owner_id')
      .leftJoin('user as taker', 'taker.id', 'owner_history.to_owner_id')
      .selectAll('owner_history')
      .select(['giver.name as giver_name', 'taker.name as taker_name'])
      .select((eb) =>
        eb
          .selectFrom('owner_history as earliest')
          .select((one) => one.fn.min('earliest.id').as('id'))
          .whereRef('earliest.customer_id', '=', 'owner_history.customer_id')
          .as('first_id'),
      )
      .where('customer_id', '=', slots.customerId)
      .where((eb) =>
        eb.or([
          eb('at', '<', slots.at),
          eb.and([eb('at', '=', slots.at), eb('owner_history.id', '<', slots.below)]),
        ]),
      )
      // The first owner came with the registration, which stands there by itself.
      .where((eb) => eb.or([eb('from_owner_id', 'is not', null), eb('at', '!=', slots.createdAt)]))
      .orderBy('at', 'desc')
      .orderBy('owner_history.id', 'desc')
      .limit(limit),
  );
  return rows.map((row) => ({
    kind: 'owner' as const,
    id: row.id,
    at: row.at,
    byUserId: row.by_user_id,
    text: row.note,
    data: {
      from: row.giver_name,
      to: row.taker_name,
      reason: row.reason,
      ...toldOf(row.detail),
      // Nothing was before it: an import, which knows when the customer was registered.
      ...(row.id === Number(row.first_id) && { first: true }),
    },
  }));
}

/** What the timeline says of a change of owners; which open work ended is nobody's to read here. */
function toldOf(detail: string): TimelineEntry['data'] {
  const { ended: _ended, ...told } = JSON.parse(detail) as TimelineEntry['data'];
  return told;
}

async function followUps(
  db: Reader,
  actor: Actor,
  customerId: number,
  { after, limit }: { after: Position | null; limit: number },
): Promise<TimelineEntry[]> {
  const from = bounds(after, ranks.followUp);
  const key = `timeline,followUps,${limit}`;
  const rows = await remembered(db, { key, values: { customerId, ...from } }, (values) =>
    db
      .selectFrom('follow_up')
      .leftJoin('contact', 'contact.id', 'follow_up.contact_id')
      .selectAll('follow_up')
      .select('contact.name as contact_name')
      .where('follow_up.customer_id', '=', values.customerId)
      .where((eb) =>
        eb.or([
          eb('at', '<', values.at),
          eb.and([eb('at', '=', values.at), eb('follow_up.id', '<', values.below)]),
        ]),
      )
      .orderBy('at', 'desc')
      .orderBy('follow_up.id', 'desc')
      .limit(limit),
  );
  const deals = await dealNames(db, actor, [...new Set(rows.flatMap((row) => row.deal_id ?? []))]);
  return rows.map((row) => ({
    kind: 'followUp' as const,
    id: row.id,
    at: row.at,
    byUserId: row.author_id,
    text: row.content,
    data: {
      type: row.type,
      result: row.result,
      nextOn: row.next_on,
      contact: row.contact_name,
      version: row.version,
      ...(deals.has(row.deal_id ?? 0) && { dealId: row.deal_id, deal: deals.get(row.deal_id!)! }),
    },
  }));
}

/** What happened with a customer already found through the scope, newest first. */
export async function timelinePage(
  db: Reader,
  actor: Actor,
  customer: { id: number; created_at: number; created_by: number | null },
  shown: { followUps: boolean; kinds: readonly EventKind[] },
  page: { after: Position | null; limit: number },
): Promise<TimelineEntry[]> {
  const created: TimelineEntry = {
    kind: 'created',
    id: customer.id,
    at: customer.created_at,
    byUserId: customer.created_by,
    text: '',
    data: {},
  };
  const start = bounds(page.after, ranks.created);
  const begins = created.at < start.at || (created.at === start.at && created.id < start.below);
  const entries = [
    ...(await events(db, customer.id, shown.kinds, page)),
    ...(await ownerChanges(db, customer, page)),
    ...(shown.followUps ? await followUps(db, actor, customer.id, page) : []),
    ...(begins ? [created] : []),
  ];
  const value = (entry: TimelineEntry) => Number(timelinePosition(entry).value);
  return entries.toSorted((a, b) => value(b) - value(a) || b.id - a.id).slice(0, page.limit);
}
