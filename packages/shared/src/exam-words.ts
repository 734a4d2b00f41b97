import { in3, type Words } from './words.ts';

/** Words of exam results as a file and as a table: both say the same. */
export const examResultWords = {
  title: in3('考试成绩', '考試成績', 'Exam results'),
  person: in3('姓名', '姓名', 'Name'),
  dept: in3('部门', '部門', 'Department'),
  exam: in3('考试', '考試', 'Exam'),
  no: in3('第几次', '第幾次', 'Try'),
  closedAt: in3('交卷时间', '交卷時間', 'Handed in'),
  score: in3('得分', '得分', 'Score'),
  total: in3('总分', '總分', 'Out of'),
  percent: in3('成绩 %', '成績 %', 'Result %'),
  passPercent: in3('及格线 %', '及格線 %', 'Pass mark %'),
  result: in3('结果', '結果', 'Outcome'),
} as const satisfies Record<string, Words>;

export const outcomeWords = {
  passed: in3('及格', '及格', 'Passed'),
  failed: in3('不及格', '不及格', 'Not passed'),
  marking: in3('待阅卷', '待閱卷', 'To be marked'),
  open: in3('正在考', '作答中', 'Under way'),
} as const satisfies Record<string, Words>;

export type Outcome = keyof typeof outcomeWords;

/** What an attempt came to, as it is said in a word. */
export function outcomeOf({ state, passed }: { state: string; passed: boolean | null }): Outcome {
  if (state === 'open') return 'open';
  return passed === null ? 'marking' : passed ? 'passed' : 'failed';
}
