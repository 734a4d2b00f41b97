import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineAmounts, partOfLine } from './line-amounts.ts';
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
