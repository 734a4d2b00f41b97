import type { Permission } from '@xinhang/shared/permissions.ts';
import {
  sql,
  type Expression,
  type ExpressionBuilder,
  type SelectQueryBuilder,
  type SqlBool,
} from 'kysely';
import { may, type Actor } from './actor.ts';
import type { Reader } from './database.ts';
import type { DB } from './schema/database.ts';

type DealExpression = ExpressionBuilder<DB, 'deal'>;
/** What is asked of a deal. */
export type DealCondition = (eb: DealExpression) => Expression<SqlBool>;
type DealQuery = SelectQueryBuilder<DB, 'deal', object>;

/** Deals of others whose customer one of these people owns. */
const ofCustomersOf = (eb: DealExpression, owners: readonly number[]) =>
  eb
    .selectFrom('deal_reader')
    .select('deal_reader.deal_id')
    .where('deal_reader.user_id', 'in', owners)
    .where('deal_reader.through', '=', 'customer');

/** Deals of others of which this person has a share. */
const sharedWith = (eb: DealExpression, userId: number) =>
  eb
    .selectFrom('deal_reader')
    .select('deal_reader.deal_id')
    .where('deal_reader.user_id', '=', userId)
    .where('deal_reader.through', '=', 'share');

/**
 * Deals that these people read without owning them. The CROSS JOIN tells SQLite to begin with
 * them, who are few; nobody stands there twice for one deal in the same way.
 */
const readThrough = (db: Reader, through: 'customer' | 'share', people: readonly number[]) =>
  db
    .selectFrom('deal_reader')
    .crossJoin('deal')
    .whereRef('deal.id', '=', 'deal_reader.deal_id')
    .where('deal_reader.user_id', 'in', people)
    .where('deal_reader.through', '=', through) as unknown as DealQuery;

/**
 * The only door to deals: those of an owner in reach, then those of customers of an owner in reach
 * (reading rights move with the customer), and for reading those of which the person has a share.
 * Arms are disjoint; together they are what the actor sees. Nothing granted means no arm.
 */
export function dealArms(db: Reader, actor: Actor, permission: Permission): DealQuery[] {
  const reach = actor.reach.get(permission);
  if (!reach) return [];
  const every = db.selectFrom('deal') as DealQuery;
  if (reach.all) return [every];
  const owners = reach.ownerIds;
  const arms = [
    every.where('deal.owner_id', 'in', owners),
    readThrough(db, 'customer', owners).where('deal.owner_id', 'not in', owners),
  ];
  if (permission === 'deals.read') {
    arms.push(
      readThrough(db, 'share', [actor.userId])
        .where('deal.owner_id', 'not in', owners)
        .where((eb) => eb('deal.id', 'not in', ofCustomersOf(eb, owners))),
    );
  }
  return arms;
}

/**
 * The same as one condition on deals that are found otherwise: by their ids, by the few customers or
 * the name that are asked for. It walks no index itself, which the + 0 sees to; over many deals take
 * the arms.
 */
export function dealInScope(actor: Actor, permission: Permission): DealCondition {
  const reach = actor.reach.get(permission);
  if (!reach) return (eb) => eb.lit(false);
  if (reach.all) return (eb) => eb.lit(true);
  const owners = reach.ownerIds;
  const [owner, id] = [sql<number>`deal.owner_id + 0`, sql<number>`deal.id + 0`];
  return (eb) =>
    eb.or([
      eb(owner, 'in', owners),
      eb(id, 'in', ofCustomersOf(eb, owners)),
      ...(permission === 'deals.read' && may(actor, permission)
        ? [eb(id, 'in', sharedWith(eb, actor.userId))]
        : []),
    ]);
}
