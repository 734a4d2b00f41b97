import { placesReached } from '@xinhang/db/scope-places.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { isHeld } from '@xinhang/shared/stock-places.ts';
import { provisionalWords, stockDocWords, stockWords } from '@xinhang/shared/stock-words.ts';
import { stockExport } from '@xinhang/shared/stock.ts';
import type { z } from 'zod';
import type { ReadContext } from '../../http/context.ts';
import type { SheetExport } from '../../jobs/sheet-export.ts';
import { allLocations } from '../products/service.ts';
import { seesCost } from './kinds.ts';
import { describeBatches, describeSerials, findBatches, findSerials } from './pieces.ts';
import { placeWords } from './place-words.ts';
import { provisionalSheet } from './provisional-sheet.ts';
import {
  describeMovements,
  describeOnHand,
  listMovements,
  movementQuestion,
  onHandProducts,
  onHandQuestion,
} from './read.ts';
import { describeSummary, isValued, summaryOf } from './summary.ts';
import { columnsOf, e4, shown, yuan, type Sheet } from './sheet.ts';

type Input = z.output<typeof stockExport>;

/** Places of the company with a column of their own: those in use whose stock the reader sees. */
async function seenPlaces(ctx: ReadContext, lang: Language) {
  const { db, actor } = ctx;
  const nameOf = await placeWords(ctx, lang);
  const reached = placesReached(actor, 'stock.read');
  return (await allLocations(db))
    .filter(
      ({ id, kind, active }) =>
        active === 1 && isHeld(kind) && (reached === null || reached.includes(id)),
    )
    .map((place) => ({ id: place.id, name: nameOf(place) }));
}

async function onHandSheet(ctx: ReadContext, input: Input, limit: number): Promise<Sheet> {
  const question = await onHandQuestion(ctx, input);
  const found = await onHandProducts(ctx.db, question, { after: null, limit });
  const shownRows = await describeOnHand(ctx, found);
  const lying = new Set(shownRows.flatMap((row) => row.places.map((place) => place.locationId)));
  const places = (await seenPlaces(ctx, input.lang)).filter(({ id }) => lying.has(id));
  const rows = shownRows.map((row) => [
    row.product.code,
    row.product.name,
    row.product.spec,
    row.category?.name ?? '',
    row.product.unit.name,
    e4(row.onHandE4),
    row.onHandE4 < 0 ? provisionalWords.open[input.lang] : '',
    e4(row.reservedE4),
    e4(row.availableE4),
    e4(row.minQtyE4),
    e4(row.maxQtyE4),
    e4(row.averageE4),
    yuan(row.valueFen),
    ...places.map(({ id }) =>
      e4(row.places.find((place) => place.locationId === id)?.qtyE4 ?? null),
    ),
  ]);
  const keys = [
    'code',
    'name',
    'spec',
    'category',
    'unit',
    'onHand',
    'provisional',
    'reserved',
    'available',
    'min',
    'max',
    'average',
    'value',
  ] as const;
  return { keys, rows, places: places.map(({ name }) => name) };
}

async function ledgerSheet(ctx: ReadContext, input: Input, limit: number): Promise<Sheet> {
  const { productId, locationId, from, to, kind: kinds, batch, serial, lang } = input;
  const question = movementQuestion(ctx, { productId, locationId, from, to, batch, serial });
  const found = await listMovements(ctx.db, { ...question, kinds }, { after: null, limit });
  const nameOf = await placeWords(ctx, lang);
  const rows = (await describeMovements(ctx, question, found)).map((row) => [
    row.businessDate,
    stockDocWords[row.doc.kind][lang],
    row.doc.no,
    row.product.code,
    row.product.name,
    row.product.spec,
    row.product.unit.name,
    nameOf(row.from),
    nameOf(row.to),
    row.batch,
    row.serial,
    e4(row.changeE4),
    e4(row.balanceE4),
    yuan(row.valueFen),
    row.provisional ? provisionalWords[row.provisional][lang] : '',
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
    'provisional',
    'by',
  ] as const;
  return { keys, rows };
}

async function batchesSheet(ctx: ReadContext, input: Input, limit: number): Promise<Sheet> {
  const found = await findBatches(ctx, input, { after: null, limit });
  const nameOf = await placeWords(ctx, input.lang);
  const rows = (await describeBatches(ctx, found)).map((row) => [
    row.product.code,
    row.product.name,
    row.product.spec,
    row.batch,
    nameOf(row.place),
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
  const nameOf = await placeWords(ctx, input.lang);
  const rows = (await describeSerials(ctx, found)).map((row) => [
    row.product.code,
    row.product.name,
    row.product.spec,
    row.serial,
    row.batch,
    nameOf(row.place),
    row.cameOn,
    row.movedOn,
  ]);
  const keys = ['code', 'name', 'spec', 'serial', 'batch', 'place', 'cameOn', 'movedOn'] as const;
  return { keys, rows };
}

async function summarySheet(ctx: ReadContext, input: Input, limit: number): Promise<Sheet> {
  const found = await summaryOf(ctx, input, { after: null, limit }, false);
  const valued = isValued(ctx, input);
  const rows = describeSummary(valued, found.rows).map((row) => [
    row.product.code,
    row.product.name,
    row.product.spec,
    row.category?.name ?? '',
    row.product.unit.name,
    ...[row.opening, row.in, row.out, row.closing].flatMap((stand) => [
      e4(stand.qtyE4),
      ...(valued ? [yuan(stand.valueFen)] : []),
    ]),
  ]);
  const figures = ['opening', 'in', 'out', 'closing'] as const;
  const keys = [
    'code',
    'name',
    'spec',
    'category',
    'unit',
    ...figures.flatMap((key) => (valued ? ([key, `${key}Value`] as const) : [key])),
  ] as const;
  return { keys, rows };
}

const sheets = {
  onHand: onHandSheet,
  ledger: ledgerSheet,
  batches: batchesSheet,
  serials: serialsSheet,
  provisional: provisionalSheet,
  summary: summarySheet,
};
const titles = {
  onHand: 'onHandTitle',
  ledger: 'ledgerTitle',
  batches: 'batchesTitle',
  serials: 'serialsTitle',
  provisional: 'provisionalTitle',
  summary: 'summaryTitle',
} as const;

/** Stock or its movements as a file. */
export const stockFile: SheetExport<Input> = {
  kind: 'stock.export',
  input: stockExport,
  needs: 'stock.read',
  title: ({ what, lang }) => stockWords[titles[what]][lang],
  async sheet(ctx, input, limit) {
    const whole = await sheets[input.what](ctx, input, limit);
    const kept = shown(whole, seesCost(ctx.actor));
    return { columns: columnsOf(kept, input.lang), rows: kept.rows };
  },
  told: ({ what }) => ({ what }),
};
