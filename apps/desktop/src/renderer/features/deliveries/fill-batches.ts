import type { LineFacts } from '@xinhang/shared/stock.ts';
import type { DraftLine } from './delivery-line.ts';

/** Of which product which batches lie in the warehouse, in the order in which they came. */
export type LyingBatches = ReadonlyMap<number, Pick<LineFacts, 'batches'>>;

/** Whether a line goes out and does not say of which batch. */
export const lacksBatch = ({ saved, qtyE4, batch }: DraftLine): boolean =>
  saved.tracksBatch && batch === '' && (qtyE4 ?? 0) > 0;

/**
 * Lines with the batches that came first, what other lines take of them left out; a line that no
 * batch fills alone becomes several. What lies nowhere stays without a batch.
 */
export function filledBatches(lines: readonly DraftLine[], lying: LyingBatches): DraftLine[] {
  const taken = new Map<string, number>();
  const keyOf = (line: DraftLine, batch: string) => `${line.product?.id}/${batch}`;
  const take = (key: string, qtyE4: number) => taken.set(key, (taken.get(key) ?? 0) + qtyE4);
  for (const line of lines) if (line.batch !== '') take(keyOf(line, line.batch), line.qtyE4 ?? 0);
  return lines.flatMap((line) => {
    if (!lacksBatch(line)) return [line];
    const parts: DraftLine[] = [];
    let left = line.qtyE4!;
    for (const { batch, qtyE4 } of lying.get(line.product?.id ?? 0)?.batches ?? []) {
      const key = keyOf(line, batch);
      const part = Math.min(left, qtyE4 - (taken.get(key) ?? 0));
      if (part <= 0) continue;
      take(key, part);
      parts.push({ ...line, batch, qtyE4: part });
      left -= part;
      if (left === 0) break;
    }
    if (left > 0) parts.push({ ...line, qtyE4: left });
    return parts.map((part, at) => (at === 0 ? part : { ...part, key: `${line.key}-${at}` }));
  });
}
