import {
  listFapiao,
  listFapiaoLines,
  type FapiaoFilter,
} from '@xinhang/db/repositories/fapiao-list.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import type { FapiaoBuyer, fapiaoExport } from '@xinhang/shared/fapiao.ts';
import { fapiaoExport as input } from '@xinhang/shared/fapiao.ts';
import type { FapiaoKind, FapiaoState } from '@xinhang/shared/fapiao-rules.ts';
import { fapiaoKindWords, fapiaoStateWords, fapiaoWords } from '@xinhang/shared/fapiao-words.ts';
import type { z } from 'zod';
import type { ReadContext } from '../../../http/context.ts';
import type { SheetExport } from '../../../jobs/sheet-export.ts';
import type { SheetColumn, SheetValue } from '../../../sheets/write-sheet.ts';
import { notNeededKeys, notNeededRows } from './not-needed-file.ts';

type Input = z.output<typeof fapiaoExport>;
type Word = keyof typeof fapiaoWords;

const yuan = (value: number) => value / 100;
const amount = { type: 'number', format: '#,##0.00' } as const;
const types: Partial<Record<Word, Pick<SheetColumn, 'type' | 'format'>>> = {
  date: { type: 'date' },
  deliveredOn: { type: 'date' },
  markedAt: { type: 'datetime' },
  net: amount,
  tax: amount,
  gross: amount,
  qty: { type: 'number', format: '#,##0.####' },
  rate: { type: 'number', format: '0.##%' },
};
const columnsOf = (keys: readonly Word[], lang: Language): SheetColumn[] =>
  keys.map((key) => ({ header: fapiaoWords[key][lang], ...(types[key] ?? { type: 'text' }) }));

const filterOf = ({ state: states, kind: kinds, q: text, customerId, from, to }: Input) =>
  ({ states, kinds, text, customerId, from, to }) satisfies FapiaoFilter;

async function fapiaoSheet(ctx: ReadContext, asked: Input, limit: number) {
  const { lang } = asked;
  const found = await listFapiao(ctx.db, ctx.actor, filterOf(asked), { after: null, limit });
  const rows = found.map((row): SheetValue[] => {
    const buyer = contactsMasked(row) ? null : (JSON.parse(row.buyer) as FapiaoBuyer);
    return [
      row.business_date,
      fapiaoKindWords[row.kind as FapiaoKind][lang],
      row.code,
      row.number,
      fapiaoStateWords[row.state as FapiaoState][lang],
      row.customer_name,
      buyer?.title ?? '',
      buyer?.taxNo ?? '',
      yuan(row.net_fen),
      yuan(row.tax_fen),
      yuan(row.gross_fen),
      row.blue_number ?? '',
      row.red_reason,
      row.note,
      row.maker_name,
    ];
  });
  const keys = [
    'date',
    'kind',
    'code',
    'number',
    'state',
    'customer',
    'buyer',
    'taxNo',
    'net',
    'tax',
    'gross',
    'redOf',
    'reason',
    'note',
    'maker',
  ] as const;
  return { columns: columnsOf(keys, lang), rows };
}

async function linesSheet(ctx: ReadContext, asked: Input, limit: number) {
  const { lang } = asked;
  const found = await listFapiaoLines(ctx.db, ctx.actor, filterOf(asked), limit);
  const rows = found.map((line): SheetValue[] => [
    line.business_date,
    fapiaoKindWords[line.kind as FapiaoKind][lang],
    line.number,
    fapiaoStateWords[line.state as FapiaoState][lang],
    line.customer_name,
    line.order_no ?? '',
    line.delivery_no ?? line.return_no ?? '',
    line.code,
    line.name,
    line.spec,
    line.tax_code,
    line.unit,
    line.qty_e4 / 10_000,
    line.tax_bp / 10_000,
    yuan(line.net_fen),
    yuan(line.tax_fen),
    yuan(line.net_fen + line.tax_fen),
  ]);
  const keys = [
    'date',
    'kind',
    'number',
    'state',
    'customer',
    'order',
    'delivery',
    'productCode',
    'product',
    'spec',
    'taxCode',
    'unit',
    'qty',
    'rate',
    'net',
    'tax',
    'gross',
  ] as const;
  return { columns: columnsOf(keys, lang), rows };
}

async function notNeededSheet(ctx: ReadContext, asked: Input, limit: number) {
  const rows = await notNeededRows(ctx, asked, limit);
  return { columns: columnsOf(notNeededKeys, asked.lang), rows };
}

const sheets = { fapiao: fapiaoSheet, lines: linesSheet, notNeeded: notNeededSheet };
const titles = { fapiao: 'title', lines: 'linesTitle', notNeeded: 'notNeededTitle' } as const;

/** Fapiao, their lines, or what wants none, as a file, the newest first. */
export const fapiaoFile: SheetExport<Input> = {
  kind: 'fapiao.export',
  input,
  needs: 'fapiao.read',
  title: ({ what, lang }) => fapiaoWords[titles[what]][lang],
  sheet: async (ctx, asked, limit) => await sheets[asked.what](ctx, asked, limit),
  told: ({ what }) => ({ what }),
};
