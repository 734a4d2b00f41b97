import type { Language } from '@xinhang/shared/auth.ts';
import type { CostCorrection } from '@xinhang/shared/stock-provisional.ts';
import { provisionalWords, stockDocWords } from '@xinhang/shared/stock-words.ts';
import type { StockMoveKind } from '@xinhang/shared/stock.ts';
import type { ReadContext } from '../../http/context.ts';
import { placeWords } from './place-words.ts';
import { describeIssues, findIssues } from './provisional-read.ts';
import { e4, yuan, type Sheet } from './sheet.ts';

interface Asked {
  productId?: number | undefined;
  locationId?: number | undefined;
  all?: boolean | undefined;
  lang: Language;
}

/** What went out before it came in, each issue with what came for it. */
export async function provisionalSheet(
  ctx: ReadContext,
  input: Asked,
  limit: number,
): Promise<Sheet> {
  const { productId, locationId, all, lang } = input;
  const found = await findIssues(ctx, { productId, locationId, all }, { after: null, limit });
  const doc = ({ kind, no }: { kind: string; no: string }) =>
    `${stockDocWords[kind as StockMoveKind][lang]} ${no}`;
  const nameOf = await placeWords(ctx, lang);
  const rows = (await describeIssues(ctx, found)).map((row) => {
    const standing = row.corrections.filter((one) => !one.takenBack);
    const sum = (of: (one: CostCorrection) => number | null) =>
      standing.reduce((whole, one) => whole + (of(one) ?? 0), 0);
    const state = row.takenBack ? 'back' : row.openE4 > 0 ? 'waits' : 'known';
    const joined = (of: (one: CostCorrection) => string) => standing.map(of).join(', ');
    return [
      row.businessDate,
      stockDocWords[row.doc.kind as StockMoveKind][lang],
      row.doc.no,
      row.product.code,
      row.product.name,
      row.product.spec,
      row.product.unit.name,
      nameOf(row.place),
      e4(row.qtyE4),
      e4(row.openE4),
      provisionalWords[state][lang],
      yuan(row.provisionalFen),
      yuan(row.openFen),
      yuan(sum((one) => one.realFen)),
      yuan(sum((one) => (one.realFen ?? 0) - (one.provisionalFen ?? 0))),
      joined((one) => (one.source ? doc(one.source) : provisionalWords.notYours[lang])),
      joined((one) => one.no || provisionalWords.same[lang]),
    ];
  });
  const keys = [
    'date',
    'doc',
    'no',
    'code',
    'name',
    'spec',
    'unit',
    'place',
    'issueQty',
    'issueOpen',
    'state',
    'took',
    'openValue',
    'real',
    'difference',
    'came',
    'corrections',
  ] as const;
  return { keys, rows };
}
