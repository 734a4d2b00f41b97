import { listFacts, sumFacts, unitsOfFacts } from '@xinhang/db/repositories/sales-facts.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { SalesFact } from '@xinhang/shared/sales-facts.ts';
import { implement, type Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { countSeen, hangRows, idsHanging } from '../customers/service.ts';

/** The most decimals that a quantity has: of what is in no catalogue. */
const ALL_DECIMALS = 4;

/** Lines that were sold before the company kept its books here: for figures, never for books. */
export function factRoutes(http: Http): void {
  http.productUses.register({ unitsUsed: unitsOfFacts });
  http.owned.register({
    kind: 'salesFact',
    follows: {
      count: (ctx, customerId) => countSeen(ctx, 'salesOrders.read', 'sales_fact', customerId),
      ids: (ctx, customerId) => idsHanging(ctx.db, 'sales_fact', customerId),
      move: (ctx, ids, way) => hangRows(ctx.tx, 'sales_fact', ids, way),
    },
  });
  implement(http, api.salesFacts.list, {
    async run({ db, actor }, { query }) {
      const { cursor: _cursor, limit, importId, ...narrowed } = query;
      const asked = { ...narrowed, batchId: importId };
      const start = startOf(query, 'string');
      const after = start && { date: String(start.value), id: start.id };
      const found = await listFacts(db, actor, asked, { after, limit: limit + 1 });
      const { rows, next } = cutPage(found, limit, (row) => ({
        value: row.business_date,
        id: row.id,
      }));
      const sums = await sumFacts(db, actor, asked);
      const costHidden = actor.fields.cost !== 'show';
      return {
        rows: rows.map((row): SalesFact => ({
          id: row.id,
          date: row.business_date,
          oldNo: row.old_no,
          lineNo: row.line_no,
          customer: { id: row.customer_id, name: row.customer_name },
          product:
            row.product_id === null
              ? null
              : { id: row.product_id, code: row.code ?? '', name: row.name ?? '' },
          code: row.product_code,
          name: row.product_name,
          unit: row.base_unit_name ?? row.unit_name,
          qtyE4: row.qty_e4,
          qtyDecimals: row.qty_decimals ?? ALL_DECIMALS,
          netFen: row.net_fen,
          costFen: costHidden ? null : row.cost_fen,
          salesperson: row.salesperson,
        })),
        next,
        count: null,
        totals: {
          lines: sums.lines,
          netFen: sums.netFen,
          costFen: costHidden || sums.costless > 0 ? null : sums.costFen,
        },
        costHidden,
      };
    },
  });
}
