import {
  listOrderedLines,
  listSalesOrders,
  type SalesOrderFilter,
} from '@xinhang/db/repositories/sales-order-list.ts';
import { salesShares } from '@xinhang/db/repositories/sales-orders.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import {
  openOf,
  type SalesLineKind,
  type SalesOrderState,
} from '@xinhang/shared/sales-order-rules.ts';
import {
  salesKindWords,
  salesStateWords,
  salesWords,
  type SalesWord,
} from '@xinhang/shared/sales-words.ts';
import { salesOrderExport } from '@xinhang/shared/sales-order-api.ts';
import type { z } from 'zod';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import type { SheetColumn, SheetValue } from '../../../sheets/write-sheet.ts';
import { describeOrders } from './describe.ts';
import { progressOf } from './keep.ts';

type Input = z.output<typeof salesOrderExport>;

export const yuan = (value: number) => value / 100;
export const e4 = (value: number | null) => (value === null ? null : value / 10_000);

const types: Partial<Record<SalesWord, Pick<SheetColumn, 'type' | 'format'>>> = {
  date: { type: 'date' },
  quotedOn: { type: 'date' },
  validTo: { type: 'date' },
  revision: { type: 'number', format: '0' },
  required: { type: 'date' },
  due: { type: 'date' },
  net: { type: 'number', format: '#,##0.00' },
  tax: { type: 'number', format: '#,##0.00' },
  gross: { type: 'number', format: '#,##0.00' },
  open: { type: 'number', format: '#,##0.00' },
  amount: { type: 'number', format: '#,##0.00' },
  price: { type: 'number', format: '#,##0.00##' },
  discount: { type: 'number', format: '0.##' },
  qty: { type: 'number', format: '#,##0.####' },
  delivered: { type: 'number', format: '#,##0.####' },
  openQty: { type: 'number', format: '#,##0.####' },
};
export const columnsOf = (keys: readonly SalesWord[], lang: Language): SheetColumn[] =>
  keys.map((key) => ({
    header: salesWords[key][lang],
    ...(types[key] ?? { type: 'text' as const }),
  }));

async function filterOf(ctx: ReadContext, input: Input): Promise<SalesOrderFilter> {
  const { state: states, q: text, customerId, userId, from, to, overdue } = input;
  const overdueOn = overdue ? await todayOf(ctx) : undefined;
  return { states, text, customerId, userId, from, to, overdueOn };
}

async function ordersSheet(ctx: ReadContext, input: Input, limit: number) {
  const page = { after: null, limit };
  const filter = await filterOf(ctx, input);
  const found = await listSalesOrders(ctx.db, ctx.actor, filter, page, 'salesOrders.export');
  const rows = (await describeOrders(ctx, found)).map((row): SheetValue[] => [
    row.no,
    row.businessDate,
    row.customer.name,
    salesStateWords[row.state][input.lang],
    yuan(row.netFen),
    yuan(row.taxFen),
    yuan(row.grossFen),
    yuan(row.openFen),
    row.dueOn,
    row.people.map((one) => one.name).join('、'),
    row.customerOrderNo,
    row.note,
    row.madeBy.name,
  ]);
  const keys = [
    'no',
    'date',
    'customer',
    'state',
    'net',
    'tax',
    'gross',
    'open',
    'due',
    'people',
    'customerOrderNo',
    'note',
    'maker',
  ] as const;
  return { columns: columnsOf(keys, input.lang), rows };
}

async function linesSheet(ctx: ReadContext, input: Input, limit: number) {
  const filter = await filterOf(ctx, input);
  const found = await listOrderedLines(ctx.db, ctx.actor, 'salesOrders.export', filter, limit);
  const ids = [...new Set(found.map((line) => line.order_id))];
  const shares = Map.groupBy(await salesShares(ctx.db, ids), (share) => share.order_id);
  const rows = found.map((line): SheetValue[] => [
    line.no ?? '',
    line.business_date,
    line.customer_name,
    salesStateWords[line.state as SalesOrderState][input.lang],
    salesKindWords[line.line_kind as SalesLineKind][input.lang],
    line.code ?? '',
    line.name ?? line.text,
    line.spec ?? '',
    line.unit_name ?? '',
    e4(line.unit_qty_e4),
    e4(line.price_e4),
    line.discount_bp / 100,
    yuan(line.gross_fen),
    line.required_date ?? line.order_required,
    e4(line.delivered_e4),
    e4(openOf(progressOf(line))),
    (shares.get(line.order_id) ?? []).map((one) => one.name).join('、'),
    line.note,
  ]);
  const keys = [
    'no',
    'date',
    'customer',
    'state',
    'kind',
    'code',
    'product',
    'spec',
    'unit',
    'qty',
    'price',
    'discount',
    'amount',
    'required',
    'delivered',
    'openQty',
    'people',
    'note',
  ] as const;
  return { columns: columnsOf(keys, input.lang), rows };
}

/** Orders, or their lines, as a file: those that the right to export reaches. */
export const salesOrderFile: SheetExport<Input> = {
  kind: 'salesOrders.export',
  input: salesOrderExport,
  needs: 'salesOrders.export',
  title: ({ what, lang }) => salesWords[what === 'orders' ? 'ordersTitle' : 'linesTitle'][lang],
  sheet: async (ctx, input, limit) =>
    await (input.what === 'orders' ? ordersSheet : linesSheet)(ctx, input, limit),
  told: ({ what }) => ({ what }),
};
