import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineAmounts, partOfAmounts, partOfLine } from './line-amounts.ts';
import { fen } from './money.ts';
import { priceE4, qtyE4 } from './quantity.ts';

test('a price with tax holds it, a price without gets it on top', () => {
  const asked = (basis: 'net' | 'gross') =>
    lineAmounts(qtyE4(3_0000), priceE4(11_3000), { basis, taxBp: 1300 });
  expect(asked('gross')).toEqual({ netFen: 3000, taxFen: 390, grossFen: 3390 });
  expect(asked('net')).toEqual({ netFen: 3390, taxFen: 441, grossFen: 3831 });
});

test('net and tax sum to gross, and parts to the line, however it is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.integer({ min: 0, max: 10_000 }),
      fc.constantFrom('net' as const, 'gross' as const),
      (cuts, price, taxBp, basis) => {
        const ofE4 = cuts.reduce((sum, cut) => sum + cut, 0);
        const line = lineAmounts(qtyE4(ofE4), priceE4(price), { basis, taxBp });
        expect(line.netFen + line.taxFen).toBe(line.grossFen);
        for (const whole of Object.values(line)) {
          let [doneE4, postedFen] = [0, 0];
          for (const cut of cuts) {
            doneE4 += cut;
            postedFen += partOfLine(fen(whole), { doneE4, ofE4, postedFen });
          }
          expect(postedFen).toBe(whole);
        }
      },
    ),
  );
});

test('parts of parts sum to them, and stay within a fen of the price, however they are cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 4 }), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.integer({ min: 0, max: 9_000_000 }),
      fc.constantFrom(0, 300, 900, 1300),
      fc.constantFrom('net' as const, 'gross' as const),
      (cuts, price, taxBp, basis) => {
        // As goods are ordered, come in parts, and go back or are invoiced in parts of those.
        const qtyOf = (cut: readonly number[]) => cut.reduce((sum, one) => sum + one, 0);
        const cutUp = (whole: { netFen: number; taxFen: number }, pieces: readonly number[]) => {
          const posted = { netFen: 0, taxFen: 0 };
          let doneE4 = 0;
          const ofE4 = qtyOf(pieces);
          const parts = pieces.map((piece) => {
            doneE4 += piece;
            const part = partOfAmounts(whole, { basis, doneE4, ofE4, posted: { ...posted } });
            posted.netFen += part.netFen;
            posted.taxFen += part.taxFen;
            return part;
          });
          expect(posted).toEqual({ netFen: whole.netFen, taxFen: whole.taxFen });
          return parts;
        };
        const priced = ({ netFen, taxFen }: { netFen: number; taxFen: number }) =>
          basis === 'net' ? netFen : netFen + taxFen;
        const quantities = cuts.map(qtyOf);
        const ordered = lineAmounts(qtyE4(qtyOf(quantities)), priceE4(price), { basis, taxBp });
        const came = cutUp({ netFen: ordered.netFen, taxFen: ordered.taxFen }, quantities);
        for (const [at, whole] of came.entries()) {
          const parts = cutUp(whole, cuts[at]!);
          for (const [index, part] of parts.entries()) {
            const exact = (priced(whole) * cuts[at]![index]!) / quantities[at]!;
            expect(Math.abs(priced(part) - exact)).toBeLessThanOrEqual(1);
          }
        }
      },
    ),
  );
});

test('a piece of what is priced with tax comes to its price', () => {
  const { netFen, taxFen } = lineAmounts(qtyE4(2_0000), priceE4(7_4400), {
    basis: 'gross',
    taxBp: 1300,
  });
  const piece = (done: number, posted: { netFen: number; taxFen: number }) =>
    partOfAmounts({ netFen, taxFen }, { basis: 'gross', doneE4: done, ofE4: 2_0000, posted });
  const first = piece(1_0000, { netFen: 0, taxFen: 0 });
  const second = piece(2_0000, first);
  expect([first, second].map((one) => one.netFen + one.taxFen)).toEqual([744, 744]);
  expect(first.netFen + second.netFen).toBe(netFen);
});

test('pieces come to their price on the side that is priced, and sum to the line on each', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 100_000 }),
      fc.constantFrom(0, 300, 600, 900, 1300),
      fc.constantFrom('net' as const, 'gross' as const),
      (pieces, price, taxBp, basis) => {
        const priceFen = price * 100;
        const asked = { basis, taxBp };
        const whole = lineAmounts(qtyE4(pieces * 10_000), priceE4(priceFen), asked);
        const sum = { netFen: 0, taxFen: 0 };
        for (let done = 1; done <= pieces; done += 1) {
          const cut = { basis, doneE4: done * 10_000, ofE4: pieces * 10_000, posted: { ...sum } };
          const { netFen, taxFen } = partOfAmounts(whole, cut);
          expect(basis === 'net' ? netFen : netFen + taxFen).toBe(price);
          sum.netFen += netFen;
          sum.taxFen += taxFen;
        }
        expect(sum).toEqual({ netFen: whole.netFen, taxFen: whole.taxFen });
      },
    ),
  );
});
