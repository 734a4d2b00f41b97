import { useCallback, useEffect, useRef, useState } from 'react';
import { useDebounced } from '../../ui/use-debounced.ts';
import type { DocLine } from './line-column.ts';

/** A question takes so many lines. */
const AT_ONCE = 100;
const WAIT_MS = 120;
const ONE = 10_000;

interface LineFacts {
  productId: number;
  unitId: number;
  qtyE4: number;
}
interface Known<Facts> {
  /** Of whom and for which day. */
  of: string;
  /** By product, unit and quantity, and by the first two; null: it could not be read. */
  facts: Map<string, Facts | null>;
}
type Line = DocLine & { qtyE4: number | null };

const askedOf = ({ product, qtyE4 }: Line) =>
  product === null ? null : `${product.id}:${product.unit.id}:${qtyE4 || ONE}`;

/**
 * What lines must know of their prices and goods: each product, unit and quantity is asked for once.
 * `whose` says whom the answers are of; with another they are asked for anew.
 */
export function useAskedFacts<Facts extends LineFacts>(
  lines: readonly Line[],
  whose: string,
  /** Null: nothing is asked now. Takes `product:unit:quantity`, a line each. */
  ask: ((line: string[], signal: AbortSignal) => Promise<{ rows: readonly Facts[] }>) | null,
): (line: Line) => Facts | undefined {
  const [known, setKnown] = useState<Known<Facts>>({ of: whose, facts: new Map() });
  const facts = known.of === whose ? known.facts : undefined;
  const wanted = useDebounced(
    [...new Set(lines.flatMap((line) => askedOf(line) ?? []))]
      .filter((one) => facts?.has(one) !== true)
      .join(' '),
    WAIT_MS,
  );
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  const asks = ask !== null;
  useEffect(() => {
    if (!asks || wanted === '') return undefined;
    const stop = new AbortController();
    const all = wanted.split(' ');
    const learn = (asked: readonly string[], rows: readonly Facts[]) =>
      setKnown((before) => {
        const next = new Map(before.of === whose ? before.facts : []);
        for (const one of asked) next.set(one, null);
        for (const row of rows) {
          const key = `${row.productId}:${row.unitId}`;
          next.set(`${key}:${row.qtyE4}`, row);
          // Until that of another quantity is there.
          next.set(key, row);
        }
        return { of: whose, facts: next };
      });
    for (let at = 0; at < all.length; at += AT_ONCE) {
      const some = all.slice(at, at + AT_ONCE);
      // What cannot be read is not asked for again and again; saving says what is wrong.
      latest.current!(some, stop.signal)
        .then(({ rows }) => learn(some, rows))
        .catch(() => {
          if (!stop.signal.aborted) learn(some, []);
        });
    }
    return () => stop.abort();
  }, [wanted, whose, asks]);
  return useCallback(
    (line) => {
      const asked = askedOf(line);
      if (asked === null) return undefined;
      return facts?.get(asked) ?? facts?.get(asked.slice(0, asked.lastIndexOf(':'))) ?? undefined;
    },
    [facts],
  );
}
