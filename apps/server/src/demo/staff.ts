import type { HomeParts } from '@xinhang/shared/dept-homes.ts';
import type { SalesModel } from '@xinhang/shared/sales-models.ts';

/** Departments of the demo company; the head is the login of a person below. */
export interface DemoDept {
  key: string;
  name: string;
  type: 'branch' | 'office' | 'dept' | 'team';
  /** Empty: the company itself. */
  parent: string;
  head: string;
  /** Absent: as the one above. */
  salesModel?: SalesModel;
  /** Develops new customers beside (S70). */
  development?: boolean;
  /** What its people find on their screens in place of the preset. */
  home?: Partial<HomeParts>;
}

export interface DemoPerson {
  login: string;
  name: string;
  dept: string;
  roles: readonly string[];
  post: string;
  /** Business date; of a newcomer the demo reckons it. */
  hiredOn: string;
  /** Colleagues whom an assistant works for. */
  assists?: readonly string[];
  state?: 'active' | 'left';
  /** Came so many days before the demo, on probation for so many days from then. */
  newcomer?: { hiredAgo: number; probationDays: number };
}

export const COMPANY_NAME = '远帆工业自动化有限公司';

const dept = (
  key: string,
  name: string,
  type: DemoDept['type'],
  parent: string,
  head: string,
  way: Pick<DemoDept, 'salesModel' | 'development' | 'home'> = {},
): DemoDept => ({ key, name, type, parent, head, ...way });

/** Headquarters in 上海, two branches with their offices and teams. */
export const demoDepts: readonly DemoDept[] = [
  dept('sales', '销售管理部', 'dept', '', 'gaowenbo'),
  dept('finance', '财务部', 'dept', '', 'songlihua'),
  dept('purchase', '采购部', 'dept', '', 'fanjianjun'),
  dept('stock', '仓储部', 'dept', '', 'pengdahai'),
  dept('service', '售后服务部', 'dept', '', 'duanxuefeng'),
  dept('east', '华东分公司', 'branch', '', 'luzhiyuan'),
  dept('shanghai', '上海办事处', 'office', 'east', 'shenyi'),
  dept('shanghai1', '上海一组', 'team', 'shanghai', 'zhouhaiyan'),
  dept('shanghai2', '上海二组', 'team', 'shanghai', 'wupeng'),
  dept('hangzhou', '杭州办事处', 'office', 'east', 'xuwenjing'),
  dept('hangzhou1', '杭州一组', 'team', 'hangzhou', 'qianjiaming', {
    salesModel: 'retain',
    development: true,
  }),
  dept('south', '华南分公司', 'branch', '', 'huangguoqiang'),
  dept('guangzhou', '广州办事处', 'office', 'south', 'liangshufen'),
  dept('guangzhou1', '广州一组', 'team', 'guangzhou', 'heyonggang', {
    salesModel: 'retain',
    // Orders are what this team lives by: who is late and who sleeps comes first.
    home: {
      views: ['sleeping', 'idle30', 'valued', 'dealing'],
      weekly: ['won', 'wonFen', 'visits', 'calls', 'kept', 'logsMissing'],
      measures: { achievement: 'won', ranking: 'visits' },
    },
  }),
  dept('shenzhen', '深圳办事处', 'office', 'south', 'zhengkai', { salesModel: 'project' }),
];

const person = (
  login: string,
  name: string,
  dept: string,
  role: string,
  post: string,
  hiredOn: string,
  more: Partial<DemoPerson> = {},
): DemoPerson => ({ login, name, dept, roles: [role], post, hiredOn, ...more });

/** The first person of each role is the one whose login is printed. */
export const demoPeople: readonly DemoPerson[] = [
  person('linyuanfan', '林远帆', '', 'owner', '总经理', '2011-03-01'),
  person('baixiaoyu', '白晓宇', '', 'administrator', '系统管理员', '2018-07-02'),
  person('gaowenbo', '高文博', 'sales', 'sales-director', '销售总监', '2013-05-06'),
  person('luzhiyuan', '陆志远', 'east', 'branch-manager', '华东分公司经理', '2014-02-17'),
  person('huangguoqiang', '黄国强', 'south', 'branch-manager', '华南分公司经理', '2014-09-01'),
  person('shenyi', '沈毅', 'shanghai', 'office-head', '上海办事处主任', '2015-04-13'),
  person('xuwenjing', '徐文静', 'hangzhou', 'office-head', '杭州办事处主任', '2016-03-07'),
  person('liangshufen', '梁淑芬', 'guangzhou', 'office-head', '广州办事处主任', '2015-10-12'),
  person('zhengkai', '郑凯', 'shenzhen', 'office-head', '深圳办事处主任', '2017-06-19'),
  person('zhouhaiyan', '周海燕', 'shanghai1', 'sales-manager', '上海一组主管', '2017-03-20'),
  person('wupeng', '吴鹏', 'shanghai2', 'sales-manager', '上海二组主管', '2018-04-09'),
  person('qianjiaming', '钱佳明', 'hangzhou1', 'sales-manager', '杭州一组主管', '2018-08-27'),
  person('heyonggang', '何永刚', 'guangzhou1', 'sales-manager', '广州一组主管', '2017-11-06'),
  person('chenjing', '陈静', 'shanghai1', 'salesperson', '业务员', '2019-03-11'),
  person('zhangwei', '张伟', 'shanghai1', 'salesperson', '业务员', '2020-07-06'),
  person('liuyang', '刘洋', 'shanghai2', 'salesperson', '业务员', '2020-04-20'),
  person('tangxiaolei', '唐晓蕾', 'shanghai2', 'salesperson', '业务员', '2022-03-14'),
  person('yuhao', '余浩', 'hangzhou1', 'salesperson', '业务员', '2021-05-10'),
  person('fangminmin', '方敏敏', 'hangzhou1', 'salesperson', '业务员', '2023-02-20'),
  person('liminghui', '李明辉', 'guangzhou1', 'salesperson', '业务员', '2019-09-02'),
  person('ouyangfei', '欧阳菲', 'guangzhou1', 'salesperson', '业务员', '2021-11-15'),
  person('caizhijie', '蔡志杰', 'shenzhen', 'salesperson', '业务员', '2020-10-12'),
  person('xiebingqing', '谢冰清', 'shenzhen', 'salesperson', '业务员', '2022-06-06'),
  person('sunyiming', '孙一鸣', 'shanghai1', 'salesperson', '业务员', '', {
    newcomer: { hiredAgo: 82, probationDays: 91 },
  }),
  person('maodongsheng', '毛东升', 'shanghai2', 'salesperson', '业务员', '2018-05-21', {
    state: 'left',
  }),
  person('jiangxinyi', '蒋欣怡', 'sales', 'sales-assistant', '销售助理', '2021-07-05', {
    assists: ['chenjing', 'zhangwei', 'liuyang'],
  }),
  person('fanjianjun', '范建军', 'purchase', 'buyer', '采购员', '2016-05-16'),
  person('pengdahai', '彭大海', 'stock', 'warehouse', '仓库主管', '2015-08-03'),
  person('renxiuqin', '任秀琴', 'finance', 'cashier', '出纳', '2017-01-09'),
  person('linmeihua', '林美华', 'south', 'cashier', '分公司出纳', '2020-03-16'),
  person('songlihua', '宋丽华', 'finance', 'accountant', '主办会计', '2014-06-03'),
  person('duanxuefeng', '段雪峰', 'service', 'service', '售后工程师', '2016-09-26'),
  person('wenguihua', '温桂华', 'stock', 'warehouse', '华南仓仓库员', '2020-03-02'),
];

export interface Seller {
  login: string;
  /** Places where this person's customers are. */
  cities: readonly string[];
  region: string;
  /** Of the customers of the company. */
  weight: number;
}

export const east = '华东';
export const south = '华南';
/** Who owns customers, and where. */
export const sellers: readonly Seller[] = [
  { login: 'chenjing', cities: ['上海', '苏州', '昆山'], region: east, weight: 11 },
  { login: 'zhangwei', cities: ['上海', '无锡', '南通'], region: east, weight: 9 },
  { login: 'liuyang', cities: ['上海', '嘉兴'], region: east, weight: 9 },
  { login: 'tangxiaolei', cities: ['苏州', '常州'], region: east, weight: 6 },
  { login: 'yuhao', cities: ['杭州', '绍兴', '宁波'], region: east, weight: 9 },
  { login: 'fangminmin', cities: ['杭州', '湖州', '台州'], region: east, weight: 5 },
  { login: 'liminghui', cities: ['广州', '佛山'], region: south, weight: 9 },
  { login: 'ouyangfei', cities: ['广州', '中山', '珠海'], region: south, weight: 7 },
  { login: 'caizhijie', cities: ['深圳', '东莞'], region: south, weight: 9 },
  { login: 'xiebingqing', cities: ['深圳', '惠州'], region: south, weight: 6 },
  { login: 'maodongsheng', cities: ['上海', '南京'], region: east, weight: 5 },
  { login: 'zhouhaiyan', cities: ['上海'], region: east, weight: 3 },
  { login: 'wupeng', cities: ['上海', '南京'], region: east, weight: 3 },
  { login: 'qianjiaming', cities: ['杭州', '宁波'], region: east, weight: 3 },
  { login: 'heyonggang', cities: ['佛山', '广州'], region: south, weight: 3 },
  { login: 'zhengkai', cities: ['深圳'], region: south, weight: 3 },
];

/** Whose customers went on to whom when this person left, so many days before the demo. */
export const leaver = {
  login: 'maodongsheng',
  heirs: ['liuyang', 'tangxiaolei'],
  by: 'wupeng',
  leftAgo: 46,
} as const;

/** Who may give away a seller's customers: the head of the team, or of the office. */
export const headOf: Readonly<Record<string, string>> = {
  chenjing: 'zhouhaiyan',
  zhangwei: 'zhouhaiyan',
  liuyang: 'wupeng',
  tangxiaolei: 'wupeng',
  maodongsheng: 'wupeng',
  yuhao: 'qianjiaming',
  fangminmin: 'qianjiaming',
  liminghui: 'heyonggang',
  ouyangfei: 'heyonggang',
  caizhijie: 'zhengkai',
  xiebingqing: 'zhengkai',
};
