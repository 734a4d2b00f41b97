import { api } from '@xinhang/shared/contract/api.ts';
import type { OrderLineFacts } from '@xinhang/shared/sales-orders.ts';
import { useCallback, useEffect, useState } from 'react';
import { client } from '../../app/client.ts';
import { useDebounced } from '../../ui/use-debounced.ts';
import type { FactsOf, OrderLine } from './order-line.ts';

/** A question takes so many lines. */
const AT_ONCE = 100;
const WAIT_MS = 120;
const ONE = 10_000;

interface Known {
  /** Customer and day. */
  of: string;
  /** By product, unit and quantity, and by the first two; null: it could not be read. */
  facts: Map<string, OrderLineFacts | null>;
}

const askedOf = ({ product, qtyE4 }: OrderLine) =>
  product === null ? null : `${product.id}:${product.unit.id}:${qtyE4 || ONE}`;

/**
 * What lines must know of their prices and goods, for a customer on a day: each product, unit and
 * quantity is asked for once.
 */
export function useOrderFacts(
  lines: readonly OrderLine[],
  { customerId, on, enabled }: { customerId: number | null; on: string; enabled: boolean },
): FactsOf {
  const whose = `${customerId} ${on}`;
  const [known, setKnown] = useState<Known>({ of: whose, facts: new Map() });
  const facts = known.of === whose ? known.facts : undefined;
  const wanted = useDebounced(
    [...new Set(lines.flatMap((line) => askedOf(line) ?? []))]
      .filter((one) => facts?.has(one) !== true)
      .join(' '),
    WAIT_MS,
  );
  useEffect(() => {
    if (!enabled || customerId === null || wanted === '') return undefined;
    const stop = new AbortController();
    const all = wanted.split(' ');
    const learn = (asked: readonly string[], rows: readonly OrderLineFacts[]) =>
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
    const ask = async (line: string[]) => {
      const params = { id: customerId };
      const input = { params, query: { on, line }, signal: stop.signal };
      learn(line, (await client.call(api.salesOrders.lineFacts, input)).rows);
    };
    for (let at = 0; at < all.length; at += AT_ONCE) {
      const some = all.slice(at, at + AT_ONCE);
      // What cannot be read is not asked for again and again; saving says what is wrong.
      ask(some).catch(() => {
        if (!stop.signal.aborted) learn(some, []);
      });
    }
    return () => stop.abort();
  }, [wanted, whose, customerId, on, enabled]);
  return useCallback(
    (line) => {
      const asked = askedOf(line);
      if (asked === null) return undefined;
      return facts?.get(asked) ?? facts?.get(asked.slice(0, asked.lastIndexOf(':'))) ?? undefined;
    },
    [facts],
  );
}
