import {
  listQuotations,
  listQuotedLines,
  type QuotationFilter,
} from '@xinhang/db/repositories/quotation-list.ts';
import { quotationExport } from '@xinhang/shared/quotation-api.ts';
import { quotationStateOn } from '@xinhang/shared/quotation-rules.ts';
import type { SalesLineKind } from '@xinhang/shared/sales-order-rules.ts';
import { quotationStateWords, salesKindWords, salesWords } from '@xinhang/shared/sales-words.ts';
import type { z } from 'zod';
import type { ReadContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import type { SheetValue } from '../../../sheets/write-sheet.ts';
import { columnsOf, e4, yuan } from '../orders/export.ts';

type Input = z.output<typeof quotationExport>;

async function filterOf(ctx: ReadContext, input: Input): Promise<QuotationFilter> {
  const { state: states, q: text, customerId, dealId, from, to } = input;
  return { states, text, customerId, dealId, from, to, today: await todayOf(ctx) };
}

async function quotationsSheet(ctx: ReadContext, input: Input, limit: number) {
  const filter = await filterOf(ctx, input);
  const page = { after: null, limit };
  const found = await listQuotations(ctx.db, ctx.actor, filter, page, 'quotations.export');
  const rows = found.map((row): SheetValue[] => [
    row.no ?? '',
    row.revision,
    row.business_date,
    row.valid_to,
    row.customer_name,
    quotationStateWords[quotationStateOn(row.state, row.valid_to, filter.today)][input.lang],
    yuan(row.net_fen),
    yuan(row.tax_fen),
    yuan(row.gross_fen),
    row.reason,
    row.note,
    row.maker_name,
  ]);
  const keys = [
    'no',
    'revision',
    'quotedOn',
    'validTo',
    'customer',
    'state',
    'net',
    'tax',
    'gross',
    'reason',
    'note',
    'maker',
  ] as const;
  return { columns: columnsOf(keys, input.lang), rows };
}

async function linesSheet(ctx: ReadContext, input: Input, limit: number) {
  const filter = await filterOf(ctx, input);
  const found = await listQuotedLines(ctx.db, ctx.actor, 'quotations.export', filter, limit);
  const rows = found.map((line): SheetValue[] => [
    line.no ?? '',
    line.revision,
    line.business_date,
    line.valid_to,
    line.customer_name,
    quotationStateWords[quotationStateOn(line.state, line.valid_to, filter.today)][input.lang],
    salesKindWords[line.line_kind as SalesLineKind][input.lang],
    line.code ?? '',
    line.name ?? line.text,
    line.spec ?? '',
    line.unit_name ?? '',
    e4(line.unit_qty_e4),
    e4(line.price_e4),
    line.discount_bp / 100,
    yuan(line.gross_fen),
    line.note,
  ]);
  const keys = [
    'no',
    'revision',
    'quotedOn',
    'validTo',
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
    'note',
  ] as const;
  return { columns: columnsOf(keys, input.lang), rows };
}

/** Quotations, or their lines, as a file: those that the right to export reaches. */
export const quotationFile: SheetExport<Input> = {
  kind: 'quotations.export',
  input: quotationExport,
  needs: 'quotations.export',
  title: ({ what, lang }) =>
    salesWords[what === 'quotations' ? 'quotationsTitle' : 'quotedTitle'][lang],
  sheet: async (ctx, input, limit) =>
    await (input.what === 'quotations' ? quotationsSheet : linesSheet)(ctx, input, limit),
  told: ({ what }) => ({ what }),
};
