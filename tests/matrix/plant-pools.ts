import type { Database } from '@xinhang/db/database.ts';

/** Business dates: the day of the company's clock, and when every customer of somebody drops. */
const TODAY = '2026-11-24';
export const DROPS_ON = '2026-11-26';

/** A rule, and what a night would have noted: each customer of somebody is about to drop. */
export async function plantForecast(db: Database, customerIds: readonly number[]): Promise<void> {
  await db.transaction(async (tx) => {
    const rule = await tx
      .insertInto('pool_rule')
      .values({
        pool_id: 1,
        position: 0,
        cause: 'lastFollowUp',
        grades: '["none"]',
        days: 30,
        warn_days: 7,
        spares_open_deals: 0,
        active: 1,
        removed: 0,
        since_on: TODAY,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const customers = await tx
      .selectFrom('customer')
      .select(['id', 'owner_id', 'chance_grade', 'last_follow_at'])
      .where('id', 'in', customerIds)
      .where('owner_id', 'is not', null)
      .where('archived_at', 'is', null)
      .execute();
    const rows = customers.map(({ id, owner_id, chance_grade, last_follow_at }) => ({
      customer_id: id,
      owner_id: owner_id!,
      chance_grade,
      last_follow_at,
      rule_id: rule.id,
      drop_on: DROPS_ON,
      warn_on: TODAY,
    }));
    await tx.insertInto('drop_forecast').values(rows).execute();
  });
}
