import type { Actor } from '../actor.ts';
import type { Reader } from '../database.ts';
import { documentsBehind, readsDocumentsBehind } from '../scope-achievements.ts';
import { inScope } from '../scope.ts';
import type { AchievementRecord } from './achievement-ledger.ts';

/** Where the numbers of the documents of trade stand that post results. */
const tables = {
  salesOrder: 'sales_order',
  delivery: 'delivery',
  salesReturn: 'sales_return',
  receipt: 'receipt',
  customerRefund: 'customer_refund',
  billDishonour: 'bill',
} as const;

type Row = Pick<AchievementRecord, 'id' | 'doc_kind' | 'doc_id' | 'customer_id'>;

/** Numbers of the documents behind these rows that the actor may open, by the id of the row. */
export async function achievementDocs(
  db: Reader,
  actor: Actor,
  metric: string,
  rows: readonly Row[],
): Promise<Map<number, string>> {
  const numbers = new Map<number, string>();
  const seen = await customersSeen(db, actor, metric, rows);
  for (const [kind, table] of Object.entries(tables)) {
    const own = rows.filter((row) => row.doc_kind === kind && seen.has(row.customer_id ?? 0));
    if (own.length === 0) continue;
    const found = await db
      .selectFrom(table as 'delivery')
      .select(['id', 'no'])
      .where(
        'id',
        'in',
        own.map((row) => row.doc_id),
      )
      .execute();
    const byId = new Map(found.map((doc) => [doc.id, doc.no ?? '']));
    for (const row of own) numbers.set(row.id, byId.get(row.doc_id) ?? '');
  }
  return numbers;
}

async function customersSeen(
  db: Reader,
  actor: Actor,
  metric: string,
  rows: readonly Row[],
): Promise<ReadonlySet<number>> {
  const needed = documentsBehind(metric);
  const ids = [...new Set(rows.flatMap((row) => row.customer_id ?? []))];
  if (ids.length === 0 || !readsDocumentsBehind(actor, metric)) return new Set();
  const found = await db
    .selectFrom('customer')
    .select('customer.id')
    .where('customer.id', 'in', ids)
    .where((eb) => eb.and(needed.map((one) => inScope(actor, one)(eb))))
    .execute();
  return new Set(found.map(({ id }) => id));
}
