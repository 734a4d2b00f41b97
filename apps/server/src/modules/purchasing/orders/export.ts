import {
  listPurchaseOrders,
  purchaseLinesOfMany,
  type PurchaseOrderFilter,
} from '@xinhang/db/repositories/purchase-orders.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { purchaseOrderExport } from '@xinhang/shared/purchase-order-api.ts';
import { openOfPurchase } from '@xinhang/shared/purchase-order-rules.ts';
import {
  purchaseStateWords,
  purchaseWords,
  type PurchaseWord,
} from '@xinhang/shared/purchase-words.ts';
import type { z } from 'zod';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import type { SheetColumn, SheetValue } from '../../../sheets/write-sheet.ts';
import { describeOrders, seesCost } from './describe.ts';

type Input = z.output<typeof purchaseOrderExport>;

const yuan = (value: number | null) => (value === null ? null : value / 100);
const e4 = (value: number | null) => (value === null ? null : value / 10_000);

const types: Partial<Record<PurchaseWord, Pick<SheetColumn, 'type' | 'format'>>> = {
  date: { type: 'date' },
  due: { type: 'date' },
  net: { type: 'number', format: '#,##0.00' },
  tax: { type: 'number', format: '#,##0.00' },
  gross: { type: 'number', format: '#,##0.00' },
  open: { type: 'number', format: '#,##0.00' },
  amount: { type: 'number', format: '#,##0.00' },
  price: { type: 'number', format: '#,##0.00##' },
  qty: { type: 'number', format: '#,##0.####' },
  received: { type: 'number', format: '#,##0.####' },
  openQty: { type: 'number', format: '#,##0.####' },
};
const columnsOf = (keys: readonly PurchaseWord[], lang: Language): SheetColumn[] =>
  keys.map((key) => ({
    header: purchaseWords[key][lang],
    ...(types[key] ?? { type: 'text' as const }),
  }));

const orderKeys = [
  'no',
  'date',
  'supplier',
  'state',
  'net',
  'tax',
  'gross',
  'open',
  'due',
  'supplierOrderNo',
  'note',
  'maker',
] as const;
const lineKeys = [
  'no',
  'date',
  'supplier',
  'state',
  'code',
  'product',
  'spec',
  'unit',
  'qty',
  'price',
  'amount',
  'due',
  'received',
  'openQty',
  'note',
] as const;

async function found(ctx: ReadContext, input: Input, limit: number) {
  const { state: states, q: text, supplierId, from, to, late } = input;
  const lateOn = late ? await todayOf(ctx) : undefined;
  const filter: PurchaseOrderFilter = { states, text, supplierId, from, to, lateOn };
  return await listPurchaseOrders(ctx.db, filter, { after: null, limit });
}

async function ordersSheet(ctx: ReadContext, input: Input, limit: number) {
  const rows = (await describeOrders(ctx, await found(ctx, input, limit))).map(
    (row): SheetValue[] => [
      row.no,
      row.businessDate,
      row.supplier.name,
      purchaseStateWords[row.state][input.lang],
      yuan(row.netFen),
      yuan(row.taxFen),
      yuan(row.grossFen),
      yuan(row.openFen),
      row.dueOn,
      row.supplierOrderNo,
      row.note,
      row.madeBy.name,
    ],
  );
  return { columns: columnsOf(orderKeys, input.lang), rows };
}

async function linesSheet(ctx: ReadContext, input: Input, limit: number) {
  const cost = seesCost(ctx.actor);
  const rows: SheetValue[][] = [];
  const orders = await found(ctx, input, limit);
  const lines = await purchaseLinesOfMany(
    ctx.db,
    orders.map((order) => order.id),
  );
  for (const order of await describeOrders(ctx, orders)) {
    for (const line of lines.get(order.id) ?? []) {
      if (rows.length >= limit) break;
      rows.push([
        order.no,
        order.businessDate,
        order.supplier.name,
        purchaseStateWords[order.state][input.lang],
        line.code,
        line.name,
        line.spec,
        line.unit_name,
        e4(line.unit_qty_e4),
        cost ? e4(line.price_e4) : null,
        cost ? yuan(line.gross_fen) : null,
        line.expected_date ?? order.expectedDate,
        e4(line.received_e4),
        e4(order.state === 'confirmed' || order.state === 'partly' ? openOfPurchase(line) : 0),
        line.note,
      ]);
    }
  }
  return { columns: columnsOf(lineKeys, input.lang), rows };
}

/** Orders to suppliers, or their lines, as a file; without prices for whom cost is hidden. */
export const purchaseOrderFile: SheetExport<Input> = {
  kind: 'purchaseOrders.export',
  input: purchaseOrderExport,
  needs: 'purchaseOrders.read',
  title: ({ what, lang }) => purchaseWords[what === 'orders' ? 'ordersTitle' : 'linesTitle'][lang],
  sheet: async (ctx, input, limit) =>
    await (input.what === 'orders' ? ordersSheet : linesSheet)(ctx, input, limit),
  told: ({ what }) => ({ what }),
};
