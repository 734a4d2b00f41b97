import { fen, formatFen } from '@xinhang/shared/money.ts';

/** Fen as they stand on screens. */
export const money = (amount: number): string => formatFen(fen(amount));
