import fc from 'fast-check';

/** One step of a sequence; numbers that name something count around what there is. */
export type Act =
  | { do: 'order'; basis: 'net' | 'gross'; lines: OrderedLine[] }
  | { do: 'deliver'; which: number; parts: number[]; split: boolean }
  | { do: 'dropShip'; which: number; line: number; qty: number }
  | { do: 'return'; which: number; line: number; qty: number; disposal: string }
  | { do: 'returnFree'; what: number; qty: number; priceE4: number | null; scrap: boolean }
  | { do: 'reverse'; which: number }
  | { do: 'receive'; amountFen: number; settles: boolean; discount: boolean; bill?: boolean }
  | { do: 'moveBill'; which: number; kind: 'collect' | 'discount' | 'dishonour' }
  | { do: 'allocate'; owed: number; paid: number; share: number }
  | { do: 'unallocate'; which: number }
  | { do: 'refund'; paid: number; share: number }
  | { do: 'count'; what: number; counted: number }
  | { do: 'stockUp'; what: number; qty: number; priceE4: number }
  | { do: 'close'; which: number; line: number }
  | { do: 'change'; which: number; line: number; qty: number; added: OrderedLine | null };

interface OrderedLine {
  kind: 'goods' | 'gift';
  what: number;
  qty: number;
  priceE4: number;
  discountBp: number;
  taxBp: number;
}

const place = fc.nat({ max: 40 });
const what = fc.constantFrom(0, 1);
const ordered: fc.Arbitrary<OrderedLine> = fc.record({
  kind: fc.constantFrom('goods', 'goods', 'goods', 'gift'),
  what,
  qty: fc.integer({ min: 1, max: 7 }),
  priceE4: fc.integer({ min: 1, max: 99_999 }),
  discountBp: fc.constantFrom(0, 0, 333, 5000),
  taxBp: fc.constantFrom(0, 600, 1300),
});
const of = <K extends Act['do']>(kind: K) => fc.constant(kind);

/** Steps by how often people take them; what goes out and comes back the most. */
export const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        do: of('order'),
        basis: fc.constantFrom('net', 'gross'),
        lines: fc.array(ordered, { minLength: 1, maxLength: 2 }),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: of('deliver'),
        which: place,
        parts: fc.array(fc.nat({ max: 7 }), { minLength: 2, maxLength: 2 }),
        split: fc.boolean(),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        do: of('dropShip'),
        which: place,
        line: place,
        qty: fc.integer({ min: 1, max: 5 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        do: of('return'),
        which: place,
        line: place,
        qty: fc.integer({ min: 1, max: 3 }),
        disposal: fc.constantFrom('stock', 'scrap', 'replace', 'lost', 'resend'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: of('returnFree'),
        what,
        qty: fc.integer({ min: 1, max: 3 }),
        priceE4: fc.option(fc.integer({ min: 0, max: 99_999 })),
        scrap: fc.boolean(),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: of('reverse'), which: place }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: of('receive'),
        amountFen: fc.integer({ min: 1, max: 9_999 }),
        settles: fc.boolean(),
        discount: fc.boolean(),
        bill: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: of('moveBill'),
        which: place,
        kind: fc.constantFrom('collect', 'discount', 'dishonour', 'dishonour'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: of('allocate'),
        owed: place,
        paid: place,
        share: fc.integer({ min: 1, max: 4 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: of('unallocate'), which: place }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: of('refund'),
        paid: place,
        share: fc.integer({ min: 1, max: 4 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: of('count'), what, counted: fc.nat({ max: 30 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: of('stockUp'),
        what,
        qty: fc.integer({ min: 1, max: 5 }),
        priceE4: fc.integer({ min: 0, max: 99_999 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: of('close'), which: place, line: place }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: of('change'),
        which: place,
        line: place,
        qty: fc.nat({ max: 9 }),
        added: fc.option(ordered),
      }),
    },
  ),
  { minLength: 12, maxLength: 26 },
);

const sold = (qty: number, priceE4: number): Act => ({
  do: 'order',
  basis: 'net',
  lines: [{ kind: 'goods', what: 0, qty, priceE4, discountBp: 0, taxBp: 0 }],
});
const sent = (qty: number): Act => ({ do: 'deliver', which: 0, parts: [qty, 0], split: false });
const back = (disposal: string): Act => ({ do: 'return', which: 0, line: 0, qty: 1, disposal });
const free = (qty: number): Act => ({
  do: 'returnFree',
  what: 0,
  qty,
  priceE4: 3333,
  scrap: false,
});
const undo: Act = { do: 'reverse', which: 1 };
const undoFirst: Act = { do: 'reverse', which: 0 };
const paid: Act = { do: 'receive', amountFen: 100, settles: false, discount: false };
const byBill: Act = { ...paid, amountFen: 100, bill: true } as Act;
const moved = (kind: 'discount' | 'dishonour'): Act => ({ do: 'moveBill', which: 0, kind });
const used: Act = { do: 'allocate', owed: 0, paid: 0, share: 1 };
const refunded: Act = { do: 'refund', paid: 0, share: 1 };
const unused: Act = { do: 'unallocate', which: 0 };
const usedLast: Act = { do: 'allocate', owed: 0, paid: 1, share: 1 };
const counted = (pieces: number): Act => ({ do: 'count', what: 0, counted: pieces });

/** Sequences that once went wrong by a fen: each is played before anything random. */
export const remembered: [Act[]][] = [
  // Discounted, dishonoured, settled by an advance, and all of it taken back.
  [[byBill, moved('discount'), moved('dishonour'), paid, used, undo, undoFirst]],
  // Sent again, and then said not to have come back: three parts of one yuan in thirds.
  [[sold(3, 3333), sent(2), back('replace'), sent(1), undo]],
  // Came back for good, the rest went out, and then it had not come back.
  [[sold(3, 3333), sent(2), back('stock'), sent(1), undo]],
  // Went back out as the last of a pool that is a fen cheaper.
  [[sold(2, 50_000), sent(2), back('stock'), counted(1), undo]],
  // Lost on the way and sent again, and then it had arrived after all.
  [[sold(3, 3333), sent(2), back('resend'), sent(1), undo]],
  // Back from nowhere at the average, and back out when the pool is another.
  [[free(2), counted(1), undo, free(1)]],
  // An advance that was paid back, and the money had never come; then the other way round.
  [[paid, refunded, undoFirst, undoFirst]],
  // Paid back, then not for that advance; then the money had never come, or was never paid back.
  [[paid, refunded, unused, undoFirst, undoFirst]],
  [[paid, refunded, unused, undo, undoFirst]],
  // What was paid back is set against another advance, and then it was not paid back.
  [[paid, refunded, unused, paid, usedLast, undo, undoFirst, undoFirst]],
];
