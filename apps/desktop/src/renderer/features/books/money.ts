import { fen, formatFen } from '@xinhang/shared/money.ts';

/** Fen as they stand on screens. */
export const money = (amount: number): string => formatFen(fen(amount));
/** The same, empty where there is nothing. */
export const moneyOrNone = (amount: number): string => (amount === 0 ? '' : money(amount));
