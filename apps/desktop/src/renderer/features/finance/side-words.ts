import type { TextKey } from '../../i18n/i18n.ts';

/** Whose account it is: what customers owe, or what suppliers are owed. */
export type MoneySide = 'ar' | 'ap';

interface SideWords {
  balance: TextKey;
  advance: TextKey;
  debit: TextKey;
  credit: TextKey;
  paidFor: TextKey;
  nothingToSettle: TextKey;
  settles: TextKey;
  owesNothing: TextKey;
  owed: TextKey;
}

/** What the same things are called on either side. */
export const sideWords: Readonly<Record<MoneySide, SideWords>> = {
  ar: {
    balance: 'finance.balance',
    advance: 'finance.advance',
    debit: 'finance.debit',
    credit: 'finance.credit',
    paidFor: 'finance.paidFor',
    nothingToSettle: 'finance.nothingToSettle',
    settles: 'finance.settles',
    owesNothing: 'finance.owesNothing',
    owed: 'finance.owed',
  },
  ap: {
    balance: 'payable.balance',
    advance: 'payable.advance',
    debit: 'payable.debit',
    credit: 'payable.credit',
    paidFor: 'payable.paidFor',
    nothingToSettle: 'payable.nothingToSettle',
    settles: 'payable.settles',
    owesNothing: 'payable.owesNothing',
    owed: 'payable.owed',
  },
};
