import { readersPast } from './scoped-reads.ts';
import type { SourceFile } from './source.ts';

/** Tables whose rows lie on accounts of money, which a right may be narrowed to. */
const tables = [
  'bill_step',
  'cash_account',
  'cash_ledger',
  'cash_opening',
  'cash_transfer',
  'customer_refund',
  'other_cash',
  'payment',
  'receipt',
  'supplier_refund',
].join('|');
const door = /\b(onAccounts|moneyInScope)\b/;

const doctor = 'compares the whole company; no row of it reaches a person';
const oneBill = 'steps of a bill that the caller found through its door';
const ids = 'ids alone, of a customer that becomes two again';
const kept = 'whether a promise to pay was kept, whichever account it came into';
const ofClaim =
  'a claim is its person’s; from which account it was paid, its caller tells by reach';

/**
 * Every place that reads money on accounts without asking which of them the actor reaches: the file
 * below packages/db/src, the function, and why it may. Whoever adds a line answers for who calls it.
 */
export const readersPastAccounts: Readonly<Record<string, string>> = {
  'repositories/bill-exposure#openBillsOf':
    'a sum of the credit of one customer, which no account narrows',
  'repositories/bill-sums#billSums':
    'all bills, for the doctor and for a day book that nothing narrows',
  'repositories/bill-sums#wrongBills': doctor,
  'repositories/bills#billSteps': oneBill,
  'repositories/bills#lastStep': oneBill,
  'repositories/cash#allCashAccounts':
    'rules about all of them (a name once), and names alone for roles and transfers',
  'repositories/cash#firstCashDay': 'a day of an account that the caller reached',
  'repositories/cash#standingCashRows': 'rows of a document that the caller may take back',
  'repositories/cash-transfers#standingOpenings':
    'openings, told of accounts that the caller reached',
  'repositories/expense-claims#named': ofClaim,
  'repositories/collection-notes#paidSince': kept,
  'repositories/merge-chains#byBillsOf': ids,
  'repositories/merge-chains#isTied': ids,
  'repositories/money-check#booksKeptTwice': doctor,
  'repositories/money-check#unequalCash': doctor,
  'repositories/opening-days#lastOpeningDay':
    'one day alone, to who answers for the first one of the books',
  'repositories/openings#openingCashOf': 'to whoever reads every account, else refused',
  'repositories/opening-bill-list#openingBillRows': 'to whoever reads every account, else refused',
  'repositories/refund-requests#named': 'the number of the refund that paid what was asked for',
  'repositories/roles#cashAccountNames':
    'names alone, of accounts that rights are narrowed to, for who asks for them and who confirms',
};

export const readersWithoutAccounts = (file: SourceFile): string[] =>
  readersPast(file, { tables, doors: door });

/** Reads of money on accounts that neither ask which are reached nor are registered. */
export const readsPastAccounts = (file: SourceFile): string[] =>
  readersWithoutAccounts(file)
    .filter((reader) => !(reader in readersPastAccounts))
    .map((reader) => `${file.path}: ${reader} reads money past the accounts in reach`);
