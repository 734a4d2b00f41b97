import { sql, type Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';
import type { CareItemRecord } from './care-items.ts';

/** A customer that somebody owns, as plans of care judge it. */
export type CaredFor = Pick<
  Selectable<DB['customer']>,
  | 'id'
  | 'owner_id'
  | 'chance_grade'
  | 'value_grade'
  | 'sales_model'
  | 'last_follow_at'
  | 'created_at'
> & { owner_dept_id: number };

/** Live customers of somebody, in the order of their ids. */
export async function caredForAfter(db: Reader, after: number, limit: number): Promise<CaredFor[]> {
  return await db
    .selectFrom('customer')
    .innerJoin('user as owner', 'owner.id', 'customer.owner_id')
    .select([
      'customer.id',
      'customer.owner_id',
      'customer.chance_grade',
      'customer.value_grade',
      'customer.sales_model',
      'customer.last_follow_at',
      'customer.created_at',
      'owner.dept_id as owner_dept_id',
    ])
    .where('customer.archived_at', 'is', null)
    .where('customer.id', '>', after)
    .orderBy('customer.id')
    .limit(limit)
    .execute();
}

/** Birthdays of contacts that are there, ends of contracts, and what else plans ask of these customers. */
export async function careFactsOf(db: Reader, ids: readonly number[]) {
  const contacts = await db
    .selectFrom('contact')
    .select(['id', 'customer_id', 'birthday'])
    .where('customer_id', 'in', ids)
    .where('birthday', 'is not', null)
    .where('left_at', 'is', null)
    .execute();
  const tags = await db
    .selectFrom('customer_tag')
    .select(['customer_id', 'tag_id'])
    .where('customer_id', 'in', ids)
    .execute();
  const deals = await db
    .selectFrom('deal')
    .select(['customer_id'])
    .select((eb) => eb.fn.min('closed_on').as('first_on'))
    .where('customer_id', 'in', ids)
    .where('state', '=', 'won')
    .groupBy('customer_id')
    .execute();
  const ends = await db
    .selectFrom('contract')
    .select(['customer_id', 'end_on'])
    .where('customer_id', 'in', ids)
    .where('state', '=', 'active')
    .where('end_on', 'is not', null)
    .execute();
  const before = await db
    .selectFrom('care_item')
    .select(['care_plan_id', 'customer_id', 'contact_id'])
    .select((eb) => [
      eb.fn.max('due_on').as('last_due_on'),
      eb.fn.max('closed_at').as('last_closed_at'),
      eb.fn.sum<number>(eb.case().when('state', '=', 'open').then(1).else(0).end()).as('open'),
    ])
    .where('customer_id', 'in', ids)
    .where('state', '<>', 'lapsed')
    .groupBy(['care_plan_id', 'customer_id', 'contact_id'])
    .execute();
  return { contacts, tags, deals, ends, before };
}

/** Open items whose plan holds no more, or whose customer nobody owns or was put away. */
export async function idleCareItems(db: Reader, limit: number): Promise<CareItemRecord[]> {
  return await db
    .selectFrom('care_item')
    .innerJoin('customer', 'customer.id', 'care_item.customer_id')
    .innerJoin('care_plan', 'care_plan.id', 'care_item.care_plan_id')
    .selectAll('care_item')
    // As the index of open ones says it: a parameter would not be known to fit.
    .where('care_item.state', '=', sql.lit('open'))
    .where((eb) =>
      eb.or([
        eb('care_plan.active', '=', 0),
        eb('customer.owner_id', 'is', null),
        eb('customer.archived_at', 'is not', null),
      ]),
    )
    .orderBy('care_item.due_on')
    .orderBy('care_item.id')
    .limit(limit)
    .execute();
}

/** What is open of a plan about a customer, or about one contact of it. */
export async function openCareOf(
  db: Reader,
  of: { planId: number; customerId: number; contactId: number | null },
): Promise<CareItemRecord[]> {
  return await db
    .selectFrom('care_item')
    .selectAll()
    .where('customer_id', '=', of.customerId)
    .where('care_plan_id', '=', of.planId)
    .where('contact_id', of.contactId === null ? 'is' : '=', of.contactId)
    .where('state', '=', 'open')
    .execute();
}

/** They are nobody's work any more. */
export async function lapseCareItems(
  tx: Tx,
  items: readonly Pick<CareItemRecord, 'id' | 'version'>[],
  at: number,
): Promise<void> {
  for (const { id, version } of items) {
    await tx
      .updateTable('care_item')
      .set({ state: 'lapsed', closed_at: at, version: version + 1 })
      .where('id', '=', id)
      .where('state', '=', 'open')
      .execute();
  }
}
