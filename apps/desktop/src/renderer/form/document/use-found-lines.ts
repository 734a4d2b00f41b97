import { api } from '@xinhang/shared/contract/api.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { useCallback, useLayoutEffect, useRef } from 'react';
import { client } from '../../app/client.ts';
import { readNumber } from '../amount-text.ts';
import type { DocLine, LineColumn, LineInput, Place } from './line-column.ts';
import { byBarcode, cellsOf, looksScanned, theOne } from './paste-lines.ts';

const OFFERED = 12;
/** Questions that are on their way at once while many lines are pasted. */
const AT_ONCE = 6;

/** A cell in which a number was expected. */
interface Unread {
  /** Of the document, from 1. */
  line: number;
  title: string;
  text: string;
}

/** What came of a paste. */
interface Pasted {
  count: number;
  /** Lines that name no product. */
  missing: number;
  unread: Unread[];
}

interface Wish<Line extends DocLine> {
  lines: () => readonly Line[];
  put: (lines: readonly Line[]) => void;
  blank: (() => Line) | null;
  input: LineInput<Line> | undefined;
  columns: readonly LineColumn<Line>[];
  addOne: (line: Line) => Line;
  pastes: readonly string[];
  onPasted: (told: Pasted) => void;
  onPlace: (place: Place) => void;
  /** Keys that are pressed while a scan is looked for wait. */
  hold: (work: () => Promise<void>) => Promise<void>;
  /** What was written meanwhile. */
  written: () => string;
}

async function pick<Line>(q: string, input: LineInput<Line> | undefined): Promise<PickedProduct[]> {
  const { services = false, retired } = input?.kind === 'product' ? input : {};
  const query = { q, limit: OFFERED, all: retired };
  const { rows } = await client.call(api.products.pick, { query });
  return rows.filter((row) => services || row.kind === 'goods');
}

/** Lines that a scanner or a paste brings: found one after the other, in the order in which they came. */
export function useFoundLines<Line extends DocLine>(wish: Wish<Line>) {
  const latest = useRef(wish);
  useLayoutEffect(() => {
    latest.current = wish;
  });
  const queue = useRef<Promise<void>>(Promise.resolve());

  const takeScan = useCallback(async (row: number, text: string) => {
    const found = await pick(text, latest.current.input).catch(() => []);
    const { lines, put, blank, input, addOne, onPlace, columns } = latest.current;
    if (input?.kind !== 'product') return;
    const now = lines();
    const product = theOne(text, found);
    const column = columns.findIndex((one) => one.input === input);
    if (product && byBarcode(text, product)) {
      const known = now.findIndex(
        (line) => line.product?.id === product.id && line.product.unit.id === product.unit.id,
      );
      if (known >= 0) put(now.with(known, addOne(now[known]!)));
      else if (blank) put([...now, addOne(input.take(blank(), product))]);
      onPlace({ row: latest.current.lines().length, column });
      return;
    }
    const line = now[row] ?? blank?.();
    if (!line) return;
    const taken = product ? input.take(line, product) : { ...line, product: null, unmatched: text };
    put(row < now.length ? now.with(row, taken) : [...now, taken]);
    // A scanner goes on with the next product, a hand with this one.
    const next = latest.current.written();
    if (!product && (next === '' || looksScanned(next))) {
      onPlace({ row: latest.current.lines().length, column });
      return;
    }
    const stop = columns.findIndex((one, at) => at > column && (one.stops?.(taken) ?? false));
    onPlace({ row: Math.min(row, now.length), column: Math.max(stop, 0) });
  }, []);

  const takePaste = useCallback(async (row: number, text: string) => {
    const rows = cellsOf(text);
    const names = [...new Set(rows.map(([first = '']) => first))];
    const wanted = latest.current.input;
    const found = new Map<string, PickedProduct | null>();
    for (let at = 0; at < names.length; at += AT_ONCE) {
      const some = names.slice(at, at + AT_ONCE);
      const answers = await Promise.all(some.map((name) => pick(name, wanted).catch(() => [])));
      some.forEach((name, index) => found.set(name, theOne(name, answers[index]!)));
    }
    const { lines, put, blank, input, columns, pastes, onPasted } = latest.current;
    if (input?.kind !== 'product' || !blank) return;
    const unread: Unread[] = [];
    const made = rows.map(([first = '', ...cells], at) => {
      const product = found.get(first);
      const line = product
        ? input.take(blank(), product)
        : { ...blank(), product: null, unmatched: first };
      return pastes.reduce((one, key, index) => {
        const column = columns.find((some) => some.key === key);
        const text = cells[index] ?? '';
        if (text === '' || column?.input?.kind !== 'number') return one;
        const value = readNumber(text, column.input.decimals);
        if (value !== null) return column.input.take(one, value);
        unread.push({ line: row + at + 1, title: column.title, text });
        return one;
      }, line);
    });
    const now = lines();
    put([...now.slice(0, row), ...made, ...now.slice(row)]);
    const missing = made.filter((line) => line.unmatched !== undefined).length;
    onPasted({ count: made.length, missing, unread });
  }, []);

  const after = (work: () => Promise<void>) => {
    queue.current = queue.current.then(work, work);
  };
  return {
    scan: useCallback(
      (row: number, text: string) => after(() => latest.current.hold(() => takeScan(row, text))),
      [takeScan],
    ),
    paste: useCallback(
      (row: number, text: string) => after(() => takePaste(row, text)),
      [takePaste],
    ),
  };
}
