import { in3, type Words } from './words.ts';

/** Words of training results as a file, as the table says them. */
export const trainingResultWords = {
  title: in3('培训成绩', '培訓成績', 'Training results'),
  person: in3('姓名', '姓名', 'Name'),
  dept: in3('部门', '部門', 'Department'),
  assigned: in3('分配', '分配', 'Assigned'),
  finished: in3('完成', '完成', 'Finished'),
  overdue: in3('逾期', '逾期', 'Overdue'),
  hours: in3('培训小时', '培訓小時', 'Hours'),
  rate: in3('完成率 %', '完成率 %', 'Finished %'),
} as const satisfies Record<string, Words>;

/** Hours as they are shown: to a tenth. */
export const hoursOfMinutes = (minutes: number) => Math.round(minutes / 6) / 10;
