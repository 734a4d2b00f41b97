import { expect, test } from 'vitest';
import { fen } from './money.ts';
import { rmbCapitals } from './rmb-capitals.ts';

// The first six are the amounts of the examples of 支付结算办法, annex 1.
test.each([
  [140_950, '壹仟肆佰零玖元伍角整'],
  [600_714, '陆仟零柒元壹角肆分'],
  [168_032, '壹仟陆佰捌拾元叁角贰分'],
  [10_700_053, '壹拾万柒仟元伍角叁分'],
  [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
  [32_504, '叁佰贰拾伍元零肆分'],
  [0, '零元整'],
  [1, '壹分'],
  [10, '壹角整'],
  [100, '壹元整'],
  [1_000_000_000_000, '壹佰亿元整'],
  [1_000_000_000_001, '壹佰亿元零壹分'],
  [1_000_100, '壹万零壹元整'],
  [100_010_000_000, '壹拾亿零壹拾万元整'],
  [10_500_000_000, '壹亿零伍佰万元整'],
  [10_010_000, '壹拾万零壹佰元整'],
  [-123_45, '负壹佰贰拾叁元肆角伍分'],
  [Number.MAX_SAFE_INTEGER, '玖拾兆零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分'],
])('%s fen is %s', (amount, text) => {
  expect(rmbCapitals(fen(amount))).toBe(text);
});
