import { may } from '@xinhang/db/actor.ts';
import { listPriceInquiries } from '@xinhang/db/repositories/price-inquiries.ts';
import {
  inquiryStateWords,
  inquiryWords,
  type InquiryWord,
} from '@xinhang/shared/inquiry-words.ts';
import { inquiriesExport } from '@xinhang/shared/price-inquiries.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { z } from 'zod';
import { todayOf } from '../../http/today.ts';
import type { SheetExport } from '../../jobs/sheet-export.ts';
import type { SheetColumn, SheetValue } from '../../sheets/write-sheet.ts';
import { askersSeen, inquiryReaders } from './access.ts';
import { describeInquiry } from './describe.ts';

const price = { type: 'number', format: '#,##0.00##' } as const;
const qty = { type: 'number', format: '#,##0.####' } as const;
const day = { type: 'date' } as const;
const types: Partial<Record<InquiryWord, Pick<SheetColumn, 'type' | 'format'>>> = {
  date: day,
  wanted: day,
  validTo: day,
  qty,
  minQty: qty,
  leadDays: { type: 'number', format: '0' },
  cost: price,
  offer: price,
  floor: price,
};
const common = [
  'no',
  'date',
  'state',
  'asker',
  'dept',
  'code',
  'thing',
  'spec',
  'qty',
  'unit',
  'wanted',
  'note',
  'leadDays',
  'minQty',
  'validTo',
  'answer',
] as const satisfies readonly InquiryWord[];
const e4 = (value: number | null) => (value === null ? null : value / 10_000);

/** What the list shows, each row as far as the side of its reader sees it. */
export const inquiryFile: SheetExport<z.output<typeof inquiriesExport>> = {
  kind: 'priceInquiries.export',
  input: inquiriesExport,
  needs: inquiryReaders,
  title: ({ lang }) => inquiryWords.title[lang],
  async sheet(ctx, { state: states, mine, q: text, lang }, limit) {
    const { actor } = ctx;
    const askerIds = mine ? [actor.userId] : askersSeen(actor);
    const page = { after: null, limit };
    const found = await listPriceInquiries(ctx.db, { askerIds, states, text }, page);
    const today = await todayOf(ctx);
    // Columns of a side that nobody of theirs could fill are left out.
    const buys = may(actor, 'purchaseOrders.read');
    const costs = actor.fields.cost === 'show' && (buys || may(actor, 'prices.update'));
    const keys: InquiryWord[] = [
      ...common,
      ...(buys ? (['supplier'] as const) : []),
      ...(costs ? (['cost', 'costBasis'] as const) : []),
      'offer',
      'floor',
      'offerBasis',
    ];
    const basis = (of: PriceBasis | null) => (of === null ? '' : inquiryWords[of][lang]);
    const rows = found.map((row): SheetValue[] => {
      const one = describeInquiry(ctx, row, today);
      const cells: Record<string, SheetValue> = {
        no: one.no,
        date: one.businessDate,
        state: (one.expired ? inquiryWords.expired : inquiryStateWords[one.state])[lang],
        asker: one.asker.name,
        dept: one.dept.name,
        code: one.product?.code ?? '',
        thing: one.product?.name ?? one.text,
        spec: one.product?.spec ?? one.spec,
        qty: e4(one.qtyE4),
        unit: one.unit,
        wanted: one.wantedDate,
        note: one.note,
        leadDays: one.leadDays,
        minQty: e4(one.minQtyE4),
        validTo: one.validTo,
        answer: one.declineReason || one.answerNote,
        supplier: one.supplier?.name ?? '',
        cost: e4(one.costE4),
        costBasis: one.costE4 === null ? '' : basis(one.costBasis),
        offer: e4(one.offerE4),
        floor: e4(one.floorE4),
        offerBasis: one.offerE4 === null ? '' : basis(one.offerBasis),
      };
      return keys.map((key) => cells[key]!);
    });
    const columns = keys.map((key) => ({
      header: inquiryWords[key][lang],
      ...(types[key] ?? { type: 'text' as const }),
    }));
    return { columns, rows };
  },
  told: ({ state, mine }) => ({ state, mine }),
};
