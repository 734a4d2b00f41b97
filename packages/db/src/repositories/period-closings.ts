import type { Reader } from '../database.ts';

/** Up to which business date an area is closed; empty where it is open. */
export async function closedTo(db: Reader, area: string): Promise<string> {
  const row = await db
    .selectFrom('period_closing')
    .select('closed_to')
    .where('area', '=', area)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.closed_to ?? '';
}
