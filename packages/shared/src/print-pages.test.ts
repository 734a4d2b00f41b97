import { expect, test } from 'vitest';
import { columnsOn, footOf, headFieldsOf, pagesOf, type PrintedDocument } from './print-pages.ts';
import { printKinds } from './print-kinds.ts';
import { readyLayout } from './print-ready.ts';

const doc = (count: number, more: Partial<PrintedDocument> = {}): PrintedDocument => ({
  kind: 'otherIn',
  id: 1,
  no: 'QTRK-1',
  head: {},
  priced: true,
  lines: Array.from({ length: count }, (_, at) => ({
    texts: { name: `商品 ${at}`, unit: '个', qty: '2', amount: '3.50' },
    numbers: { qty: 2_0000, amount: 350 },
  })),
  ...more,
});
const layout = readyLayout('otherIn', 'continuous-140', 'zh-CN');
const titled = (one: PrintedDocument, of = layout) =>
  columnsOn(one, of, (column) => column.words['zh-CN']);
const pages = (one: PrintedDocument, of = layout) => pagesOf(one, of, titled(one, of));

test('every line stands once, page sums add up to the whole, and the sum is on the last page', () => {
  for (const count of [0, 1, 9, 40, 500]) {
    const found = pages(doc(count));
    expect(found.flatMap((page) => page.lines.map(({ at }) => at))).toEqual(
      Array.from({ length: count }, (_, at) => at + 1),
    );
    expect(found.map((page) => page.totals !== null)).toEqual(
      found.map((page) => page.number === found.length),
    );
    const last = found.at(-1)!;
    expect(last.totals).toEqual({ qty: count * 2_0000, amount: count * 350 });
    if (found.length > 1) {
      const sum = found.reduce((all, page) => all + page.subtotals!['amount']!, 0);
      expect(sum).toBe(count * 350);
    }
  }
  expect(pages(doc(1))[0]!.subtotals).toBeNull();
});

test('carbon paper is one print, else each copy is one; long names take more of a page', () => {
  expect(pages(doc(1)).map((page) => page.copy)).toEqual(['']);
  const each = { ...layout, carbon: false };
  expect(pages(doc(1), each).map((page) => page.copy)).toEqual(['存根', '仓库', '财务']);
  const long = doc(8, {});
  const wide = long.lines.map((line) => ({
    ...line,
    texts: { ...line.texts, name: '很长的名称'.repeat(12) },
  }));
  expect(pages({ ...long, lines: wide }).length).toBeGreaterThan(pages(long).length);
});

test('without prices there is no amount, and different units have no sum', () => {
  const hidden = doc(2, { priced: false });
  expect(titled(hidden).some(({ type }) => type === 'price' || type === 'amount')).toBe(false);
  expect(titled(doc(2), { ...layout, prices: false })).toEqual(titled(hidden));
  const uncounted = doc(2).lines.map((line) => ({ ...line, texts: { ...line.texts, qty: '' } }));
  expect(pages(doc(0, { lines: uncounted }))[0]!.totals).toEqual({ amount: 700 });
  const [one, two] = doc(2).lines;
  const mixed = { ...two!, texts: { ...two!.texts, unit: '千克' } };
  expect(pages(doc(0, { lines: [one!, mixed] }))[0]!.totals).toEqual({ amount: 700 });
});

test('what is about amounts stands on paper with them, whatever its template says', () => {
  for (const [kind, { money, columns }] of Object.entries(printKinds)) {
    const type = kind as keyof typeof printKinds;
    const asked = { ...readyLayout(type, 'a4', 'zh-CN'), prices: false };
    const shown = columnsOn({ kind: type, priced: true }, asked, () => '');
    const amounts = shown.filter((one) => one.type === 'price' || one.type === 'amount');
    expect([kind, amounts.length > 0]).toEqual([kind, money === true]);
    if (money)
      expect(columns.some((one) => one.type === 'amount' || one.type === 'price')).toBe(true);
    const hidden = columnsOn({ kind: type, priced: false }, asked, () => '');
    expect(hidden.some((one) => one.type === 'amount' || one.type === 'price')).toBe(false);
  }
});

test('what a template must ask for stands on no ready one', () => {
  const keys = readyLayout('delivery', 'a4', 'zh-CN').columns.map(({ key }) => key);
  expect(keys).toContain('name');
  expect(keys.filter((key) => key.startsWith('their'))).toEqual([]);
  const asked = { ...layout, columns: [{ key: 'theirCode', title: '', width: 18 }] };
  const doc = { kind: 'delivery', priced: false } as const;
  expect(columnsOn(doc, asked, () => '').map(({ key }) => key)).toEqual(['theirCode']);
});

test('who wrote it stands where the paper asks for it, in any language, and nowhere else', () => {
  const foot = ['制单', '製單', 'Made by', '发货', '客户签收'];
  expect(footOf(foot, { maker: '蒋欣怡' })).toEqual([
    '制单：蒋欣怡',
    '製單：蒋欣怡',
    'Made by：蒋欣怡',
    '发货：',
    '客户签收：',
  ]);
  expect(footOf(['制单'], {})).toEqual(['制单：']);
});

test('a field that does not fit a third of the paper takes rows of its own', () => {
  const of = readyLayout('delivery', 'continuous-140', 'zh-CN');
  const delivery = (shipTo: string, lines = 14) =>
    doc(lines, { kind: 'delivery', head: { shipTo } });
  const place = (shipTo: string) =>
    headFieldsOf(delivery(shipTo), of).find(({ key }) => key === 'shipTo')!;
  expect(place('苏州市吴中区东吴南路 8 号')).toMatchObject({ wide: false });
  const far = '江苏省南通市开发区港口路 88 号工地东门项目部材料库';
  expect(place(far)).toMatchObject({ text: far, wide: true, rows: 1 });
  expect(place(far.repeat(4))).toMatchObject({ wide: true, rows: 2 });
  expect(place('东门\n西门')).toMatchObject({ wide: true, rows: 2 });
  // What it takes is not left for the lines.
  const onFirst = (shipTo: string) => pages(delivery(shipTo, 60), of)[0]!.lines.length;
  expect(onFirst(far.repeat(6))).toBeLessThan(onFirst(''));
});
