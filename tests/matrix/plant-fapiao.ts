import type { Database } from '@xinhang/db/database.ts';
import { insertFapiao, setFapiaoLines } from '@xinhang/db/repositories/fapiao.ts';
import { canary, placePhoneOf } from './canaries.ts';
import { positions } from './expectation.ts';
import { NOBODY, TODAY, type Target } from './plant-customers.ts';
import { orderFen, type PlantedOrders } from './plant-orders.ts';

/** One that is registered and one that was issued at each position. */
export interface PlantedFapiao {
  drafts: readonly number[];
  issued: readonly number[];
}

const ONE = 10_000;
/** Fen by which a line of the draft order at a position is invoiced and not delivered. */
export const earlyFen = (index: number) => 2 ** index;

/**
 * Written past the API: whoever makes the orders void elsewhere finds nothing of them invoiced. What
 * is invoiced and not delivered hangs on lines of orders that are drafts.
 */
export async function plantFapiao(
  db: Database,
  {
    targets,
    orders,
    bossId,
  }: { targets: readonly Target[]; orders: PlantedOrders; bossId: number },
): Promise<PlantedFapiao> {
  const drafts: number[] = [];
  const issued: number[] = [];
  await db.transaction(async (tx) => {
    for (const [index, row] of positions.entries()) {
      if (!row.exists) {
        for (const list of [drafts, issued]) list.push(NOBODY);
        continue;
      }
      const plant = async (state: 'registered' | 'issued') => {
        const gross_fen = orderFen(index);
        const id = await insertFapiao(tx, {
          state,
          kind: 'digitalSpecial',
          entity_id: 1,
          customer_id: targets[index]!.customerId,
          code: '',
          number: `${state}-${index}`,
          business_date: TODAY,
          title: canary(index, 'place'),
          buyer: JSON.stringify({
            title: canary(index, 'place'),
            taxNo: canary(index, 'taxNo'),
            bank: '',
            account: '',
            address: '',
            phone: placePhoneOf(index),
          }),
          net_fen: gross_fen,
          tax_fen: 0,
          gross_fen,
          currency: 'CNY',
          rate_e8: 100_000_000,
          amount_cur: gross_fen,
          line_count: 1,
          note: '',
          red_of: null,
          red_reason: '',
          made_by: bossId,
          made_at: 0,
          issued_by: null,
          issued_at: null,
        });
        const names = { code: '', name: '矩阵', spec: '', unit: '', tax_code: '' };
        const line = {
          order_id: orders.confirmed[index]!,
          order_line_id: orders.lines[index]!,
          delivery_id: null,
          delivery_line_id: null,
          red_of_line_id: null,
          return_line_id: null,
          ...names,
          qty_e4: ONE,
          tax_bp: 0,
          net_fen: gross_fen,
          tax_fen: 0,
        };
        await setFapiaoLines(tx, id, [line]);
        return id;
      };
      drafts.push(await plant('registered'));
      issued.push(await plant('issued'));
      await tx
        .updateTable('sales_order_line')
        .set({ invoiced_e4: 1, invoiced_net_fen: earlyFen(index) })
        .where('order_id', '=', orders.drafts[index]!)
        .execute();
    }
  });
  return { drafts, issued };
}
