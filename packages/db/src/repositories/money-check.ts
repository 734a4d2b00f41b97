import type { Reader } from '../database.ts';

const sumOf = (rows: readonly { sum: number | null }[]) =>
  rows.reduce((total, { sum }) => total + Number(sum ?? 0), 0);

async function vouchered(db: Reader, accounts: readonly string[]): Promise<number> {
  const rows = await db
    .selectFrom('voucher_line')
    .select((eb) => eb.fn.sum<number | null>('amount_fen').as('sum'))
    .where('account', 'in', accounts)
    .execute();
  return sumOf(rows);
}

async function ledgered(db: Reader, side: 'ar' | 'ap', party: string): Promise<number> {
  const rows = await db
    .selectFrom(`${side}_ledger`)
    .select((eb) => eb.fn.sum<number | null>('amount_fen').as('sum'))
    .where('party_kind', '=', party)
    .where('kind', 'not in', ['deposit', 'loan'])
    .execute();
  return sumOf(rows);
}

/** What the vouchers say of an account and what its own book says, in fen. */
export interface TwoBooks {
  book: 'receivable' | 'payable' | 'cash';
  vouchersFen: number;
  ledgerFen: number;
}

/**
 * The books that are kept twice: what customers owe and what is owed to suppliers, each with what
 * was paid in advance, and money. Both are written in the transaction of the document, so that they
 * never differ.
 */
export async function booksKeptTwice(db: Reader): Promise<TwoBooks[]> {
  const money = await db
    .selectFrom('cash_ledger')
    .select((eb) => eb.fn.sum<number | null>('amount_fen').as('sum'))
    .execute();
  return [
    {
      book: 'receivable',
      vouchersFen: await vouchered(db, ['receivable', 'advanceReceived']),
      ledgerFen: await ledgered(db, 'ar', 'customer'),
    },
    {
      book: 'payable',
      // Credits stand below 0 in vouchers.
      vouchersFen: -(await vouchered(db, ['payable', 'payableEstimate', 'advancePaid'])),
      ledgerFen: await ledgered(db, 'ap', 'supplier'),
    },
    {
      book: 'cash',
      vouchersFen: await vouchered(db, ['cash', 'bank', 'wallet']),
      ledgerFen: sumOf(money),
    },
  ];
}
