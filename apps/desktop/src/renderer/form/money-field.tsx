import { fen, formatFen } from '@xinhang/shared/money.ts';
import { ReckonedField, type ReckonedProps } from './reckoned-field.tsx';

/** An amount in yuan, kept in fen. */
export function MoneyField(props: ReckonedProps) {
  return (
    <ReckonedField {...props} decimals={2} prefix="¥" show={(amount) => formatFen(fen(amount))} />
  );
}
