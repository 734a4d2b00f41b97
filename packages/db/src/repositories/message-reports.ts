import type { Reader, Tx } from '../database.ts';
import type { OutboxRecord } from './outbox.ts';

/** Whether a provider is to be asked by now (UTC ms) what became of a message. */
export async function anyToAsk(db: Reader, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('campaign_outbox')
    .select('id')
    .where('ask_at', '<=', now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Messages of which nobody knows yet, those that wait longest first. */
export async function messagesToAsk(
  db: Reader,
  now: number,
  limit: number,
): Promise<OutboxRecord[]> {
  return await db
    .selectFrom('campaign_outbox')
    .selectAll()
    .where('ask_at', '<=', now)
    .orderBy('ask_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Asks of these messages at another time; null: no more. */
export async function askLater(
  tx: Tx,
  ids: readonly number[],
  askAt: number | null,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('campaign_outbox')
    .set({ ask_at: askAt })
    .where('id', 'in', ids)
    .where('state', '=', 'sent')
    .execute();
}

/** Puts off all of whom nobody answered now. */
export async function askAllLater(tx: Tx, now: number, askAt: number): Promise<void> {
  const due = tx.updateTable('campaign_outbox').set({ ask_at: askAt }).where('ask_at', '<=', now);
  await due.execute();
}

/** Messages that another provider took can be asked of nobody. */
export async function forgetOthers(tx: Tx, now: number, provider: string): Promise<void> {
  await tx
    .updateTable('campaign_outbox')
    .set({ ask_at: null })
    .where('ask_at', '<=', now)
    .where('provider', '<>', provider)
    .execute();
}

/** What its provider says became of a message; false where that was said before. */
export async function putReport(
  tx: Tx,
  id: number,
  report: { state: 'delivered' | 'failed'; error: string; at: number },
): Promise<boolean> {
  const { state, error, at } = report;
  const { numUpdatedRows: n } = await tx
    .updateTable('campaign_outbox')
    .set({ state, error, reported_at: at, ask_at: null })
    .where('id', '=', id)
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow();
  return Number(n) > 0;
}
