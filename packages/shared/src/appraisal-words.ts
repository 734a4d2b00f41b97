import type { SheetState } from './appraisals.ts';
import { in3, type Words } from './words.ts';

/** Words of the results as a file and as a table: both say the same. */
export const resultWords = {
  title: in3('考核结果', '考核結果', 'Appraisal results'),
  person: in3('姓名', '姓名', 'Name'),
  dept: in3('部门', '部門', 'Department'),
  post: in3('岗位', '職位', 'Post'),
  scheme: in3('考核方案', '考核方案', 'Scheme'),
  period: in3('期间', '期間', 'Period'),
  state: in3('状态', '狀態', 'State'),
  selfTotal: in3('自评', '自評', 'Own score'),
  total: in3('得分', '得分', 'Score'),
  before: in3('上期', '上期', 'Before'),
  grade: in3('等级', '等級', 'Grade'),
  objected: in3('有异议', '有異議', 'Objection'),
} as const satisfies Record<string, Words>;

export const stateWords: Readonly<Record<SheetState, Words>> = {
  draft: in3('待自评', '待自評', 'Own score due'),
  submitted: in3('待评分', '待評分', 'To be scored'),
  scored: in3('待确认', '待確認', 'To be confirmed'),
  closed: in3('已结束', '已結束', 'Closed'),
  void: in3('已作废', '已作廢', 'Void'),
};
