import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskName, maskPhone } from './masking.ts';
import { nameKey, phoneDigits, phoneKey, taxNoKey } from './text-keys.ts';

test('one company meets itself under every spelling', () => {
  const key = nameKey('深圳华瑞科技有限公司');
  for (const other of [
    '深圳华瑞科技',
    ' 深圳华瑞科技股份有限公司 ',
    '深圳（华瑞）科技公司',
    '深圳 华瑞 科技 有限 公司',
    '深圳华瑞科技（集团）有限公司',
    '深圳华瑞科技【集团】有限责任公司',
    '深圳华瑞科技集团股份公司',
    '深圳华瑞科技（有限合伙）',
    '深圳华瑞科技 Co., Ltd. 公司',
    '深圳華瑞科技股份有限公司',
    '深圳華瑞科技（集團）有限責任公司',
  ]) {
    expect(nameKey(other), other).toBe(key);
  }
  for (const other of ['Ａcme', 'ACME Inc.', 'Acme Corp', 'acme gmbh', 'ACME Company Limited']) {
    expect(nameKey(other), other).toBe('acme');
  }
});

test('what tells two companies apart stays', () => {
  expect(nameKey('华为（深圳）有限公司')).toBe('华为深圳');
  expect(nameKey('华为（深圳）有限公司')).not.toBe(nameKey('华为（北京）有限公司'));
  expect(nameKey('深圳华瑞科技')).not.toBe(nameKey('深圳华瑞电子'));
  expect(nameKey('华瑞有限公司深圳分公司')).not.toBe(nameKey('华瑞有限公司'));
  expect(nameKey('Zinc')).toBe('zinc');
  expect(nameKey('Marco')).toBe('marco');
});

test('a name key is never empty and is its own key', () => {
  expect(nameKey('公司')).toBe('公司');
  expect(nameKey('（集团）有限公司')).toBe('有限公司');
  expect(nameKey('（集团）')).toBe('集团');
  expect(nameKey('Ltd.')).toBe('ltd');
  expect(nameKey('***')).toBe('***');
  expect(nameKey('  ')).toBe('');
  const part = fc.constantFrom('华', '瑞', '集团', '公司', '有限', '(', ')', ' ', 'co', 'ltd', 'a');
  fc.assert(
    fc.property(fc.array(part, { minLength: 1 }), (parts) => {
      const name = parts.join('');
      expect(nameKey(name) === '').toBe(name.trim() === '');
      expect(nameKey(name)).toBe(nameKey(name.toUpperCase()));
    }),
  );
});

test.each([
  ['+86 138-1234-5678', '13812345678', ''],
  ['0086 13812345678', '13812345678', ''],
  ['8613812345678', '13812345678', ''],
  ['(86)0755-88888888', '075588888888', ''],
  ['１３８１２３４５６７８', '13812345678', ''],
  ['138 1234 5678', '13812345678', ''],
  ['1381234-5678', '13812345678', ''],
  ['0755-88888888', '075588888888', ''],
  ['+86 755 8888 8888', '075588888888', ''],
  ['+86 10 12345678', '01012345678', ''],
  ['0755-8888-8888', '075588888888', ''],
  ['021-6888-8888', '02168888888', ''],
  ['0755-88888888转123', '075588888888', '123'],
  ['+86 0755-88888888 转 123', '075588888888', '123'],
  ['0755-88888888-8001', '075588888888', '8001'],
  ['(0755)88888888-8001', '075588888888', '8001'],
  ['88888888-8001', '88888888', '8001'],
  ['8888888 ext 12', '8888888', '12'],
  ['0755-88888888 x12', '075588888888', '12'],
  ['88888888 分机：8001', '88888888', '8001'],
  ['400-800-8820', '4008008820', ''],
  ['400-800-8820-3', '4008008820', '3'],
  ['+852 2345 6789', '0085223456789', ''],
  ['00852-23456789', '0085223456789', ''],
  ['+1 302 555 0173', '0013025550173', ''],
  ['95588', '95588', ''],
  ['fax 95588', '95588', ''],
  ['无', '', ''],
])('phone %s', (text, number, extension) => {
  expect(phoneKey(text)).toEqual({ number, extension });
});

test('digits and tax numbers', () => {
  expect(phoneDigits('０755-8888 转 1')).toBe('075588881');
  expect(taxNoKey('91440300 ma5f-abcd')).toBe('91440300MA5FABCD');
  fc.assert(fc.property(fc.string(), (text) => /^\d*$/.test(phoneKey(text).number)));
});

test('masked texts keep the hint and lose the contact', () => {
  expect(maskPhone('13812345678')).toBe('138****5678');
  expect(maskPhone('8888')).toBe('****88');
  expect(maskName('深圳华瑞科技有限公司')).toBe('深圳********');
});
