import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { customerArms, inScope } from '../scope.ts';
import { narrowed, type CustomerConditions } from './customer-list.ts';

/** Per person who registered, how many customers in a span (UTC ms, from and before). */
export async function registeredBy(
  db: Reader,
  actor: Actor,
  span: { since: number; before: number },
): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('customer')
    .select(['customer.created_by'])
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('customer.created_at', '>=', span.since)
    .where('customer.created_at', '<', span.before)
    .where('customer.created_by', 'is not', null)
    // Asked of each row of the span: as a plain condition the engine would begin with the owners.
    .where((eb) => {
      const seen = eb.case().when(inScope(actor, 'customers.read')(eb));
      return eb(seen.then(eb.lit(1)).else(eb.lit(0)).end(), '=', eb.lit(1));
    })
    .groupBy('customer.created_by')
    .execute();
  return new Map(rows.map((row) => [row.created_by!, Number(row.n)]));
}

/** Per owner in reach, how many live customers and their mean completeness in percent. */
export async function filesByOwner(
  db: Reader,
  actor: Actor,
): Promise<Map<number, { owned: number; completeness: number }>> {
  const reach = actor.reach.get('customers.read');
  const ownerIds = reach?.all ? undefined : (reach?.ownerIds ?? []);
  // Those seen by other roads have other owners, so that the first arm, of the owners, is enough.
  const [own] = customerArms(actor, 'customers.read', { view: 'all', ownerIds, together: true });
  if (!own) return new Map();
  const rows = await db
    .selectFrom('customer')
    .select(['customer.owner_id'])
    .select((eb) => [
      eb.fn.countAll<number>().as('n'),
      eb.fn.sum<number>('customer.completeness').as('sum'),
    ])
    .where('customer.archived_at', 'is', null)
    .where(own)
    .groupBy('customer.owner_id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.owner_id!,
      { owned: Number(row.n), completeness: Math.round(Number(row.sum) / Number(row.n)) },
    ]),
  );
}

/** Live customers of one owner by chance grade, of those the actor may open, and the overdue ones. */
export async function gradesOfOwner(
  db: Reader,
  actor: Actor,
  ownerId: number,
  idle: NonNullable<CustomerConditions['idleByGrade']>,
): Promise<{ grade: string | null; count: number; overdue: number }[]> {
  const rows = await db
    .selectFrom('customer')
    .where('customer.owner_id', '=', ownerId)
    .where('customer.archived_at', 'is', null)
    .where(inScope(actor, 'customers.read'))
    .select('customer.chance_grade as grade')
    .select((eb) => [
      eb.fn.countAll<number>().as('n'),
      sql<number>`sum(case when ${narrowed(actor, { archived: false, idleByGrade: idle })(eb)}
        then 1 else 0 end)`.as('late'),
    ])
    .groupBy('customer.chance_grade')
    .execute();
  return rows.map((row) => ({
    grade: row.grade,
    count: Number(row.n),
    overdue: Number(row.late),
  }));
}
