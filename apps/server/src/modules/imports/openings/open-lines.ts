import type { ImportColumn } from '@xinhang/shared/imports.ts';
import type { BatchRecord } from '@xinhang/db/repositories/imports.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../../http/context.ts';
import type { SheetRow } from '../file.ts';
import type { KindWalk } from '../kind.ts';
import type { Mapping } from '../headers.ts';
import { readProduct, type ProductNamed } from '../rows/finds.ts';
import { readPriceSpan } from '../rows/price-span.ts';
import { priceWords, productNameWords } from '../rows/price-words.ts';
import { RowReader, type RowDraft } from '../rows/reader.ts';
import { Refused } from '../rows/refused.ts';
import { rowWalk, type WrittenRow } from '../rows/walk.ts';
import { openingRefusal } from './common.ts';

/** What is open of a line of an order that was agreed before the books began. */
export interface OpenLine extends RowDraft {
  party: string;
  oldNo: string;
  date: string | null;
  required: string | null;
  product: ProductNamed;
  qtyE4: number;
  priceE4: number;
  basis: 'net' | 'gross';
  note: string;
}

interface Entered {
  id: number;
  version: number;
}

/** What orders of one side are about. */
export interface OpenOrders {
  /** Of the change that is told. */
  entity: string;
  /** The column that names the party. */
  party: 'openingCustomer' | 'supplierName';
  find(ctx: WriteContext, name: string): Promise<{ id: number }>;
  /** The order that is there already. */
  there(ctx: WriteContext, partyId: number, oldNo: string): Promise<Entered | undefined>;
  /** Enters the order of these rows, confirmed at once. */
  enter(ctx: WriteContext, partyId: number, lines: readonly OpenLine[]): Promise<Entered>;
}

/** Headers that both sides have. */
export const openLineWords = {
  ...productNameWords,
  priceBasis: priceWords.priceBasis,
  requiredDate:
    '交货日期 交期 要求日期 预计交期 到货日期 预计到货 交貨日期 交期 預計交期 requireddate duedate',
  openingNote: '备注 摘要 说明 備註 說明 note remark',
} as const;

function reader(party: ImportColumn) {
  return (row: SheetRow, mapping: Mapping): OpenLine => {
    const cells = new RowReader(row, mapping, { [party]: 120, oldNo: 40, openingNote: 200 });
    for (const target of [party, 'oldNo', 'openQty', 'orderPrice'] as const) cells.need(target);
    const product = readProduct(cells);
    const qtyE4 = cells.amount('openQty') ?? 0;
    // Of an order that is listed whole, nothing is open of some lines.
    if (cells.text('openQty') !== '' && cells.isZero('openQty')) cells.leaveOut();
    const read = {
      party: cells.text(party),
      oldNo: cells.text('oldNo'),
      date: cells.date('docDate') ?? null,
      required: cells.date('requiredDate') ?? null,
      product,
      qtyE4,
      priceE4: cells.amount('orderPrice') ?? 0,
      basis: readPriceSpan(cells).basis,
      note: cells.text('openingNote'),
    };
    return { ...cells.draft(), ...read };
  };
}

const keyOf = ({ party, oldNo }: OpenLine) => [nameKey(party), oldNo].join('\n');

/** A pass over a file of which rows of one party and old number are one order. */
export async function openOrderWalk(
  side: OpenOrders,
  batch: BatchRecord,
  ahead: () => AsyncGenerator<SheetRow[]>,
): Promise<KindWalk> {
  const draftOf = reader(side.party);
  const mapping = JSON.parse(batch.mapping) as Mapping;
  const all: OpenLine[] = [];
  for await (const rows of ahead()) {
    all.push(...rows.map((row) => draftOf(row, mapping)).filter((draft) => draft.noLine === null));
  }
  const orders = Map.groupBy(all, keyOf);
  /** Orders that this pass could enter, though a dry run took them back. */
  const entered = new Map<string, Entered>();

  async function write(ctx: WriteContext, draft: OpenLine): Promise<WrittenRow> {
    const key = keyOf(draft);
    const lines = orders.get(key)!;
    const head = lines[0]!.row;
    const party = await side.find(ctx, draft.party);
    const there = await side.there(ctx, party.id, draft.oldNo);
    if (draft.row !== head) {
      const made = entered.get(key);
      const whose = made ?? there;
      if (!whose) throw new Refused('opening-order-faulty', { row: head });
      return {
        verdict: made ? 'create' : 'same',
        reasons: [{ code: 'opening-order-line', params: { row: head } }],
        entity: whose,
        kept: null,
      };
    }
    if (there) {
      const reasons: WrittenRow['reasons'] = [{ code: 'opening-same', params: {} }];
      return { verdict: 'same', reasons, entity: there, kept: null };
    }
    const faulty = lines.find((one) => one.problems.length > 0);
    if (faulty) throw new Refused('opening-order-faulty', { row: faulty.row });
    const entity = await side.enter(ctx, party.id, lines);
    entered.set(key, entity);
    return {
      verdict: 'create',
      reasons: [{ code: 'opening-order', params: { count: lines.length } }],
      entity,
      kept: { version: entity.version },
    };
  }
  return rowWalk<OpenLine>(
    {
      entity: side.entity,
      draft: draftOf,
      label: ({ party, oldNo }) => [party, oldNo].join(' '),
      // Rows of one order belong together, whatever they say.
      keys: (draft) => [`${keyOf(draft)}\n${draft.row}`],
      write,
      reasonOf: openingRefusal,
    },
    batch,
  );
}

/** Takes an order of these rows back where nobody worked on it; a line goes with its order. */
export async function takeOrderBack(
  ctx: WriteContext,
  order: { id: number; version: number; state: string } | undefined,
  kept: string | null,
  undo: (id: number, version: number) => Promise<unknown>,
): Promise<boolean> {
  if (kept === null) return order?.state === 'void';
  const { version } = JSON.parse(kept) as { version: number };
  if (order?.version !== version || order.state !== 'confirmed') return false;
  return (await ctx.attempt(async () => await undo(order.id, version))).ok;
}
