import { in3, type Words } from './words.ts';

/** Words of training results as a file, as the table says them. */
export const trainingResultWords = {
  title: in3('培训成绩', '培訓成績', 'Training results'),
  person: in3('姓名', '姓名', 'Name'),
  dept: in3('部门', '部門', 'Department'),
  assigned: in3('分配', '分配', 'Assigned'),
  finished: in3('完成', '完成', 'Finished'),
  overdue: in3('逾期', '逾期', 'Overdue'),
  rate: in3('完成率 %', '完成率 %', 'Finished %'),
} as const satisfies Record<string, Words>;
