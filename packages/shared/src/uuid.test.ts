import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUuid, uuidv7 } from './uuid.ts';

test('the example of RFC 9562, A.6', () => {
  const random = [0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f];
  expect(uuidv7(0x017f22e279b0, () => Uint8Array.from(random))).toBe(
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
  );
});

test('is a UUID and sorts by time', () => {
  const time = fc.integer({ min: 0, max: 2 ** 48 - 2 });
  const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(time, bytes, bytes, (now, first, second) => {
      const early = uuidv7(now, () => first);
      expect(isUuid(early)).toBe(true);
      expect(early < uuidv7(now + 1, () => second)).toBe(true);
    }),
  );
});

test('refuses what is none', () => {
  expect(() => uuidv7(-1, () => new Uint8Array(10))).toThrow(RangeError);
  expect(() => uuidv7(1, () => new Uint8Array(9))).toThrow(RangeError);
  expect(isUuid('017F22E2-79B0-7CC3-98C4-DC0C0C07398F')).toBe(true);
  for (const text of [
    '',
    '017f22e279b07cc398c4dc0c0c07398f',
    '017f22e2-79b0-0cc3-98c4-dc0c0c07398f',
  ]) {
    expect(isUuid(text)).toBe(false);
  }
});
