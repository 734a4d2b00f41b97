import { may } from '@xinhang/db/actor.ts';
import { owedByOwner } from '@xinhang/db/repositories/receivable-list.ts';
import type { OwnerDebt } from '../../../registry/owner-debts.ts';
import type { Looker } from './list.ts';

/** What customers of each of these people owe, of those the reader may open (S22). */
export async function debtsByOwner(
  { db, actor }: Looker,
  ownerIds: readonly number[],
  today: string,
): Promise<Map<number, OwnerDebt> | null> {
  if (!may(actor, 'receivables.read')) return null;
  const rows = await owedByOwner(db, actor, ownerIds, today);
  return new Map(rows.map(({ ownerId, ...debt }) => [ownerId, debt]));
}
