import { isCashPermission } from '@xinhang/shared/cash-narrowing.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Actor } from './actor.ts';
import type { DB } from './schema/database.ts';
import { dealInScope } from './scope-deals.ts';
import { inScope } from './scope.ts';

type AchievementExpression = ExpressionBuilder<DB, 'achievement_ledger'>;
export type AchievementArm = (eb: AchievementExpression) => Expression<SqlBool>;

/**
 * What must be read of a customer, all of it, to read what its documents posted. Deliveries are seen
 * without prices by the warehouse: their amounts are for who reads the orders.
 */
const documents: Readonly<Record<string, readonly Permission[]>> = {
  won: ['deals.read'],
  order: ['salesOrders.read'],
  delivery: ['salesOrders.read', 'deliveries.read'],
  receipt: ['receivables.read'],
};

export const documentsBehind = (metric: string): readonly Permission[] => documents[metric]!;

/**
 * Whether some of a right behind a metric is narrowed to accounts of money: a row of the ledger does
 * not say on which account it came, so that nothing is read of what is not one's own.
 */
const isNarrowed = (actor: Actor, metric: string): boolean =>
  documents[metric]!.some(
    (permission) => isCashPermission(permission) && actor.cash?.has(permission) === true,
  );

/** Whether somebody may read rows of a metric that are others' results. */
export const readsDocumentsBehind = (actor: Actor, metric: string): boolean =>
  documents[metric]!.every((permission) => actor.reach.has(permission)) &&
  !isNarrowed(actor, metric);

/** Whether somebody reads every row of a metric, so that there is nothing out of sight. */
export const readsAllAchievements = (actor: Actor, metric: string): boolean =>
  readsDocumentsBehind(actor, metric) &&
  documents[metric]!.every((permission) => actor.reach.get(permission)?.all === true);

/**
 * The only door to the achievement ledger: a row is read with its document, which follows the
 * customer's present owner; to be credited grants nothing but one's own rows (domain.md, Scope). A
 * kind of document that posts adds its own condition here.
 */
export function achievementInScope(actor: Actor, metric: string): AchievementArm {
  if (readsAllAchievements(actor, metric)) return (eb) => eb.lit(true);
  const own = (eb: AchievementExpression) =>
    eb('achievement_ledger.credited_user_id', '=', actor.userId);
  const needed = documents[metric]!;
  if (!readsDocumentsBehind(actor, metric)) return own;
  if (metric !== 'won') return (eb) => eb.or([own(eb), ofCustomer(eb, actor, needed)]);
  return (eb) =>
    eb.or([
      own(eb),
      eb.and([
        eb('achievement_ledger.doc_kind', '=', 'deal'),
        // Looked up for each row, which are few beside all deals that one may open.
        eb.exists(
          eb
            .selectFrom('deal')
            .select('deal.id')
            .whereRef('deal.id', '=', 'achievement_ledger.doc_id')
            .where(dealInScope(actor, 'deals.read')),
        ),
      ]),
    ]);
}

/** Documents of trade are seen with their customer, as scope-orders.ts has it. */
const ofCustomer = (eb: AchievementExpression, actor: Actor, needed: readonly Permission[]) =>
  eb.exists(
    eb
      .selectFrom('customer')
      .select('customer.id')
      .whereRef('customer.id', '=', 'achievement_ledger.customer_id')
      .where((one) =>
        one.and(needed.map((permission) => inScope(actor, permission)(one as never))),
      ),
  );
