// Entry of a worker thread: sums what was sold by product. See sales-sums.ts.
import type { Actor } from '@xinhang/db/actor.ts';
import type { SnapshotSource } from '@xinhang/db/database.ts';
import {
  salesByProduct,
  type ProductSold,
  type SalesQuestion,
} from '@xinhang/db/repositories/sales-figures.ts';
import { openSnapshot } from '@xinhang/db/snapshot.ts';
import { parent } from '../../threads/parent.ts';

export interface SalesOrder {
  readonly source: SnapshotSource;
  readonly actor: Actor;
  readonly question: SalesQuestion;
}
export type FromSales =
  | { readonly kind: 'done'; readonly rows: ProductSold[] }
  | { readonly kind: 'failed'; readonly message: string };

const { data, tell, close } = parent<SalesOrder, FromSales, never>();
const snapshot = openSnapshot(data.source);
try {
  const rows = await snapshot.read((db) => salesByProduct(db, data.actor, data.question));
  tell({ kind: 'done', rows });
} catch (error) {
  tell({ kind: 'failed', message: error instanceof Error ? (error.stack ?? '') : String(error) });
} finally {
  await snapshot.close();
  close();
}
