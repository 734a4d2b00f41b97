import type { DealColumn } from './deal-bulk.ts';
import { in3, type Words } from './words.ts';

/** Headers of a list of deals as a file; screens take them from here too. */
export const dealColumnWords: Readonly<Record<DealColumn, Words>> = {
  name: in3('商机名称', '商機名稱', 'Deal'),
  customer: in3('客户', '客戶', 'Customer'),
  owner: in3('负责人', '負責人', 'Owner'),
  pipeline: in3('流程', '流程', 'Pipeline'),
  stage: in3('阶段', '階段', 'Stage'),
  waiting: in3('待审批进入', '待簽核進入', 'Waiting to enter'),
  state: in3('状态', '狀態', 'State'),
  amount: in3('金额', '金額', 'Amount'),
  chance: in3('把握（%）', '把握（%）', 'Chance (%)'),
  expectedOn: in3('预计成交', '預計成交', 'Expected'),
  firstExpectedOn: in3('最初预计', '最初預計', 'Expected at first'),
  daysInStage: in3('在本阶段天数', '在本階段天數', 'Days in stage'),
  source: in3('来源', '來源', 'Source'),
  products: in3('产品', '產品', 'Products'),
  shares: in3('业绩分成', '業績分成', 'Shares'),
  competitors: in3('竞争对手', '競爭對手', 'Competitors'),
  closedOn: in3('结束日期', '結束日期', 'Ended'),
  closeReason: in3('结束原因', '結束原因', 'Reason'),
  closeNote: in3('结束说明', '結束說明', 'Note on the end'),
  grade: in3('结束时客户等级', '結束時客戶等級', 'Grade when it ended'),
  note: in3('备注', '備註', 'Note'),
  externalNo: in3('外部编号', '外部編號', 'Foreign number'),
  createdAt: in3('登记时间', '登記時間', 'Created'),
};

export const dealStateWords: Readonly<Record<string, Words>> = {
  open: in3('进行中', '進行中', 'Open'),
  won: in3('赢单', '贏單', 'Won'),
  lost: in3('输单', '輸單', 'Lost'),
  void: in3('作废', '作廢', 'Void'),
};

export const dealsSheet = in3('商机', '商機', 'Deals');
