import { expect, test } from 'vitest';
import { proposedCause, type LateLine } from './delivery-rules.ts';

const TODAY = '2026-11-24';
const late: LateLine = {
  dueOn: '2026-11-20',
  openE4: 30_000,
  onHandE4: 10_000,
  dropShip: false,
  supply: null,
};
const ordered = { orderedE4: 20_000, comingOn: '2026-11-22' };

test('why a line is late is proposed by its goods, never of one that is not', () => {
  const cause = (more: Partial<LateLine>) => proposedCause({ ...late, ...more }, TODAY);
  expect(cause({})).toBe('stock');
  expect(cause({ supply: ordered })).toBe('purchase');
  expect(cause({ supply: { orderedE4: 0, comingOn: null } })).toBe('stock');
  // Enough lies there, what lies there is hidden, or it is not late: nobody knows.
  expect(cause({ onHandE4: 30_000, supply: ordered })).toBeNull();
  expect(cause({ onHandE4: null, supply: ordered })).toBeNull();
  expect(cause({ dueOn: TODAY })).toBeNull();
  expect(cause({ dueOn: null })).toBeNull();
  // What the supplier ships never lies here.
  expect(cause({ dropShip: true, onHandE4: 0, supply: ordered })).toBe('purchase');
  expect(cause({ dropShip: true, onHandE4: 0 })).toBeNull();
});
