import type { DeviatingLine } from '@xinhang/db/repositories/price-deviations.ts';
import type { PriceDeviation } from '@xinhang/shared/price-deviations.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { mulQtyPrice, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { SalesOrderState } from '@xinhang/shared/sales-order-rules.ts';
import { isBelow } from './check.ts';

/** A line as its readers see it. */
export function toDeviation(row: DeviatingLine): PriceDeviation {
  const quantity = row.unit_qty_e4!;
  const resolved = row.resolved_price_e4!;
  const came = row.basis === 'net' ? row.net_fen : row.gross_fen;
  return {
    id: row.id,
    order: {
      id: row.order_id,
      no: row.no!,
      state: row.state as SalesOrderState,
      businessDate: row.business_date,
    },
    customer: { id: row.customer_id, name: row.customer_name },
    product:
      row.product_id === null
        ? null
        : { id: row.product_id, code: row.code!, name: row.name!, spec: row.spec! },
    text: row.text,
    unit: row.unit_id === null ? null : { id: row.unit_id, name: row.unit_name! },
    qtyE4: quantity,
    basis: row.basis as PriceBasis,
    resolvedE4: resolved,
    priceE4: row.price_e4!,
    discountBp: row.discount_bp,
    differenceFen: came - mulQtyPrice(qtyE4(quantity), priceE4(resolved)),
    belowFloor: isBelow(row, row.basis),
    by: { id: row.deviated_by!, name: row.deviator_name },
    reason: row.deviation,
  };
}
