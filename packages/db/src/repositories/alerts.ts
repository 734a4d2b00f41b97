import { sql, type ExpressionBuilder, type Selectable, type Updateable } from 'kysely';
import { peopleOf, type Actor, type Side } from '../actor.ts';
import { cappedCount } from '../capped-count.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';
import { dealInScope } from '../scope-deals.ts';

export type AlertRecord = Selectable<DB['alert']>;

export interface AlertFilter {
  whose: Side;
  closed: boolean;
  kinds?: readonly string[] | undefined;
  ownerId?: number | undefined;
  customerId?: number | undefined;
  dealId?: number | undefined;
  escalated?: boolean | undefined;
}

type Asked = ExpressionBuilder<DB, 'alert' | 'customer' | 'deal' | 'follow_up' | 'deal_event'>;

/** A deal stands again where it stood before the move that the alert tells of, or further. */
const stoodUp = (eb: Asked) =>
  eb.exists(
    eb
      .selectFrom('deal_event')
      .innerJoin('pipeline_stage as stood', (join) =>
        join.on(sql`cast(stood.id as text)`, '=', sql.ref('deal_event.from_value')),
      )
      .innerJoin('pipeline_stage as stands', (join) => join.onTrue())
      .select('deal_event.id')
      .whereRef('deal_event.deal_id', '=', 'deal.id')
      .where(sql`'event ' || deal_event.id`, '=', sql.ref('alert.cause'))
      .whereRef('stands.id', '=', 'deal.stage_id')
      .whereRef('stands.position', '>=', 'stood.position'),
  );

/** Anything that was told of a deal, or talked about it, since. */
const stirred = (eb: Asked) =>
  eb.or([
    eb.exists(
      eb
        .selectFrom('follow_up')
        .select('follow_up.id')
        .whereRef('follow_up.deal_id', '=', 'deal.id')
        .whereRef('follow_up.at', '>', 'alert.base_at'),
    ),
    eb.exists(
      eb
        .selectFrom('deal_event')
        .select('deal_event.id')
        .whereRef('deal_event.deal_id', '=', 'deal.id')
        .whereRef('deal_event.at', '>', 'alert.base_at'),
    ),
  ]);

/**
 * What the night has not looked at since: a customer that was talked to, given away, put away, a
 * deal that was closed, moved on or dated anew. Such an alert is over though it still says open.
 */
const stillOpen = (eb: Asked) =>
  eb.or([
    eb.and([
      eb('alert.customer_id', 'is not', null),
      eb('customer.archived_at', 'is', null),
      eb('customer.last_follow_at', '<=', eb.ref('alert.base_at')),
    ]),
    eb.and([
      eb('deal.state', '=', 'open'),
      eb.or([
        eb('alert.kind', '!=', 'dealOverdue'),
        eb('deal.expected_on', '=', eb.ref('alert.cause')),
      ]),
      eb.or([eb('alert.kind', '!=', 'dealIdle'), eb.not(stirred(eb))]),
      eb.or([eb('alert.kind', '!=', 'dealBack'), eb.not(stoodUp(eb))]),
      eb.or([
        eb('alert.kind', '!=', 'dealSlipped'),
        eb('deal.expected_on', '>', eb.ref('deal.first_expected_on')),
      ]),
    ]),
  ]);

/**
 * Alerts about rows that the actor reads now: his own, of owners whose work he reads, and those
 * given him.
 */
function seen(db: Reader, actor: Actor) {
  const given = (eb: ExpressionBuilder<DB, 'alert'>) =>
    eb.or([eb('alert.head_id', '=', actor.userId), eb('alert.above_id', '=', actor.userId)]);
  const owned = (permission: 'followUps.read' | 'deals.read') => {
    const reach = actor.reach.get(permission);
    return { all: reach?.all === true, ids: [actor.userId, ...(reach?.ownerIds ?? [])] };
  };
  const [customers, deals] = [owned('followUps.read'), owned('deals.read')];
  return db
    .selectFrom('alert')
    .leftJoin('customer', 'customer.id', 'alert.customer_id')
    .leftJoin('deal', 'deal.id', 'alert.deal_id')
    .innerJoin('user as owner', (join) =>
      join.on((eb) => eb('owner.id', '=', eb.fn.coalesce('customer.owner_id', 'deal.owner_id'))),
    )
    .where((eb) =>
      eb.or([
        eb.and([
          eb('alert.customer_id', 'is not', null),
          inScope(actor, 'customers.read')(eb as never),
          customers.all
            ? eb.lit(true)
            : eb.or([
                eb('customer.owner_id', 'in', customers.ids),
                // Who reads no follow-ups of it is not told that there are none.
                eb.and([given(eb as never), inScope(actor, 'followUps.read')(eb as never)]),
              ]),
        ]),
        eb.and([
          eb('alert.deal_id', 'is not', null),
          dealInScope(actor, 'deals.read')(eb as never),
          deals.all
            ? eb.lit(true)
            : eb.or([eb('deal.owner_id', 'in', deals.ids), given(eb as never)]),
        ]),
      ]),
    );
}

function filtered(db: Reader, actor: Actor, filter: AlertFilter) {
  const { whose, closed, kinds, ownerId, customerId, dealId, escalated } = filter;
  let query = seen(db, actor);
  query = closed
    ? query.where('alert.state', '!=', 'open')
    : query.where('alert.state', '=', 'open').where((eb) => stillOpen(eb as never));
  if (kinds !== undefined) query = query.where('alert.kind', 'in', kinds);
  if (ownerId !== undefined) query = query.where('owner.id', '=', ownerId);
  if (customerId !== undefined) query = query.where('alert.customer_id', '=', customerId);
  if (dealId !== undefined) query = query.where('alert.deal_id', '=', dealId);
  if (escalated === true) query = query.where('alert.head_id', 'is not', null);
  if (whose === 'mine') {
    query = query.where((eb) =>
      eb.or([
        eb('owner.id', '=', actor.userId),
        eb('alert.head_id', '=', actor.userId),
        eb('alert.above_id', '=', actor.userId),
      ]),
    );
  }
  const team = whose === 'team' ? peopleOf(actor, whose) : undefined;
  if (team) query = query.where('owner.id', 'in', team);
  return query;
}

const named = (query: ReturnType<typeof seen>) =>
  query
    .leftJoin('user as head', 'head.id', 'alert.head_id')
    .leftJoin('user as above', 'above.id', 'alert.above_id')
    .leftJoin('user as handler', 'handler.id', 'alert.handled_by')
    .selectAll('alert')
    .select([
      'customer.name as customer_name',
      'deal.name as deal_name',
      'owner.id as owner_id',
      'owner.name as owner_name',
      'head.name as head_name',
      'above.name as above_name',
      'handler.name as handler_name',
    ]);
export type NamedAlert = Awaited<ReturnType<typeof listAlerts>>[number];

/** A page of them, the newest first. */
export async function listAlerts(
  db: Reader,
  actor: Actor,
  filter: AlertFilter,
  { after, limit }: { after: Position | null; limit: number },
) {
  let query = filtered(db, actor, filter);
  if (after) {
    const on = String(after.value);
    query = query.where((eb) =>
      eb.or([
        eb('alert.opened_on', '<', on),
        eb.and([eb('alert.opened_on', '=', on), eb('alert.id', '<', after.id)]),
      ]),
    );
  }
  return await named(query)
    .orderBy('alert.opened_on', 'desc')
    .orderBy('alert.id', 'desc')
    .limit(limit)
    .execute();
}

/** How many there are, counted no further than `cap`. */
export async function countAlerts(
  db: Reader,
  actor: Actor,
  filter: AlertFilter,
  cap: number,
): Promise<number> {
  const arm = filtered(db, actor, filter).select('alert.id');
  const counted = await cappedCount(db, [arm as never], cap)?.executeTakeFirstOrThrow();
  return Number(counted?.n ?? 0);
}

/** Open alerts that the actor sees by owner, and how many of them went to a head. */
export async function alertsByOwner(
  db: Reader,
  actor: Actor,
): Promise<{ userId: number; open: number; escalated: number }[]> {
  const rows = await filtered(db, actor, { whose: 'all', closed: false })
    .select('owner.id as user_id')
    .select((eb) => [
      eb.fn.countAll<number>().as('n'),
      sql<number>`sum(case when alert.head_id is null then 0 else 1 end)`.as('escalated'),
    ])
    .groupBy('owner.id')
    .execute();
  return rows.map((row) => ({
    userId: row.user_id,
    open: Number(row.n),
    escalated: Number(row.escalated),
  }));
}

/** One alert if the actor sees it, open or closed. */
export async function findAlert(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedAlert | undefined> {
  return await named(seen(db, actor)).where('alert.id', '=', id).executeTakeFirst();
}

/** Open alerts in the order of their ids, for the night. */
export async function openAlertsAfter(
  db: Reader,
  after: number,
  limit: number,
): Promise<AlertRecord[]> {
  return await db
    .selectFrom('alert')
    .selectAll()
    .where('state', '=', 'open')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** The newest alert of each kind about each of these rows, whatever its state. */
export async function newestAlerts(
  db: Reader,
  about: 'customer_id' | 'deal_id',
  ids: readonly number[],
): Promise<AlertRecord[]> {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('alert')
    .selectAll()
    .where(about, 'in', ids)
    .where((eb) =>
      eb(
        'id',
        'in',
        eb
          .selectFrom('alert as newest')
          .select((some) => some.fn.max('newest.id').as('id'))
          .where(`newest.${about}`, 'in', ids)
          .groupBy([`newest.${about}`, 'newest.kind']),
      ),
    )
    .execute();
}

export async function insertAlert(
  tx: Tx,
  alert: Omit<AlertRecord, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'alert', { ...alert, version: 1 }, 'id');
}

/** Changes an alert of exactly this version; undefined when somebody was faster. */
export async function updateAlert(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['alert'], 'id' | 'version'>>,
): Promise<AlertRecord | undefined> {
  return await tx
    .updateTable('alert')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
