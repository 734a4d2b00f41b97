import {
  countDeviations,
  listDeviations,
  type DeviatingLine,
} from '@xinhang/db/repositories/price-deviations.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { PriceDeviation } from '@xinhang/shared/price-deviations.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { mulQtyPrice, priceE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { SalesOrderState } from '@xinhang/shared/sales-order-rules.ts';
import { implement, type Http } from '../../../http/implement.ts';
import { cutPage, startOf } from '../../../http/paging.ts';
import { isBelow } from './check.ts';

function toDeviation(row: DeviatingLine): PriceDeviation {
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

/** At which other prices than the rules said orders were taken, by whom and why. */
export function deviationRoutes(http: Http): void {
  implement(http, api.salesOrders.deviations, {
    async run({ db, actor }, { query }) {
      const { q: text, customerId, productId, userId, side, from, to, limit } = query;
      const question = { text, customerId, productId, userId, side, from, to };
      const page = { after: startOf(query, 'string'), limit: limit + 1 };
      const found = await listDeviations(db, actor, question, page);
      const { rows, next } = cutPage(found, limit, (row) => ({
        value: row.business_date,
        id: row.id,
      }));
      const counts = query.count === true;
      return {
        rows: rows.map(toDeviation),
        next,
        count: counts ? await countDeviations(db, actor, question, COUNT_CAP) : null,
      };
    },
  });
}
