import { api } from '@xinhang/shared/contract/api.ts';
import type { LineFacts } from '@xinhang/shared/stock.ts';
import { useMemo } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';

/** A question takes so many products. */
const AT_ONCE = 200;

/** What lines must know of their products, in the place where they lie. */
export function useLineFacts(
  lines: readonly { product: { id: number } | null }[],
  locationId: number | null,
): ReadonlyMap<number, LineFacts> {
  const text = [...new Set(lines.flatMap((line) => line.product?.id ?? []))]
    .toSorted((a, b) => a - b)
    .join(',');
  const ids = useMemo(() => (text === '' ? [] : text.split(',').map(Number)), [text]);
  const ask = (from: number) => ({
    query: {
      productId: ids.slice(from, from + AT_ONCE),
      ...(locationId !== null && { locationId }),
    },
  });
  // Whoever lends goods may not see the stock room: the server checks what the line must know.
  const mayRead = useMay('stock.read');
  const read = (from: number) => ({ enabled: mayRead && ids.length > from, keep: true });
  const first = useEndpoint(api.stock.facts, ask(0), read(0)).data;
  const second = useEndpoint(api.stock.facts, ask(AT_ONCE), read(AT_ONCE)).data;
  const third = useEndpoint(api.stock.facts, ask(2 * AT_ONCE), read(2 * AT_ONCE)).data;
  return useMemo(
    () =>
      new Map(
        [first, second, third]
          .flatMap((answer) => answer?.rows ?? [])
          .map((row) => [row.productId, row]),
      ),
    [first, second, third],
  );
}
