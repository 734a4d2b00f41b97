import type { OpeningTarget, productTargets, TradeTarget } from './import-kinds.ts';
import { in3, type Words } from './words.ts';

type Own = Exclude<OpeningTarget, (typeof productTargets)[number] | TradeTarget>;

/** Headers of what was there before the books began here. */
export const openingColumnWords: Readonly<Record<Own, Words>> = {
  warehouse: in3('仓库', '倉庫', 'Warehouse'),
  stockQty: in3('数量', '數量', 'Quantity'),
  stockCost: in3('成本单价', '成本單價', 'Unit cost'),
  stockValue: in3('成本金额', '成本金額', 'Value'),
  stockBatch: in3('批号', '批號', 'Batch'),
  stockSerials: in3('序列号', '序號', 'Serial numbers'),
  openingNote: in3('备注', '備註', 'Note'),
  billNo: in3('票据号码', '票據號碼', 'Bill no.'),
  billKind: in3('票据种类', '票據種類', 'Kind of bill'),
  billDrawer: in3('出票人', '出票人', 'Drawer'),
  billAcceptor: in3('承兑人', '承兌人', 'Acceptor'),
  billIssued: in3('出票日期', '出票日期', 'Issued on'),
  billDue: in3('票据到期日', '票據到期日', 'Bill due on'),
  billAmount: in3('票面金额', '票面金額', 'Amount of the bill'),
  billSubFrom: in3('子票区间起', '子票區間起', 'Range from'),
  billTransferable: in3('可转让', '可轉讓', 'Transferable'),
  openingCustomer: in3('客户名称', '客戶名稱', 'Customer'),
  oldNo: in3('原单号', '原單號', 'Old number'),
  docDate: in3('单据日期', '單據日期', 'Document date'),
  dueDate: in3('到期日', '到期日', 'Due date'),
  owed: in3('未结金额', '未結金額', 'Open amount'),
  advance: in3('预收预付金额', '預收預付金額', 'Paid in advance'),
  cashAccount: in3('资金账户', '資金帳戶', 'Account'),
  openingAmount: in3('期初余额', '期初餘額', 'Opening balance'),
  requiredDate: in3('要求交期', '要求交期', 'Required date'),
  openQty: in3('未交数量', '未交數量', 'Open quantity'),
  orderPrice: in3('单价', '單價', 'Price'),
};

/** Why a row of openings has its verdict. */
export const openingReasonWords = {
  'opening-new': in3('新期初', '新期初', 'New opening'),
  'opening-advance': in3(
    '新期初：预收或预付',
    '新期初：預收或預付',
    'New opening: paid in advance',
  ),
  'opening-same': in3('与已有期初一致', '與已有期初一致', 'As the opening that is there'),
  'opening-there': in3(
    '“{value}”已有期初，金额不同；先撤销原来的',
    '「{value}」已有期初，金額不同；先復原原來的',
    '"{value}" has an opening of another amount; take that one back first',
  ),
  'opening-order': in3('新订单，{count} 行', '新訂單，{count} 行', 'New order of {count} lines'),
  'opening-order-line': in3(
    '第 {row} 行订单的明细',
    '第 {row} 列訂單的明細',
    'A line of the order of row {row}',
  ),
  'opening-order-faulty': in3(
    '同一订单的第 {row} 行有误，整张不导入',
    '同一訂單的第 {row} 列有誤，整張不匯入',
    'Row {row} of the same order is faulty, so the order is left out',
  ),
  'account-unknown': in3(
    '没有资金账户“{value}”',
    '沒有資金帳戶「{value}」',
    'There is no account "{value}"',
  ),
  'place-unknown': in3(
    '没有仓库“{value}”',
    '沒有倉庫「{value}」',
    'There is no warehouse "{value}"',
  ),
  'service-has-no-stock': in3(
    '“{value}”是服务，没有库存',
    '「{value}」是服務，沒有庫存',
    '"{value}" is a service and has no stock',
  ),
  'batch-missing': in3(
    '商品按批号管理，缺少批号',
    '商品依批號管理，缺少批號',
    'The product needs a batch',
  ),
  'no-batches': in3('商品不按批号管理', '商品不依批號管理', 'The product has no batches'),
  'no-serials': in3('商品不按序列号管理', '商品不依序號管理', 'The product has no serial numbers'),
  'serials-differ': in3(
    '序列号个数与数量不一致',
    '序號個數與數量不一致',
    'There are not as many serial numbers as pieces',
  ),
  'serial-taken': in3(
    '序列号已在库或重复',
    '序號已在庫或重複',
    'A serial number is in stock or named twice',
  ),
  'too-many-decimals': in3(
    '数量的小数位多于商品允许的',
    '數量的小數位多於商品允許的',
    'The quantity has more decimals than the product',
  ),
  'due-before-date': in3(
    '到期日早于单据日期',
    '到期日早於單據日期',
    'It falls due before its date',
  ),
  'not-before-going-live': in3(
    '期初的日期要早于启用日',
    '期初的日期要早於啟用日',
    'An opening is dated before the books begin',
  ),
  'openings-closed': in3(
    '已经启用，期初已锁定',
    '已經啟用，期初已鎖定',
    'The books have begun, openings are closed',
  ),
  'period-closed': in3('这个月已经结账', '這個月已經結帳', 'Its month is closed'),
  'date-to-come': in3('日期在将来', '日期在未來', 'Its day has not come'),
  'after-first-movement': in3(
    '账户在这一天之前已有收付',
    '帳戶在這一天之前已有收付',
    'The account moved before that day',
  ),
  'rule-refused': in3('不能导入：{value}', '不能匯入：{value}', 'Refused by a rule: {value}'),
} as const satisfies Record<string, Words>;
export type OpeningReason = keyof typeof openingReasonWords;
