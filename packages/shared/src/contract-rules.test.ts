import { expect, test } from 'vitest';
import { milestoneAmounts, shareOfWhole } from './contract-rules.ts';

const share = (shareBp: number, paidFen: number | null = null) => ({
  shareBp,
  amountFen: null,
  paidFen,
});
const said = (amountFen: number) => ({ shareBp: null, amountFen });

test('shares are of the whole to the fen until one was paid', () => {
  expect(milestoneAmounts(113_000, [share(3333), share(3333), share(3334)])).toEqual([
    37_663, 37_663, 37_674,
  ]);
  expect(milestoneAmounts(1000, [said(100), share(5000)])).toEqual([100, 500]);
});

test('what was paid stays, and the shares of the others divide what is left', () => {
  const plan = [share(3333, 37_663), share(3333), share(3334)];
  expect(milestoneAmounts(226_000, plan)).toEqual([37_663, 94_154, 94_183]);
  expect(milestoneAmounts(226_000, [...plan, said(1000)])).toEqual([37_663, 93_654, 93_683, 1000]);
  // Nothing is owed back by a milestone: that the whole is too little is for whoever hands it in.
  expect(milestoneAmounts(30_000, plan)).toEqual([37_663, 0, 0]);
});

test('a share is told as what it really is of the whole', () => {
  expect(shareOfWhole({ shareBp: 3333, amountFen: 37_663 }, 113_000)).toBe(3333);
  expect(shareOfWhole({ shareBp: 3333, amountFen: 94_154 }, 226_000)).toBe(4166);
  expect(shareOfWhole({ shareBp: null, amountFen: 94_154 }, 226_000)).toBeNull();
  expect(shareOfWhole({ shareBp: 3333, amountFen: 0 }, 0)).toBe(3333);
});
