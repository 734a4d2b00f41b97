import { sql, type ExpressionBuilder, type Insertable, type Selectable } from 'kysely';
import type { Actor } from '../actor.ts';
import { cappedCount } from '../capped-count.ts';
import type { Reader, Tx } from '../database.ts';
import type { Position } from '../keyset.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

/** A customer that somebody owns, as it is judged. */
export type HeldRecord = Pick<
  Selectable<DB['customer']>,
  'id' | 'owner_id' | 'stage' | 'chance_grade' | 'last_follow_at' | 'created_at'
> & {
  /** UTC ms; null where no history says since when it is the owner's. */
  owner_since: number | null;
  locked: number | null;
  until_on: string | null;
};

/** Live customers of somebody, in the order of their ids. */
export async function heldAfter(db: Reader, after: number, limit: number): Promise<HeldRecord[]> {
  return await held(db)
    .where('customer.id', '>', after)
    .orderBy('customer.id')
    .limit(limit)
    .execute();
}

export async function heldById(db: Reader, id: number): Promise<HeldRecord | undefined> {
  return await held(db).where('customer.id', '=', id).executeTakeFirst();
}

function held(db: Reader) {
  return db
    .selectFrom('customer')
    .leftJoin('customer_lock', 'customer_lock.customer_id', 'customer.id')
    .select([
      'customer.id',
      'customer.owner_id',
      'customer.stage',
      'customer.chance_grade',
      'customer.last_follow_at',
      'customer.created_at',
      'customer_lock.customer_id as locked',
      'customer_lock.until_on',
    ])
    .select((eb) =>
      eb
        .selectFrom('owner_history')
        .select('owner_history.at')
        .whereRef('owner_history.customer_id', '=', 'customer.id')
        // So written that no index of takers is walked: it holds all that the owner ever got.
        .where((some) =>
          some(
            some.fn.coalesce('owner_history.to_owner_id', some.lit(0)),
            '=',
            some.ref('customer.owner_id'),
          ),
        )
        // What is taken back leaves it as it was before, as if it had never been given away.
        .where('owner_history.reason', '!=', 'undo')
        // To be given to whom it belongs begins nothing anew.
        .where((some) =>
          some.or([
            some('owner_history.from_owner_id', 'is', null),
            some('owner_history.from_owner_id', '!=', some.ref('owner_history.to_owner_id')),
          ]),
        )
        .orderBy('owner_history.at', 'desc')
        .limit(1)
        .as('owner_since'),
    )
    .where('customer.owner_id', 'is not', null)
    .where('customer.archived_at', 'is', null);
}

/** What the forecast says of the customers of these ids from now on; null forgets all of it. */
export async function putForecast(
  tx: Tx,
  span: { after: number; to: number } | null,
  rows: readonly Insertable<DB['drop_forecast']>[],
): Promise<void> {
  let old = tx.deleteFrom('drop_forecast');
  if (span) old = old.where('customer_id', '>', span.after).where('customer_id', '<=', span.to);
  await old.execute();
  if (rows.length > 0) await tx.insertInto('drop_forecast').values(rows).execute();
}

export interface ForecastConditions {
  /** Business dates, included. */
  until?: string | undefined;
  warnedBy?: string | undefined;
  ownerIds?: readonly number[] | undefined;
  ruleIds?: readonly number[] | undefined;
}

/**
 * What drops, of the owners whom the actor reaches. A row that is not as the night found it (it was
 * talked to, graded anew, given away, won) is left out until it is judged again.
 */
function found(db: Reader, actor: Actor, conditions: ForecastConditions) {
  const reach = actor.reach.get('customers.read');
  let query = db
    .selectFrom('drop_forecast')
    .innerJoin('customer', 'customer.id', 'drop_forecast.customer_id')
    .innerJoin('pool_rule', 'pool_rule.id', 'drop_forecast.rule_id')
    .where((eb) => inScope(actor, 'customers.read')(eb as never))
    .where('customer.archived_at', 'is', null)
    .whereRef('customer.owner_id', '=', 'drop_forecast.owner_id')
    .whereRef('customer.last_follow_at', '=', 'drop_forecast.last_follow_at')
    .where(
      sql<boolean>`coalesce(customer.chance_grade, '') = coalesce(drop_forecast.chance_grade, '')`,
    )
    .where('pool_rule.active', '=', 1)
    .where((eb) =>
      eb.or([eb('pool_rule.cause', '!=', 'noDeal'), eb.not(eb.exists(deals(eb as never, 'won')))]),
    )
    .where((eb) =>
      eb.or([
        eb('pool_rule.cause', '!=', 'contractEnd'),
        eb.not(eb.exists(newerContract(eb as never))),
      ]),
    )
    .where((eb) =>
      eb.or([
        eb('pool_rule.spares_open_deals', '=', 0),
        eb.not(eb.exists(deals(eb as never, 'open'))),
      ]),
    );
  const asked = conditions.ownerIds;
  const within = (owner: number) => reach?.all === true || reach?.ownerIds.includes(owner) === true;
  const owners = asked?.filter(within) ?? (reach?.all ? undefined : reach?.ownerIds);
  // One owner's rows lie in the order of the list.
  const [only = -1, ...more] = owners ?? [];
  if (owners) {
    query =
      more.length === 0
        ? query.where('drop_forecast.owner_id', '=', only)
        : query.where('drop_forecast.owner_id', 'in', owners);
  }
  if (conditions.until) query = query.where('drop_forecast.drop_on', '<=', conditions.until);
  if (conditions.warnedBy) query = query.where('drop_forecast.warn_on', '<=', conditions.warnedBy);
  if (conditions.ruleIds) query = query.where('drop_forecast.rule_id', 'in', conditions.ruleIds);
  return query;
}

type DealExpression = Parameters<ReturnType<typeof inScope>>[0];

const deals = (eb: DealExpression, state: 'won' | 'open') =>
  eb
    .selectFrom('deal')
    .select('deal.id')
    .whereRef('deal.customer_id', '=', 'customer.id')
    .where('deal.state', '=', state);

/** A contract that goes on longer than the one by which the night judged. */
const newerContract = (eb: ExpressionBuilder<DB, 'customer' | 'drop_forecast'>) =>
  eb
    .selectFrom('contract')
    .select('contract.id')
    .whereRef('contract.customer_id', '=', 'customer.id')
    .where('contract.state', 'in', ['approving', 'active'])
    .where((one) =>
      one.or([
        one('contract.end_on', 'is', null),
        one('contract.end_on', '>', one.ref('drop_forecast.contract_end_on')),
      ]),
    );

export type ForecastRecord = Pick<
  Selectable<DB['drop_forecast']>,
  'customer_id' | 'owner_id' | 'drop_on' | 'warn_on' | 'rule_id' | 'chance_grade' | 'last_follow_at'
> & { name: string };

/** Who drops first stands first. */
export async function listForecast(
  db: Reader,
  actor: Actor,
  conditions: ForecastConditions,
  page: { after: Position | null; limit: number },
): Promise<ForecastRecord[]> {
  let query = found(db, actor, conditions).select([
    'drop_forecast.customer_id',
    'drop_forecast.owner_id',
    'drop_forecast.drop_on',
    'drop_forecast.warn_on',
    'drop_forecast.rule_id',
    'drop_forecast.chance_grade',
    'drop_forecast.last_follow_at',
    'customer.name',
  ]);
  const { after } = page;
  if (after) {
    query = query
      .where('drop_forecast.drop_on', '>=', after.value as string)
      .where((eb) =>
        eb.or([
          eb('drop_forecast.drop_on', '>', after.value as string),
          eb('drop_forecast.customer_id', '>', after.id),
        ]),
      );
  }
  return await query
    .orderBy('drop_forecast.drop_on')
    .orderBy('drop_forecast.customer_id')
    .limit(page.limit)
    .execute();
}

/** How many there are, counted no further than `cap`. */
export async function countForecast(
  db: Reader,
  actor: Actor,
  conditions: ForecastConditions,
  cap: number,
): Promise<number> {
  const rows = found(db, actor, conditions).select('customer.id');
  const counted = await cappedCount(db, [rows as never], cap)!.executeTakeFirstOrThrow();
  return Number(counted.n);
}
