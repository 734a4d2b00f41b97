import type { BillKind, BillState } from './bill-rules.ts';
import { in3, type Words } from './words.ts';

/** Words of bills as files. */
export const billWords = {
  received: in3('应收票据', '應收票據', 'Bills receivable'),
  issued: in3('应付票据', '應付票據', 'Bills payable'),
  no: in3('票据号码', '票據號碼', 'Number'),
  range: in3('子票区间', '子票區間', 'Range'),
  kind: in3('种类', '種類', 'Kind'),
  state: in3('状态', '狀態', 'State'),
  party: in3('交票客户', '交票客戶', 'From'),
  to: in3('收票供应商', '收票供應商', 'To'),
  drawer: in3('出票人', '出票人', 'Drawer'),
  acceptor: in3('承兑人', '承兌人', 'Acceptor'),
  amount: in3('票面金额', '票面金額', 'Amount'),
  issuedOn: in3('出票日', '出票日', 'Drawn on'),
  dueOn: in3('到期日', '到期日', 'Due on'),
  transferable: in3('可转让', '可轉讓', 'Transferable'),
  yes: in3('是', '是', 'Yes'),
  no_: in3('否', '否', 'No'),
} as const satisfies Record<string, Words>;

export const billKindWords: Readonly<Record<BillKind, Words>> = {
  bank: in3('银行承兑汇票', '銀行承兌匯票', 'Bank acceptance'),
  commercial: in3('商业承兑汇票', '商業承兌匯票', 'Commercial acceptance'),
};

export const billStateWords: Readonly<Record<BillState, Words>> = {
  draft: in3('草稿', '草稿', 'Draft'),
  held: in3('持有', '持有', 'Held'),
  collected: in3('已收款', '已收款', 'Collected'),
  discounted: in3('已贴现', '已貼現', 'Discounted'),
  endorsed: in3('已背书', '已背書', 'Endorsed'),
  dishonoured: in3('已拒付', '已拒付', 'Dishonoured'),
  open: in3('未兑付', '未兌付', 'To be paid'),
  paid: in3('已兑付', '已兌付', 'Paid'),
  void: in3('已作废', '已作廢', 'Void'),
};
