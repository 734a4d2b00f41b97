import { fen, formatFen } from '@xinhang/shared/money.ts';
import { MOST_FEN } from '@xinhang/shared/most-fen.ts';
import { isReckoned } from '../../form/reckoned-field.tsx';

/** Fen as they stand on screens. */
export const money = (amount: number): string => formatFen(fen(amount));
/** The same, empty where there is nothing. */
export const moneyOrNone = (amount: number): string => (amount === 0 ? '' : money(amount));
/** What was typed as an amount: 0 of nothing, and of what is no number or more than any document takes. */
export const amountOf = (typed: number | null): number =>
  isReckoned(typed) && !isTooMuch(typed) ? (typed ?? 0) : 0;
/** More than any document of money takes. */
export const isTooMuch = (typed: number | null): boolean => (typed ?? 0) > MOST_FEN;
