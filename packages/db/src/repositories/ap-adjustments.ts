import { sql, type Insertable, type Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type NamedApAdjustment = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];

const named = (db: Reader) =>
  db
    .selectFrom('ap_adjustment')
    .innerJoin('supplier', 'supplier.id', 'ap_adjustment.supplier_id')
    .innerJoin('user as maker', 'maker.id', 'ap_adjustment.made_by')
    .selectAll('ap_adjustment')
    .select(['supplier.name as supplier_name', 'maker.name as maker_name']);

/** A page of corrections of what is owed to suppliers, the newest first. */
export async function listApAdjustments(
  db: Reader,
  {
    supplierId,
    claims,
    after,
    limit,
  }: {
    supplierId?: number | undefined;
    /** Claims alone that stand and of which something is open. */
    claims?: boolean | undefined;
    after: number | null;
    limit: number;
  },
): Promise<NamedApAdjustment[]> {
  let query = named(db);
  if (claims) {
    query = query
      .where('ap_adjustment.kind', '=', 'claim')
      .where('ap_adjustment.state', '=', 'confirmed')
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('ap_ledger')
            .innerJoin('ap_item', 'ap_item.id', 'ap_ledger.id')
            .select(sql<number>`1`.as('one'))
            .where('ap_ledger.doc_kind', '=', 'apAdjustment')
            .whereRef('ap_ledger.doc_id', '=', 'ap_adjustment.id')
            .where('ap_item.open_fen', '<>', 0),
        ),
      );
  }
  if (supplierId !== undefined) query = query.where('ap_adjustment.supplier_id', '=', supplierId);
  if (after !== null) query = query.where('ap_adjustment.id', '<', after);
  return await query.orderBy('ap_adjustment.id', 'desc').limit(limit).execute();
}

export async function apAdjustmentById(
  db: Reader,
  id: number,
): Promise<NamedApAdjustment | undefined> {
  return await named(db).where('ap_adjustment.id', '=', id).executeTakeFirst();
}

export async function insertApAdjustment(
  tx: Tx,
  row: Omit<Insertable<DB['ap_adjustment']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'ap_adjustment', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updateApAdjustment(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<DB['ap_adjustment']>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('ap_adjustment')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Open rows of the ledger of claims that stand, by the ids of the claims; below 0. */
export async function openOfClaims(
  db: Reader,
  ids: readonly number[],
): Promise<Map<number, { itemId: number; openFen: number }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('ap_adjustment')
    .innerJoin('ap_ledger', (join) =>
      join
        .onRef('ap_ledger.doc_id', '=', 'ap_adjustment.id')
        .on('ap_ledger.doc_kind', '=', 'apAdjustment'),
    )
    .innerJoin('ap_item', 'ap_item.id', 'ap_ledger.id')
    .select(['ap_adjustment.id', 'ap_item.id as item', 'ap_item.open_fen'])
    .where('ap_adjustment.id', 'in', ids)
    .where('ap_adjustment.kind', '=', 'claim')
    .where('ap_adjustment.state', '=', 'confirmed')
    .execute();
  return new Map(rows.map((row) => [row.id, { itemId: row.item, openFen: row.open_fen }]));
}

/** The claim on this supplier for that, if one stands. */
export async function standingClaim(
  db: Reader,
  { supplierId, oldNo }: { supplierId: number; oldNo: string },
): Promise<number | undefined> {
  const row = await db
    .selectFrom('ap_adjustment')
    .select('id')
    .where('supplier_id', '=', supplierId)
    .where('kind', '=', 'claim')
    .where('state', '=', 'confirmed')
    .where('old_no', '=', oldNo)
    .executeTakeFirst();
  return row?.id;
}
