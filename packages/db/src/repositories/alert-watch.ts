import type { Selectable } from 'kysely';
import type { Reader } from '../database.ts';
import type { DB } from '../schema/database.ts';

/** A live customer of somebody, as the night looks at it. */
export interface CustomerFacts {
  id: number;
  owner_id: number;
  chance_grade: string | null;
  last_follow_at: number;
  created_at: number;
  /** UTC ms; null where no history says since when it is the owner's. */
  owner_since: number | null;
}

function customers(db: Reader) {
  return db
    .selectFrom('customer')
    .select([
      'customer.id',
      'customer.owner_id',
      'customer.chance_grade',
      'customer.last_follow_at',
      'customer.created_at',
    ])
    .select((eb) =>
      eb
        .selectFrom('owner_history')
        .select('owner_history.at')
        .whereRef('owner_history.customer_id', '=', 'customer.id')
        .where((some) =>
          some(
            some.fn.coalesce('owner_history.to_owner_id', some.lit(0)),
            '=',
            some.ref('customer.owner_id'),
          ),
        )
        .orderBy('owner_history.at', 'desc')
        .limit(1)
        .as('owner_since'),
    )
    .where('customer.owner_id', 'is not', null)
    .where('customer.archived_at', 'is', null);
}

/** Live customers of somebody, in the order of their ids. */
export async function customersToWatch(
  db: Reader,
  after: number,
  limit: number,
): Promise<CustomerFacts[]> {
  const rows = await customers(db)
    .where('customer.id', '>', after)
    .orderBy('customer.id')
    .limit(limit)
    .execute();
  return rows as CustomerFacts[];
}

export async function watchedCustomer(db: Reader, id: number): Promise<CustomerFacts | undefined> {
  const row = await customers(db).where('customer.id', '=', id).executeTakeFirst();
  return row as CustomerFacts | undefined;
}

type Deal = Selectable<DB['deal']>;
/** An open deal with the last that happened to it. */
export interface DealFacts extends Pick<
  Deal,
  | 'id'
  | 'owner_id'
  | 'customer_id'
  | 'pipeline_id'
  | 'stage_id'
  | 'expected_on'
  | 'first_expected_on'
  | 'created_at'
> {
  last_talk: number | null;
  last_event: number | null;
}

function deals(db: Reader) {
  return db
    .selectFrom('deal')
    .select([
      'deal.id',
      'deal.owner_id',
      'deal.customer_id',
      'deal.pipeline_id',
      'deal.stage_id',
      'deal.expected_on',
      'deal.first_expected_on',
      'deal.created_at',
    ])
    .select((eb) => [
      eb
        .selectFrom('follow_up')
        .select((some) => some.fn.max('follow_up.at').as('at'))
        .whereRef('follow_up.deal_id', '=', 'deal.id')
        .as('last_talk'),
      eb
        .selectFrom('deal_event')
        .select((some) => some.fn.max('deal_event.at').as('at'))
        .whereRef('deal_event.deal_id', '=', 'deal.id')
        .as('last_event'),
    ])
    .where('deal.state', '=', 'open');
}

/** Open deals in the order of their ids. */
export async function dealsToWatch(db: Reader, after: number, limit: number): Promise<DealFacts[]> {
  return await deals(db).where('deal.id', '>', after).orderBy('deal.id').limit(limit).execute();
}

export async function watchedDeal(db: Reader, id: number): Promise<DealFacts | undefined> {
  return await deals(db).where('deal.id', '=', id).executeTakeFirst();
}

/** Moves of stage and date of these deals, and of their competitors, oldest first. */
export async function movesOfDeals(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('deal_event')
    .select(['id', 'deal_id', 'kind', 'from_value', 'to_value', 'back', 'at'])
    .where('deal_id', 'in', ids)
    .where('kind', 'in', ['stage', 'expected', 'competitor'])
    .orderBy('deal_id')
    .orderBy('id')
    .execute();
}
