import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskName, maskPhone } from './masking.ts';

test.each([
  ['13812345678', '138****5678'],
  [' 13812345678 ', '138****5678'],
  ['0755-88888888', '075****8888'],
  ['88886666', '****666'],
  ['95588', '****88'],
  ['110', '****0'],
  ['1', '****'],
  ['', '****'],
])('phone %s is shown as %s', (phone, shown) => {
  expect(maskPhone(phone)).toBe(shown);
});

test.each([
  ['深圳华瑞科技有限公司', '深圳********'],
  ['深圳华瑞科技发展股份有限公司', '深圳********'],
  ['华瑞科', '华**'],
  ['李', '*'],
  ['\u{20BB7}野家株式会社', '\u{20BB7}野*****'],
  ['', ''],
])('name %s is shown as %s', (name, shown) => {
  expect(maskName(name)).toBe(shown);
});

test('at most seven digits of a phone and half of a name are shown', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{1,20}$/), (phone) => {
      const shown = maskPhone(phone).replaceAll('*', '').length;
      expect(shown).toBeLessThanOrEqual(phone.length < 10 ? phone.length / 2 : 7);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[深圳华瑞科技]{1,12}$/u), (name) => {
      const shown = maskName(name).replaceAll('*', '').length;
      expect(shown).toBeLessThanOrEqual(Math.min(2, name.length / 2));
    }),
  );
});
