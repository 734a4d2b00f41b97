import { sql } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { Handing } from './customer-estate.ts';

const KIND = 'campaign';
const OPEN = ['draft', 'submitted', 'approved'];
const whole = (value: number) => sql<number>`cast(${value} as bigint)`;

/** Campaigns of a person that are not over: drafts, those in approval, those to be sent. */
export async function campaignsToHand(db: Reader, userId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('campaign')
    .select('id')
    .where('by_user_id', '=', userId)
    .where('state', 'in', OPEN)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Gives the campaigns of a handover to their receivers, or back; answers how many went. */
export async function handCampaigns(tx: Tx, { id, userId, back }: Handing): Promise<number> {
  const rows = tx
    .selectFrom('handover_row')
    .select('row_id')
    .where('handover_id', '=', id)
    .where('kind', '=', KIND)
    .where('outcome', '=', back ? 'back' : 'handed');
  const receiver = sql<number>`(select to_id from handover_row where handover_id = ${whole(id)}
    and kind = 'campaign' and row_id = campaign.id)`;
  const moved = await tx
    .updateTable('campaign')
    .set((eb) => ({ by_user_id: back ? userId : receiver, version: eb('version', '+', 1) }))
    .where('id', 'in', rows)
    .where('by_user_id', '=', back ? receiver : userId)
    .where('state', 'in', OPEN)
    .executeTakeFirst();
  return Number(moved.numUpdatedRows);
}

const handed = (tx: Tx, handoverId: number) =>
  tx
    .selectFrom('handover_row')
    .innerJoin('campaign', 'campaign.id', 'handover_row.row_id')
    .select('handover_row.row_id')
    .where('handover_row.handover_id', '=', handoverId)
    .where('handover_row.kind', '=', KIND);

/** Campaigns of a handover that are somebody else's by now. */
export async function campaignsMovedOn(tx: Tx, handoverId: number): Promise<number[]> {
  const moved = handed(tx, handoverId).whereRef('campaign.by_user_id', '<>', 'handover_row.to_id');
  return (await moved.execute()).map((row) => row.row_id);
}

/** Campaigns of a handover that the receiver sent or gave up since. */
export async function campaignsEnded(tx: Tx, handoverId: number): Promise<number[]> {
  const ended = handed(tx, handoverId).where('campaign.state', 'not in', OPEN);
  return (await ended.execute()).map((row) => row.row_id);
}
