import { expect, test } from 'vitest';
import { optionalText, requiredText } from './fields.ts';

test.each([
  ['  上海 腾朗\u3000', '上海 腾朗'],
  ['\u200b腾朗\ufeff', '腾朗'],
  ['a\u0000b\u001bc', 'abc'],
  ['第一行\n\t第二行', '第一行\n\t第二行'],
  ['👨\u200d👩\u200d👧', '👨\u200d👩\u200d👧'],
])('a text loses what nobody can see: %j', (given, kept) => {
  expect(requiredText(40).parse(given)).toBe(kept);
});

test.each(['', ' ', '\u3000', '\u200b\u200b', '\u0000', '\u2060 \ufeff'])(
  'a text of nothing visible is empty: %j',
  (given) => {
    expect(requiredText(40).safeParse(given).success).toBe(false);
    expect(optionalText(40).parse(given)).toBe('');
  },
);
