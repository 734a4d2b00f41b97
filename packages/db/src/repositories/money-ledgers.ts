import { sql, type Insertable, type Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { standsIn, takesNothingBack } from '../originals.ts';
import type { DB } from '../schema/database.ts';
import { insertNumbered, listed, padded, prefixed, remembered } from '../remembered.ts';

/** What we are owed, or owe. */
export type MoneySide = 'ar' | 'ap';
export type MoneyRow = Selectable<DB['ar_ledger']>;
export type NewMoneyRow = Omit<Insertable<DB['ar_ledger']>, 'id'>;
export type AllocationRow = Selectable<DB['ar_allocation']>;
export type NewAllocation = Omit<Insertable<DB['ar_allocation']>, 'id'>;

export interface Party {
  kind: string;
  id: number;
}

const tables = {
  ar: { ledger: 'ar_ledger', item: 'ar_item', allocation: 'ar_allocation' },
  ap: { ledger: 'ap_ledger', item: 'ap_item', allocation: 'ap_allocation' },
} as const;

/** Appends a row with its open item; answers its id. */
export async function insertMoneyRow(tx: Tx, side: MoneySide, row: NewMoneyRow): Promise<number> {
  const { ledger, item } = tables[side];
  const id = await insertNumbered(tx, ledger, row, 'id');
  const { party_kind, party_id, amount_fen: open_fen } = row;
  await tx.insertInto(item).values({ id, party_kind, party_id, open_fen }).execute();
  return id;
}

/** The rows of a document that no other takes back, in the order of posting. */
export async function standingMoneyRows(
  db: Reader,
  side: MoneySide,
  doc: { kind: string; id: number },
): Promise<MoneyRow[]> {
  const { ledger } = tables[side];
  return await db
    .selectFrom(ledger)
    .selectAll()
    .where('doc_kind', '=', doc.kind)
    .where('doc_id', '=', doc.id)
    .where(takesNothingBack())
    .where(standsIn(ledger, `${ledger}.id`))
    .orderBy('id')
    .execute();
}

/** What is open of these parties, the oldest due first. */
export async function openItems(db: Reader, side: MoneySide, kind: string, ids: readonly number[]) {
  if (ids.length === 0) return [];
  const { ledger, item } = tables[side];
  const parties = prefixed('p', padded(ids));
  const names = Object.keys(parties);
  const asked = { key: `openItems ${side} ${names.length}`, values: { ...parties, kind } };
  return await remembered(db, asked, (values) =>
    db
      .selectFrom(`${item} as item`)
      .innerJoin(`${ledger} as row`, 'row.id', 'item.id')
      .select([
        'item.id',
        'item.party_id',
        'item.open_fen',
        'row.kind',
        'row.due_date',
        'row.doc_kind',
        'row.doc_id',
        'row.doc_no',
        'row.business_date',
        'row.amount_fen',
      ])
      .where('item.party_kind', '=', values.kind)
      .where('item.party_id', 'in', listed(values as unknown as Record<string, number>, names))
      // As the index of what is open has it.
      .where('item.open_fen', '<>', sql.lit(0))
      .orderBy('row.due_date')
      .orderBy('item.id'),
  );
}

/** Allocations on these rows, from either side, that no other takes back. */
export async function standingAllocations(
  db: Reader,
  side: MoneySide,
  rowIds: readonly number[],
): Promise<AllocationRow[]> {
  if (rowIds.length === 0) return [];
  const { allocation } = tables[side];
  return await db
    .selectFrom(allocation)
    .selectAll()
    .where((eb) => eb.or([eb('owed_id', 'in', rowIds), eb('paid_id', 'in', rowIds)]))
    .where(takesNothingBack())
    .where(standsIn(allocation, `${allocation}.id`))
    .orderBy('id')
    .execute();
}

export async function allocationById(
  db: Reader,
  side: MoneySide,
  id: number,
): Promise<AllocationRow | undefined> {
  const found = db.selectFrom(tables[side].allocation).selectAll();
  return await found.where('id', '=', id).executeTakeFirst();
}

/** Every allocation that was ever made on these rows, whether it stands or was taken back. */
export async function allocationsOn(
  db: Reader,
  side: MoneySide,
  rowIds: readonly number[],
): Promise<AllocationRow[]> {
  if (rowIds.length === 0) return [];
  return await db
    .selectFrom(tables[side].allocation)
    .selectAll()
    .where((eb) => eb.or([eb('owed_id', 'in', rowIds), eb('paid_id', 'in', rowIds)]))
    .where(takesNothingBack())
    .orderBy('id')
    .execute();
}

/**
 * What a document ever settled of what was owed, in the order of settling; `back_date` is null of
 * what still stands. Its own reversal, which closes what is left of it, is none.
 */
export async function everSettledBy(
  db: Reader,
  side: MoneySide,
  doc: { kind: string; id: number },
) {
  const { ledger, allocation } = tables[side];
  return await db
    .selectFrom(`${ledger} as paid`)
    .innerJoin(`${allocation} as part`, 'part.paid_id', 'paid.id')
    .leftJoin(`${allocation} as back`, 'back.reversal_of', 'part.id')
    .innerJoin(`${ledger} as owed`, 'owed.id', 'part.owed_id')
    .select(['part.id', 'part.amount_fen', 'part.business_date', 'paid.kind as paid_kind'])
    .select([
      'back.business_date as back_date',
      'owed.kind',
      'owed.doc_kind',
      'owed.doc_id',
      'owed.doc_no',
      'owed.due_date',
    ])
    .where('paid.doc_kind', '=', doc.kind)
    .where('paid.doc_id', '=', doc.id)
    .where('owed.reversal_of', 'is', null)
    .where('part.reversal_of', 'is', null)
    .orderBy('part.id')
    .execute();
}

/** Of what was delivered of a contract, how much is settled; documents that were taken back left out. */
export async function settledOfContract(db: Reader, contractId: number): Promise<number> {
  const row = await db
    .selectFrom('ar_ledger as row')
    .innerJoin('ar_item as item', 'item.id', 'row.id')
    .select(sql<number>`coalesce(sum(row.amount_fen - item.open_fen), 0)`.as('fen'))
    .where('row.contract_id', '=', contractId)
    .where('row.amount_fen', '>', 0)
    .where(takesNothingBack('row.reversal_of'))
    .where(standsIn('ar_ledger', 'row.id'))
    .executeTakeFirstOrThrow();
  return Number(row.fen);
}

/** One row with what is open of it. */
export async function moneyItem(db: Reader, side: MoneySide, id: number) {
  const { ledger, item } = tables[side];
  return await db
    .selectFrom(`${item} as item`)
    .innerJoin(`${ledger} as row`, 'row.id', 'item.id')
    .selectAll('row')
    .select(['item.open_fen', 'item.party_id as owner_id'])
    .where('item.id', '=', id)
    .executeTakeFirst();
}

/** Appends an allocation and moves what is open of both rows. */
export async function insertAllocation(
  tx: Tx,
  side: MoneySide,
  row: NewAllocation,
): Promise<number> {
  const { item, allocation } = tables[side];
  const id = await insertNumbered(tx, allocation, row, 'id');
  const move = async (itemId: number, by: number) => {
    await tx
      .updateTable(item)
      .set((eb) => ({ open_fen: eb('open_fen', '+', by) }))
      .where('id', '=', itemId)
      .execute();
  };
  await move(row.owed_id, -row.amount_fen);
  await move(row.paid_id, row.amount_fen);
  return id;
}

/** The sum of the ledger of a party on a business date: what was owed then, for ever the same. */
export async function moneyBalance(
  db: Reader,
  side: MoneySide,
  party: Party,
  on: string,
): Promise<number> {
  const { ledger, item } = tables[side];
  const row = await db
    .selectFrom(`${item} as item`)
    .innerJoin(`${ledger} as row`, 'row.id', 'item.id')
    .select((eb) => eb.fn.sum<number | null>('row.amount_fen').as('sum'))
    .where('item.party_kind', '=', party.kind)
    .where('item.party_id', '=', party.id)
    .where('row.business_date', '<=', on)
    .executeTakeFirstOrThrow();
  return Number(row.sum ?? 0);
}

/** Items whose open amount is not their row less its allocations: none, or the books are wrong. */
export async function wrongItems(db: Reader, side: MoneySide): Promise<number[]> {
  const { ledger, item, allocation } = tables[side];
  const rows = await db.selectFrom(ledger).select(['id', 'amount_fen']).execute();
  const open = new Map(rows.map((row) => [row.id, row.amount_fen]));
  for (const one of await db.selectFrom(allocation).selectAll().execute()) {
    open.set(one.owed_id, open.get(one.owed_id)! - one.amount_fen);
    open.set(one.paid_id, open.get(one.paid_id)! + one.amount_fen);
  }
  const items = await db.selectFrom(item).select(['id', 'open_fen']).execute();
  const kept = new Map(items.map((row) => [row.id, row.open_fen]));
  return [...open].filter(([id, fen]) => kept.get(id) !== fen).map(([id]) => id);
}

/** Rows of a party as they are now, and where they go when it becomes part of another. */
export async function itemsOfParty(
  db: Reader,
  side: MoneySide,
  { kind, id }: Party,
): Promise<number[]> {
  const rows = await db
    .selectFrom(tables[side].item)
    .select('id')
    .where('party_kind', '=', kind)
    .where('party_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Hangs rows on another party, where they still hang on `from`; answers which. */
export async function moveItems(
  tx: Tx,
  side: MoneySide,
  ids: readonly number[],
  { kind, from, to }: { kind: string; from: number; to: number },
): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .updateTable(tables[side].item)
    .set({ party_id: to })
    .where('id', 'in', ids)
    .where('party_kind', '=', kind)
    .where('party_id', '=', from)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}
