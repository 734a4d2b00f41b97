import { formatE4, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { ReckonedField, type ReckonedProps } from './reckoned-field.tsx';

/** A unit price in yuan, kept in 1/10,000. */
export function PriceField(props: ReckonedProps) {
  return (
    <ReckonedField
      {...props}
      decimals={4}
      prefix="¥"
      show={(price) => formatE4(priceE4(price), 2)}
    />
  );
}

/** A quantity, kept in 1/10,000. */
export function QtyField(props: ReckonedProps) {
  return <ReckonedField {...props} decimals={4} show={(quantity) => formatE4(qtyE4(quantity))} />;
}
