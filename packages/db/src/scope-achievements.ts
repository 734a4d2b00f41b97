import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Actor } from './actor.ts';
import type { DB } from './schema/database.ts';
import { dealInScope } from './scope-deals.ts';

type AchievementExpression = ExpressionBuilder<DB, 'achievement_ledger'>;
export type AchievementArm = (eb: AchievementExpression) => Expression<SqlBool>;

/** Whether somebody reads every row, so that there is nothing out of sight. */
export const readsAllAchievements = (actor: Actor): boolean =>
  actor.reach.get('deals.read')?.all === true;

/**
 * The only door to the achievement ledger: a row is read with its document, which follows the
 * customer's present owner; to be credited grants nothing but one's own rows (domain.md, Scope). A
 * kind of document that posts adds its own condition here.
 */
export function achievementInScope(actor: Actor): AchievementArm {
  const deals = actor.reach.get('deals.read');
  if (readsAllAchievements(actor)) return (eb) => eb.lit(true);
  const own = (eb: AchievementExpression) =>
    eb('achievement_ledger.credited_user_id', '=', actor.userId);
  if (!deals) return own;
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
