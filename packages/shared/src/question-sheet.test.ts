import { expect, test } from 'vitest';
import { resultOfAttempt, scoreOfAnswer, shuffled } from './exam-rules.ts';
import { readQuestionSheet } from './question-sheet.ts';

test('a pasted block becomes questions, and each line that does not says why', () => {
  const block = [
    '题型\t题目\t选项\t答案\t分值\t解析',
    '单选\t带伺服的是？\t"A. YF-100\nB. YF-300"\tB\t10\t"说明""第二页"""',
    '多选题\t要报备的？\t折扣|账期｜赠品\tA、C\t\t',
    '判断\t可以徒手装\t\t错\t',
    '填空\t最大压力\t\t300kN|300 千牛',
    '简答\t怎么答“太贵”？\t\t逐行对',
    '',
    '作文\t写一篇',
    '单选\t少选项\t只有一个\tA',
    '单选\t答案太多\t甲|乙\tAB',
    '填空\t没有答案',
    '判断\t分值\t\t对\t1.5',
    '单选\t\t甲|乙\tA',
  ].join('\r\n');
  const lines = readQuestionSheet(block);
  expect(lines.slice(0, 5).map((one) => one.question)).toMatchObject([
    {
      kind: 'single',
      options: ['YF-100', 'YF-300'],
      right: [1],
      points: 10,
      explanation: '说明"第二页"',
    },
    { kind: 'multiple', options: ['折扣', '账期', '赠品'], right: [0, 2], points: 5 },
    { kind: 'boolean', right: [1] },
    { kind: 'fill', accepted: ['300kN', '300 千牛'] },
    { kind: 'text', reference: '逐行对' },
  ]);
  expect(lines.slice(5).map((one) => [one.line, one.fault])).toEqual([
    [8, 'kind'],
    [9, 'options'],
    [10, 'answer'],
    [11, 'answer'],
    [12, 'points'],
    [13, 'text'],
  ]);
});

test('answers have all of the points or none; texts wait for a person', () => {
  const multiple = { kind: 'multiple', points: 6, right: [0, 2], accepted: [] } as const;
  const score = (question: Parameters<typeof scoreOfAnswer>[0], chosen: number[], text = '') =>
    scoreOfAnswer(question, { chosen, text });
  const of = { ...multiple, right: [0, 2], accepted: [] };
  expect([score(of, [2, 0]), score(of, [0]), score(of, [0, 1, 2]), score(of, [])]).toEqual([
    6, 0, 0, 0,
  ]);
  const fill = { kind: 'fill' as const, points: 2, right: [], accepted: ['300 kN'] };
  expect([score(fill, [], '３００ＫＮ。'), score(fill, [], '30kN')]).toEqual([2, 0]);
  const text = { kind: 'text' as const, points: 9, right: [], accepted: [] };
  expect([score(text, [], '说'), score(text, [], '  ')]).toEqual([null, 0]);
});

test('an attempt is passed at the mark, not by rounding up to it', () => {
  const points = (score: number | null, of: number) => ({ score, points: of });
  expect(resultOfAttempt([points(3, 5), points(null, 5)], 60)).toBeNull();
  expect(resultOfAttempt([points(6, 10)], 60)).toEqual({ score: 6, percentBp: 6000, passed: true });
  expect(resultOfAttempt([points(59_999, 100_000)], 60)).toMatchObject({
    percentBp: 6000,
    passed: false,
  });
  expect(resultOfAttempt([], 1)).toMatchObject({ passed: false });
});

test('a shuffled list has everything once, in the order that chance gives', () => {
  const zeros = (bytes: number) => new Uint8Array(bytes);
  expect(shuffled([1, 2, 3, 4], zeros)).toEqual([2, 3, 4, 1]);
  const last = (bytes: number) => new Uint8Array(bytes).fill(255);
  expect(shuffled([1, 2, 3], last).toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
});
