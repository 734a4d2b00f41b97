import { expect, test } from 'vitest';
import { addDays, businessDate, daysBetween, isBusinessDate } from './business-date.ts';
import { maskName, maskPhone } from './masking.ts';
import { pinyinKeys } from './pinyin-keys.ts';
import { nameKey, phoneKey, taxNoKey } from './text-keys.ts';

test('one company meets itself under every spelling', () => {
  const key = nameKey('深圳华瑞科技有限公司');
  for (const other of ['深圳华瑞科技', ' 深圳华瑞科技股份有限公司 ', '深圳（华瑞）科技公司']) {
    expect(nameKey(other)).toBe(key);
  }
  expect(nameKey('ACME Co., Ltd')).toBe(nameKey('Ａcme'));
  expect(nameKey('公司')).toBe('公司');
  expect(nameKey('深圳华瑞科技')).not.toBe(nameKey('深圳华瑞电子'));
});

test('phones meet without country code, signs and extension', () => {
  expect(phoneKey('+86 138-1234-5678').number).toBe('13812345678');
  expect(phoneKey('0755-88888888转123')).toEqual({ number: '075588888888', extension: '123' });
  expect(phoneKey('１３８１２３４５６７８').number).toBe('13812345678');
  expect(taxNoKey('91440300 ma5f-abcd')).toBe('91440300MA5FABCD');
});

test('pinyin knows polyphones in words and surnames', () => {
  expect(pinyinKeys('重庆长安').initials).toBe('cqca');
  expect(pinyinKeys('上海银行').full).toBe('shanghaiyinhang');
  expect(pinyinKeys('单雄信', { surname: true }).initials).toBe('sxx');
  expect(pinyinKeys('北京').sort < pinyinKeys('上海').sort).toBe(true);
});

test('masked texts keep the hint and lose the contact', () => {
  expect(maskPhone('13812345678')).toBe('138****5678');
  expect(maskPhone('8888')).toBe('****88');
  expect(maskName('深圳华瑞科技有限公司')).toBe('深圳********');
});

test('a business date is the day in the company’s zone', () => {
  expect(businessDate(Date.UTC(2026, 10, 23, 16, 30), 'Asia/Shanghai')).toBe('2026-11-24');
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
  expect(daysBetween('2026-11-24', '2026-11-20')).toBe(-4);
  expect(isBusinessDate('2027-02-29')).toBe(false);
});
