import { expect, test } from 'vitest';
import { isEndorsable } from './bill-rules.ts';

const held = {
  side: 'received',
  state: 'held',
  transferable: true,
  dueOn: '2026-11-24',
} as const;

test('a bill is passed on up to the day on which it is due, while it is held and may be', () => {
  expect(isEndorsable(held, '2026-11-24')).toBe(true);
  expect(isEndorsable(held, '2026-11-25')).toBe(false);
  expect(isEndorsable({ ...held, transferable: false }, '2026-11-01')).toBe(false);
  expect(isEndorsable({ ...held, state: 'endorsed' }, '2026-11-01')).toBe(false);
  expect(isEndorsable({ ...held, side: 'issued', state: 'open' }, '2026-11-01')).toBe(false);
});
