/** What kinds of printed documents are made of: fields, columns and words that many share. */
import { in3, type Words } from './words.ts';

/** `price` and `amount` stand on paper with prices alone; `amount` and `qty` have sums. */
export type PrintColumnType = 'text' | 'qty' | 'price' | 'amount';

export interface PrintField {
  readonly key: string;
  readonly words: Words;
  /** Takes the width of the paper, and as many lines as it needs. */
  readonly wide?: true;
}
export interface PrintColumn extends PrintField {
  readonly type: PrintColumnType;
  /** Its share of the paper beside the others. */
  readonly width: number;
  /** Stands on paper where a template asks for it, and not on the ready ones. */
  readonly optional?: true;
}

export interface PrintKind {
  readonly title: Words;
  /** What may stand above the lines. */
  readonly head: readonly PrintField[];
  readonly columns: readonly PrintColumn[];
  /** Who signs below. */
  readonly foot: readonly Words[];
  /** Names of the copies, in their order. */
  readonly copies: readonly Words[];
  /** It is about amounts: there is none without them. */
  readonly money?: true;
}

export const field = (key: string, words: Words): PrintField => ({ key, words });
export const column = (
  key: string,
  words: Words,
  width: number,
  type: PrintColumnType = 'text',
) => ({
  key,
  words,
  width,
  type,
});
export const no = field('no', in3('单号', '單號', 'No.'));
export const date = field('date', in3('日期', '日期', 'Date'));
export const from = field('from', in3('发出仓库', '發出倉庫', 'From'));
export const to = field('to', in3('收入仓库', '收入倉庫', 'To'));
export const reason = field('reason', in3('原因', '原因', 'Reason'));
export const counted = field('from', in3('盘点仓库', '盤點倉庫', 'Counted place'));
export const note = field('note', in3('备注', '備註', 'Note'));
export const due = in3('到期日', '到期日', 'Due');
export const supplierCode = field('supplierCode', in3('供应商编号', '供應商編號', 'Supplier no.'));
export const supplier = field('supplier', in3('供应商', '供應商', 'Supplier'));
export const amount = in3('金额', '金額', 'Amount');
export const span = [
  field('period', in3('期间', '期間', 'Period')),
  field('opening', in3('期初余额', '期初餘額', 'Opening balance')),
  field('closing', in3('期末余额', '期末餘額', 'Closing balance')),
];
export const goods = [
  column('code', in3('编码', '編碼', 'Code'), 16),
  column('name', in3('商品名称', '商品名稱', 'Product'), 38),
  column('spec', in3('规格', '規格', 'Spec'), 22),
  column('unit', in3('单位', '單位', 'Unit'), 9),
  column('batch', in3('批号/序号', '批號/序號', 'Batch/serial'), 18),
  column('qty', in3('数量', '數量', 'Quantity'), 14, 'qty'),
];
/** What the customer calls the goods: the part number, and name and specification or our own. */
export const theirs = [
  column('theirCode', in3('客户料号', '客戶料號', 'Your part no.'), 18),
  column('theirName', in3('客户品名', '客戶品名', 'Your name'), 38),
  column('theirSpec', in3('客户规格', '客戶規格', 'Your spec'), 22),
].map((one) => ({ ...one, optional: true as const }));
export const priced = [
  column('price', in3('单价', '單價', 'Price'), 18, 'price'),
  column('amount', in3('金额', '金額', 'Amount'), 20, 'amount'),
];
/** Money that goes back, in one line that stands in capitals. */
export const refundOf = (
  title: Words,
  party: readonly PrintField[],
  foot: readonly Words[],
): PrintKind => ({
  title,
  money: true,
  head: [
    no,
    date,
    ...party,
    field('account', in3('资金账户', '資金帳戶', 'Account')),
    field('method', in3('方式', '方式', 'Method')),
    note,
  ],
  columns: [
    column('what', in3('摘要', '摘要', 'What for'), 60),
    column('amount', amount, 30, 'amount'),
  ],
  foot,
  copies: [stub, books],
});
/** Rows of an account, with what they add and take. */
export const accountRows = (owed: Words, paid: Words) => [
  column('date', date.words, 18),
  column('doc', in3('单据', '單據', 'Document'), 18),
  column('no', no.words, 28),
  column('due', due, 18),
  column('owed', owed, 22, 'amount'),
  column('paid', paid, 22, 'amount'),
  column('balance', in3('余额', '餘額', 'Balance'), 22, 'price'),
];
export const lineNote = column('lineNote', in3('备注', '備註', 'Note'), 20);
export const maker = in3('制单', '製單', 'Made by');
export const keeper = in3('仓管', '倉管', 'Warehouse');
export const checker = in3('审核', '審核', 'Checked by');
export const stub = in3('存根', '存根', 'File');
export const books = in3('财务', '財務', 'Accounts');
export const cashier = in3('出纳', '出納', 'Cashier');
export const room = in3('仓库', '倉庫', 'Warehouse');

/** A whole and its parts: the lines are the parts. */
export const madeOf = (title: Words, ...places: readonly PrintField[]): PrintKind => ({
  title,
  head: [
    no,
    date,
    field('whole', in3('成品', '成品', 'Whole')),
    field('wholeQty', in3('成品数量', '成品數量', 'Quantity of the whole')),
    field('wholeBatch', in3('成品批号', '成品批號', 'Batch of the whole')),
    ...places,
    note,
  ],
  columns: [...goods, column('amount', amount, 20, 'amount'), lineNote],
  foot: [maker, in3('组装', '組裝', 'Assembled by'), keeper],
  copies: [stub, room, books],
});
