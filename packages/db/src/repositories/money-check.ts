import type { Reader } from '../database.ts';
import { billSums } from './bill-sums.ts';

const sumOf = (rows: readonly { sum: number | null }[]) =>
  rows.reduce((total, { sum }) => total + Number(sum ?? 0), 0);

/** Later than every business date. */
const NEVER = '9999-12-31';

async function vouchered(db: Reader, accounts: readonly string[], upTo: string): Promise<number> {
  let query = db
    .selectFrom('voucher_line')
    .select((eb) => eb.fn.sum<number | null>('amount_fen').as('sum'))
    .where('account', 'in', accounts);
  if (upTo !== NEVER) {
    query = query
      .innerJoin('voucher', 'voucher.id', 'voucher_line.voucher_id')
      .where('voucher.business_date', '<=', upTo);
  }
  return sumOf(await query.execute());
}

async function ledgered(
  db: Reader,
  side: 'ar' | 'ap',
  party: string,
  upTo: string,
): Promise<number> {
  const rows = await db
    .selectFrom(`${side}_ledger`)
    .select((eb) => eb.fn.sum<number | null>('amount_fen').as('sum'))
    .where('party_kind', '=', party)
    .where('kind', 'not in', ['deposit', 'loan'])
    .where('business_date', '<=', upTo)
    .execute();
  return sumOf(rows);
}

/** Documents whose rows in the cash book and whose vouchers move different sums of money. */
export async function unequalCash(
  db: Reader,
  limit = 100,
): Promise<{ kind: string; id: number }[]> {
  const rows = await db
    .selectFrom(
      db
        .selectFrom('cash_ledger')
        .select(['doc_kind', 'doc_id', 'amount_fen'])
        .unionAll(
          db
            .selectFrom('voucher_line')
            .innerJoin('voucher', 'voucher.id', 'voucher_line.voucher_id')
            .select((eb) => [
              'voucher.doc_kind as doc_kind',
              'voucher.doc_id as doc_id',
              eb.neg(eb.ref('voucher_line.amount_fen')).as('amount_fen'),
            ])
            .where('voucher_line.account', 'in', ['cash', 'bank', 'wallet']),
        )
        .as('both'),
    )
    .select(['doc_kind', 'doc_id'])
    .groupBy(['doc_kind', 'doc_id'])
    .having((eb) => eb.fn.sum('amount_fen'), '<>', 0)
    .limit(limit)
    .execute();
  return rows.map((row) => ({ kind: row.doc_kind, id: row.doc_id }));
}

/** What the vouchers say of an account and what its own book says, in fen. */
export interface TwoBooks {
  book: 'receivable' | 'payable' | 'cash' | 'bills';
  vouchersFen: number;
  ledgerFen: number;
}

/**
 * The books that are kept twice: what customers owe and what is owed to suppliers, each with what
 * was paid in advance, bills, and money. Both are written in the transaction of the document, so that they
 * never differ; by the same business date, so that they do not differ at the end of any day either.
 */
export async function booksKeptTwice(db: Reader, upTo = NEVER): Promise<TwoBooks[]> {
  const money = await db
    .selectFrom('cash_ledger')
    .select((eb) => eb.fn.sum<number | null>('amount_fen').as('sum'))
    .where('business_date', '<=', upTo)
    .execute();
  const held = await billSums(db, 'received', { from: '', to: upTo });
  const owed = await billSums(db, 'issued', { from: '', to: upTo });
  return [
    {
      book: 'bills',
      vouchersFen: await vouchered(db, ['billsReceivable', 'billsPayable'], upTo),
      ledgerFen: held.came - held.went - (owed.came - owed.went),
    },
    {
      book: 'receivable',
      vouchersFen: await vouchered(db, ['receivable', 'advanceReceived'], upTo),
      ledgerFen: await ledgered(db, 'ar', 'customer', upTo),
    },
    {
      book: 'payable',
      // Credits stand below 0 in vouchers.
      vouchersFen: -(await vouchered(db, ['payable', 'payableEstimate', 'advancePaid'], upTo)),
      ledgerFen: await ledgered(db, 'ap', 'supplier', upTo),
    },
    {
      book: 'cash',
      vouchersFen: await vouchered(db, ['cash', 'bank', 'wallet'], upTo),
      ledgerFen: sumOf(money),
    },
  ];
}
