import type { Language } from '@xinhang/shared/auth.ts';
import type { LocationKind } from '@xinhang/shared/stock-places.ts';
import { houseWords, stockDocWords, stockWords } from '@xinhang/shared/stock-words.ts';
import { stockExport } from '@xinhang/shared/stock.ts';
import type { z } from 'zod';
import type { ReadContext } from '../../http/context.ts';
import type { SheetExport } from '../../jobs/sheet-export.ts';
import type { SheetColumn, SheetValue } from '../../sheets/write-sheet.ts';
import { seesCost } from './kinds.ts';
import { describeBatches, describeSerials, findBatches, findSerials } from './pieces.ts';
import {
  describeMovements,
  describeOnHand,
  listMovements,
  movementQuestion,
  onHandProducts,
  onHandQuestion,
} from './read.ts';

type Input = z.output<typeof stockExport>;

type Key = keyof typeof stockWords;
type Sheet = { keys: readonly Key[]; rows: SheetValue[][] };

const texts = new Set<Key>([
  'code',
  'name',
  'spec',
  'category',
  'unit',
  'date',
  'doc',
  'no',
  'from',
  'to',
  'batch',
  'serial',
  'place',
  'by',
]);
const days = new Set<Key>(['date', 'cameOn', 'movedOn']);
const cost = new Set<Key>(['average', 'value']);
const e4 = (value: number | null) => (value === null ? null : value / 10_000);
const yuan = (value: number | null) => (value === null ? null : value / 100);

async function onHandSheet(ctx: ReadContext, input: Input, limit: number): Promise<Sheet> {
  const question = await onHandQuestion(ctx, input);
  const found = await onHandProducts(ctx.db, question, { after: null, limit });
  const rows = (await describeOnHand(ctx, found)).map((row) => [
    row.product.code,
    row.product.name,
    row.product.spec,
    row.category?.name ?? '',
    row.product.unit.name,
    e4(row.onHandE4),
    e4(row.reservedE4),
    e4(row.availableE4),
    e4(row.minQtyE4),
    e4(row.maxQtyE4),
    e4(row.averageE4),
    yuan(row.valueFen),
  ]);
  const keys = [
    'code',
    'name',
    'spec',
    'category',
    'unit',
    'onHand',
    'reserved',
    'available',
    'min',
    'max',
    'average',
    'value',
  ] as const;
  return { keys, rows };
}

async function ledgerSheet(ctx: ReadContext, input: Input, limit: number): Promise<Sheet> {
  const { productId, locationId, from, to, batch, serial, lang } = input;
  const question = movementQuestion(ctx, { productId, locationId, from, to, batch, serial });
  const found = await listMovements(ctx.db, question, { after: null, limit });
  const rows = (await describeMovements(ctx, question, found)).map((row) => [
    row.businessDate,
    stockDocWords[row.doc.kind][lang],
    row.doc.no,
    row.product.code,
    row.product.name,
    row.product.spec,
    row.product.unit.name,
    row.from.name,
    row.to.name,
    row.batch,
    row.serial,
    e4(row.changeE4),
    e4(row.balanceE4),
    yuan(row.valueFen),
    row.by,
  ]);
  const keys = [
    'date',
    'doc',
    'no',
    'code',
    'name',
    'spec',
    'unit',
    'from',
    'to',
    'batch',
    'serial',
    'change',
    'balance',
    'value',
    'by',
  ] as const;
  return { keys, rows };
}

async function batchesSheet(ctx: ReadContext, input: Input, limit: number): Promise<Sheet> {
  const found = await findBatches(ctx, input, { after: null, limit });
  const rows = (await describeBatches(ctx, found)).map((row) => [
    row.product.code,
    row.product.name,
    row.product.spec,
    row.batch,
    row.place.name,
    e4(row.qtyE4),
    row.product.unit.name,
    row.cameOn,
    row.movedOn,
  ]);
  const keys = [
    'code',
    'name',
    'spec',
    'batch',
    'place',
    'onHand',
    'unit',
    'cameOn',
    'movedOn',
  ] as const;
  return { keys, rows };
}

async function serialsSheet(ctx: ReadContext, input: Input, limit: number): Promise<Sheet> {
  const found = await findSerials(ctx, input, { after: null, limit });
  const rows = (await describeSerials(ctx, found)).map((row) => [
    row.product.code,
    row.product.name,
    row.product.spec,
    row.serial,
    row.batch,
    houseWords[row.place.kind as LocationKind]?.[input.lang] ?? row.place.name,
    row.cameOn,
    row.movedOn,
  ]);
  const keys = ['code', 'name', 'spec', 'serial', 'batch', 'place', 'cameOn', 'movedOn'] as const;
  return { keys, rows };
}

const sheets = {
  onHand: onHandSheet,
  ledger: ledgerSheet,
  batches: batchesSheet,
  serials: serialsSheet,
};
const titles = {
  onHand: 'onHandTitle',
  ledger: 'ledgerTitle',
  batches: 'batchesTitle',
  serials: 'serialsTitle',
} as const;

/** The same without the columns that its reader may not see. */
function shown({ keys, rows }: Sheet, costs: boolean): Sheet {
  const kept = keys.map((key) => costs || !cost.has(key));
  return {
    keys: keys.filter((_, at) => kept[at]),
    rows: rows.map((row) => row.filter((_, at) => kept[at])),
  };
}

const columnsOf = (keys: readonly Key[], lang: Language): SheetColumn[] =>
  keys.map((key) => ({
    header: stockWords[key][lang],
    ...(days.has(key)
      ? { type: 'date' as const }
      : texts.has(key)
        ? { type: 'text' as const }
        : { type: 'number' as const, format: cost.has(key) ? '#,##0.00' : '#,##0.####' }),
  }));

/** Stock or its movements as a file. */
export const stockFile: SheetExport<Input> = {
  kind: 'stock.export',
  input: stockExport,
  needs: 'stock.read',
  title: ({ what, lang }) => stockWords[titles[what]][lang],
  async sheet(ctx, input, limit) {
    const whole = await sheets[input.what](ctx, input, limit);
    const { keys, rows } = shown(whole, seesCost(ctx.actor));
    return { columns: columnsOf(keys, input.lang), rows };
  },
  told: ({ what }) => ({ what }),
};
