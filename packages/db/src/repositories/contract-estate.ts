import { sql } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { Handing } from './customer-estate.ts';

const KIND = 'contract';
const whole = (value: number) => sql<number>`cast(${value} as bigint)`;
/** What is not over; an amendment that is in force is. */
const alive = ['draft', 'approving', 'active'] as const;

/** Contracts of a customer that are not over and that this person looks after. */
export async function contractsWith(
  db: Reader,
  customerId: number,
  ownerId: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('contract')
    .select('id')
    .where('customer_id', '=', customerId)
    .where('owner_id', '=', ownerId)
    .where('state', 'in', alive)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Contracts that are not over of a person, with what a split looks at. */
export async function contractsToHand(db: Reader, userId: number) {
  return await db
    .selectFrom('contract')
    .innerJoin('customer', 'customer.id', 'contract.customer_id')
    .select(['contract.id', 'contract.customer_id', 'customer.owner_id as customer_owner_id'])
    .select(['customer.region', 'customer.industry', 'customer.chance_grade'])
    .where('contract.owner_id', '=', userId)
    .where('contract.state', 'in', alive)
    .orderBy('contract.id')
    .execute();
}

/** Gives the contracts of a handover to their receivers, or back; answers how many went. */
export async function handContracts(tx: Tx, { id, userId, back }: Handing): Promise<number> {
  const rows = tx
    .selectFrom('handover_row')
    .select('row_id')
    .where('handover_id', '=', id)
    .where('kind', '=', KIND)
    .where('outcome', '=', back ? 'back' : 'handed');
  const receiver = sql<number>`(select to_id from handover_row where handover_id = ${whole(id)}
    and kind = 'contract' and row_id = contract.id)`;
  const [from, to] = back ? [receiver, whole(userId)] : [whole(userId), receiver];
  const moved = await tx
    .updateTable('contract')
    .set((eb) => ({
      owner_id: to,
      dept_id: sql<number>`(select dept_id from "user" where "user".id = ${to})`,
      version: eb('version', '+', 1),
    }))
    .where('id', 'in', rows)
    .where('owner_id', '=', from)
    .executeTakeFirst();
  return Number(moved.numUpdatedRows);
}

/** Contracts of a handover that somebody else looks after by now. */
export async function contractsMovedOn(tx: Tx, handoverId: number): Promise<number[]> {
  const rows = await tx
    .selectFrom('handover_row')
    .innerJoin('contract', 'contract.id', 'handover_row.row_id')
    .select('handover_row.row_id')
    .where('handover_row.handover_id', '=', handoverId)
    .where('handover_row.kind', '=', KIND)
    .whereRef('contract.owner_id', '<>', 'handover_row.to_id')
    .execute();
  return rows.map((row) => row.row_id);
}
