import { sql } from 'kysely';
import type { Reader } from '../database.ts';

/**
 * Deals that ended on these business dates and are one person's result, whoever looks after them by
 * now: numbers for his appraisal, no row of which reaches anybody.
 */
export async function dealsOfPerson(
  db: Reader,
  { userId, from, to }: { userId: number; from: string; to: string },
): Promise<{ won: number; lost: number }> {
  const row = await db
    .selectFrom('deal')
    .select([
      sql<number>`sum(case deal.state when 'won' then 1 else 0 end)`.as('won'),
      sql<number>`sum(case deal.state when 'lost' then 1 else 0 end)`.as('lost'),
    ])
    .where('deal.state', 'in', ['won', 'lost'])
    .where('deal.closed_on', '>=', from)
    .where('deal.closed_on', '<=', to)
    .where((eb) =>
      eb.or([
        eb('deal.credited_to', '=', userId),
        eb.and([eb('deal.credited_to', 'is', null), eb('deal.owner_id', '=', userId)]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return { won: Number(row.won ?? 0), lost: Number(row.lost ?? 0) };
}
