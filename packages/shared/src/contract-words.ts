import type {
  ContractKind,
  ContractState,
  MilestoneState,
  MilestoneTrigger,
} from './contract-rules.ts';
import { in3, type Words } from './words.ts';

/** Words of contracts as a file and on paper. */
export const contractWords = {
  contractsTitle: in3('销售合同', '銷售合約', 'Sales contracts'),
  linesTitle: in3('销售合同明细', '銷售合約明細', 'Lines of sales contracts'),
  milestonesTitle: in3('合同收款计划', '合約收款計畫', 'Pay plans of contracts'),
  no: in3('合同编号', '合約編號', 'Number'),
  title: in3('合同名称', '合約名稱', 'Title'),
  revision: in3('版本', '版本', 'Version'),
  kind: in3('合同类型', '合約類型', 'Kind'),
  state: in3('状态', '狀態', 'State'),
  customer: in3('客户', '客戶', 'Customer'),
  customerNo: in3('客户合同号', '客戶合約號', 'Their number'),
  signedOn: in3('签订日期', '簽訂日期', 'Signed on'),
  startOn: in3('开始日期', '開始日期', 'From'),
  endOn: in3('结束日期', '結束日期', 'To'),
  amount: in3('金额', '金額', 'Amount'),
  gross: in3('含税合计', '含稅合計', 'Total'),
  owner: in3('负责人', '負責人', 'Owner'),
  dept: in3('部门', '部門', 'Department'),
  reason: in3('原因', '原因', 'Reason'),
  note: in3('备注', '備註', 'Note'),
  lineKind: in3('类型', '類型', 'Kind'),
  code: in3('编码', '編碼', 'Code'),
  product: in3('商品', '商品', 'Product'),
  spec: in3('规格', '規格', 'Spec'),
  unit: in3('单位', '單位', 'Unit'),
  qty: in3('数量', '數量', 'Quantity'),
  price: in3('单价', '單價', 'Price'),
  discount: in3('折扣%', '折扣%', 'Discount %'),
  milestone: in3('收款节点', '收款節點', 'Milestone'),
  share: in3('比例%', '比例%', 'Share %'),
  trigger: in3('到期条件', '到期條件', 'Due on'),
  plannedOn: in3('约定日期', '約定日期', 'Agreed day'),
  reachedOn: in3('达成日期', '達成日期', 'Reached on'),
  dueOn: in3('到期日', '到期日', 'Due'),
  paidOn: in3('收款日期', '收款日期', 'Paid on'),
} as const satisfies Record<string, Words>;
export type ContractWord = keyof typeof contractWords;

export const contractKindWords: Readonly<Record<ContractKind, Words>> = {
  single: in3('普通合同', '一般合約', 'Single contract'),
  frame: in3('框架合同', '框架合約', 'Frame contract'),
};

export const contractStateWords: Readonly<Record<ContractState, Words>> = {
  draft: in3('草稿', '草稿', 'Draft'),
  approving: in3('审批中', '簽核中', 'In approval'),
  active: in3('执行中', '執行中', 'Active'),
  fulfilled: in3('已履行', '已履行', 'Fulfilled'),
  terminated: in3('已终止', '已終止', 'Terminated'),
  applied: in3('已生效', '已生效', 'In force'),
};

export const milestoneTriggerWords: Readonly<Record<MilestoneTrigger, Words>> = {
  date: in3('约定日期', '約定日期', 'On a day'),
  signing: in3('合同签订', '合約簽訂', 'Signing'),
  order: in3('下单', '下單', 'Order'),
  shipment: in3('发货', '出貨', 'Shipment'),
  signOff: in3('签收', '簽收', 'Sign-off'),
  fapiao: in3('开票', '開立發票', 'Invoice'),
  acceptance: in3('验收', '驗收', 'Acceptance'),
  other: in3('其他条件', '其他條件', 'Something else'),
};

export const milestoneStateWords: Readonly<Record<MilestoneState, Words>> = {
  planned: in3('未到期', '未到期', 'Planned'),
  due: in3('待收款', '待收款', 'Due'),
  overdue: in3('已逾期', '已逾期', 'Overdue'),
  paid: in3('已收款', '已收款', 'Paid'),
};
