import { expect, test } from 'vitest';
import { decodeCsv, readCalendar } from './calendar-text.ts';

test('days, spans, kinds and names in the spellings that people paste', () => {
  const { days, bad, otherYear } = readCalendar(
    [
      '日期,类型,名称',
      '2027-01-01 ~ 2027-01-03 休 元旦',
      '2027/2/6,放假,春节',
      '20270220\t上班\t春节',
      '2027年5月1日至2027年5月2日，休，劳动节',
    ].join('\r\n'),
    2027,
  );
  expect(bad).toEqual([]);
  expect(otherYear).toEqual([]);
  expect(days.map(({ date, kind, name }) => `${date} ${kind} ${name}`)).toEqual([
    '2027-01-01 holiday 元旦',
    '2027-01-02 holiday 元旦',
    '2027-01-03 holiday 元旦',
    '2027-02-06 holiday 春节',
    '2027-02-20 workday 春节',
    '2027-05-01 holiday 劳动节',
    '2027-05-02 holiday 劳动节',
  ]);
});

test('what is not understood is named with its line and nothing of it is taken', () => {
  const read = readCalendar(
    '2027-02-30,休,没有的日子\n2027-01-01,也许\n2026-12-31,休\n\n随便',
    2027,
  );
  expect(read.days).toEqual([]);
  expect(read.bad.map(({ line }) => line)).toEqual([1, 2, 5]);
  expect(read.otherYear).toEqual([3]);
});

test('the later line wins for the same day', () => {
  expect(readCalendar('2027-01-01,休,元旦\n2027-01-01,班,元旦', 2027).days).toEqual([
    { date: '2027-01-01', kind: 'workday', name: '元旦' },
  ]);
});

test('a file from Excel in China is read as well as one in UTF-8', () => {
  const gb18030 = Uint8Array.from([0xd0, 0xdd]);
  expect(decodeCsv(gb18030)).toBe('休');
  expect(decodeCsv(new TextEncoder().encode('休'))).toBe('休');
});
