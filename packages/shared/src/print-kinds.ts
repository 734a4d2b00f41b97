import { in3, type Words } from './words.ts';

/** Documents that are printed; each kind brings its fields and columns. */
export const printKindNames = [
  'otherIn',
  'otherOut',
  'transfer',
  'count',
  'assembly',
  'disassembly',
  'quotation',
  'contract',
  'salesOrder',
  'delivery',
  'loan',
  'purchaseOrder',
  'receiptNote',
  'purchaseReturn',
  'statement',
  'payment',
  'supplierStatement',
  'monthStatement',
  'customerRefund',
  'supplierRefund',
  'expenseClaim',
] as const;
export type PrintKindName = (typeof printKindNames)[number];

/** `price` and `amount` stand on paper with prices alone; `amount` and `qty` have sums. */
export type PrintColumnType = 'text' | 'qty' | 'price' | 'amount';

interface PrintField {
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

interface PrintKind {
  readonly title: Words;
  /** What may stand above the lines. */
  readonly head: readonly PrintField[];
  readonly columns: readonly PrintColumn[];
  /** Who signs below. */
  readonly foot: readonly Words[];
  /** Names of the copies, in their order. */
  readonly copies: readonly Words[];
}

const field = (key: string, words: Words): PrintField => ({ key, words });
const column = (key: string, words: Words, width: number, type: PrintColumnType = 'text') => ({
  key,
  words,
  width,
  type,
});
const no = field('no', in3('单号', '單號', 'No.'));
const date = field('date', in3('日期', '日期', 'Date'));
const from = field('from', in3('发出仓库', '發出倉庫', 'From'));
const to = field('to', in3('收入仓库', '收入倉庫', 'To'));
const reason = field('reason', in3('原因', '原因', 'Reason'));
const counted = field('from', in3('盘点仓库', '盤點倉庫', 'Counted place'));
const note = field('note', in3('备注', '備註', 'Note'));
const due = in3('到期日', '到期日', 'Due');
const supplierCode = field('supplierCode', in3('供应商编号', '供應商編號', 'Supplier no.'));
const supplier = field('supplier', in3('供应商', '供應商', 'Supplier'));
const amount = in3('金额', '金額', 'Amount');
const span = [
  field('period', in3('期间', '期間', 'Period')),
  field('opening', in3('期初余额', '期初餘額', 'Opening balance')),
  field('closing', in3('期末余额', '期末餘額', 'Closing balance')),
];
const goods = [
  column('code', in3('编码', '編碼', 'Code'), 16),
  column('name', in3('商品名称', '商品名稱', 'Product'), 38),
  column('spec', in3('规格', '規格', 'Spec'), 22),
  column('unit', in3('单位', '單位', 'Unit'), 9),
  column('batch', in3('批号', '批號', 'Batch'), 18),
  column('qty', in3('数量', '數量', 'Quantity'), 14, 'qty'),
];
/** What the customer calls the goods: the part number, and name and specification or our own. */
const theirs = [
  column('theirCode', in3('客户料号', '客戶料號', 'Your part no.'), 18),
  column('theirName', in3('客户品名', '客戶品名', 'Your name'), 38),
  column('theirSpec', in3('客户规格', '客戶規格', 'Your spec'), 22),
].map((one) => ({ ...one, optional: true as const }));
const priced = [
  column('price', in3('单价', '單價', 'Price'), 18, 'price'),
  column('amount', in3('金额', '金額', 'Amount'), 20, 'amount'),
];
/** Money that goes back, in one line that stands in capitals. */
const refundOf = (title: Words, party: PrintField, foot: readonly Words[]): PrintKind => ({
  title,
  head: [
    no,
    date,
    party,
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
const accountRows = (owed: Words, paid: Words) => [
  column('date', date.words, 18),
  column('doc', in3('单据', '單據', 'Document'), 18),
  column('no', no.words, 28),
  column('due', due, 18),
  column('owed', owed, 22, 'amount'),
  column('paid', paid, 22, 'amount'),
  column('balance', in3('余额', '餘額', 'Balance'), 22, 'price'),
];
const lineNote = column('lineNote', in3('备注', '備註', 'Note'), 20);
const maker = in3('制单', '製單', 'Made by');
const keeper = in3('仓管', '倉管', 'Warehouse');
const checker = in3('审核', '審核', 'Checked by');
const stub = in3('存根', '存根', 'File');
const books = in3('财务', '財務', 'Accounts');
const cashier = in3('出纳', '出納', 'Cashier');
const room = in3('仓库', '倉庫', 'Warehouse');

/** A whole and its parts: the lines are the parts. */
const madeOf = (title: Words, ...places: readonly PrintField[]): PrintKind => ({
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

export const printKinds: Readonly<Record<PrintKindName, PrintKind>> = {
  otherIn: {
    title: in3('其他入库单', '其他入庫單', 'Stock receipt'),
    head: [no, date, to, reason, note],
    columns: [...goods, ...priced, lineNote],
    foot: [maker, keeper, checker],
    copies: [stub, room, books],
  },
  otherOut: {
    title: in3('其他出库单', '其他出庫單', 'Stock issue'),
    head: [no, date, from, reason, note],
    columns: [...goods, column('amount', in3('金额', '金額', 'Amount'), 20, 'amount'), lineNote],
    foot: [maker, keeper, in3('领用', '領用', 'Received by')],
    copies: [stub, room, books],
  },
  transfer: {
    title: in3('调拨单', '調撥單', 'Transfer'),
    head: [no, date, from, to, note],
    columns: [...goods, lineNote],
    foot: [maker, in3('发货', '出貨', 'Sent by'), in3('收货', '收貨', 'Received by')],
    copies: [stub, in3('发货', '出貨', 'Sender'), in3('收货', '收貨', 'Receiver')],
  },
  // Written by hand before it is typed: what nobody counted yet is a blank cell.
  count: {
    title: in3('盘点表', '盤點表', 'Count sheet'),
    head: [no, date, counted, note],
    columns: [
      ...goods.filter(({ key }) => key !== 'qty'),
      column('book', in3('账面', '帳面', 'Book'), 14, 'qty'),
      column('qty', in3('实盘', '實盤', 'Counted'), 18, 'qty'),
      column('difference', in3('差异', '差異', 'Difference'), 14, 'qty'),
      lineNote,
    ],
    foot: [in3('盘点', '盤點', 'Counted by'), in3('监盘', '監盤', 'Witness'), checker],
    copies: [stub, books],
  },
  assembly: madeOf(in3('组装单', '組裝單', 'Assembly'), from, to),
  disassembly: madeOf(in3('拆卸单', '拆卸單', 'Disassembly'), from, to),
  quotation: {
    title: in3('报价单', '報價單', 'Quotation'),
    head: [
      no,
      date,
      field('customer', in3('客户', '客戶', 'Customer')),
      field('contact', in3('联系人', '聯絡人', 'Contact')),
      field('validTo', in3('有效期至', '有效期至', 'Valid to')),
      field('leadTime', in3('交期', '交期', 'Lead time')),
      field('terms', in3('付款条件', '付款條件', 'Terms')),
      field('seller', in3('业务员', '業務員', 'Salesperson')),
      field('revision', in3('版本', '版本', 'Version')),
      note,
    ],
    columns: [
      ...goods.filter(({ key }) => key !== 'batch'),
      ...theirs,
      column('price', in3('含税单价', '含稅單價', 'Price'), 18, 'price'),
      column('amount', in3('含税金额', '含稅金額', 'Amount'), 20, 'amount'),
      lineNote,
    ],
    foot: [maker, in3('业务员', '業務員', 'Salesperson'), in3('客户签章', '客戶簽章', 'Customer')],
    copies: [in3('客户', '客戶', 'Customer'), stub],
  },
  contract: {
    title: in3('销售合同', '銷售合約', 'Sales contract'),
    head: [
      no,
      field('title', in3('合同名称', '合約名稱', 'Title')),
      field('customer', in3('甲方（需方）', '甲方（需方）', 'Buyer')),
      field('seller', in3('乙方（供方）', '乙方（供方）', 'Seller')),
      field('signedOn', in3('签订日期', '簽訂日期', 'Signed on')),
      field('term', in3('合同期限', '合約期限', 'Term')),
      field('amount', in3('合同金额', '合約金額', 'Amount')),
      field('terms', in3('付款条件', '付款條件', 'Terms')),
      field('customerNo', in3('客户合同号', '客戶合約號', 'Your number')),
      field('revision', in3('版本', '版本', 'Version')),
      note,
      { ...field('plan', in3('付款计划', '付款計畫', 'Pay plan')), wide: true },
      { ...field('clauses', in3('其他约定', '其他約定', 'Further clauses')), wide: true },
    ],
    columns: [
      ...goods.filter(({ key }) => key !== 'batch'),
      ...theirs,
      column('price', in3('含税单价', '含稅單價', 'Price'), 18, 'price'),
      column('amount', in3('含税金额', '含稅金額', 'Amount'), 20, 'amount'),
      lineNote,
    ],
    foot: [in3('甲方签章', '甲方簽章', 'Buyer'), in3('乙方签章', '乙方簽章', 'Seller'), date.words],
    copies: [in3('甲方', '甲方', 'Buyer'), in3('乙方', '乙方', 'Seller'), books],
  },
  salesOrder: {
    title: in3('销售订单', '銷售訂單', 'Sales order'),
    head: [
      no,
      date,
      field('customer', in3('客户', '客戶', 'Customer')),
      field('contact', in3('联系人', '聯絡人', 'Contact')),
      field('customerOrderNo', in3('客户单号', '客戶單號', 'Your number')),
      field('required', in3('要求交期', '要求交期', 'Required')),
      field('terms', in3('付款条件', '付款條件', 'Terms')),
      field('shipTo', in3('收货地址', '收貨地址', 'Ship to')),
      field('seller', in3('业务员', '業務員', 'Salesperson')),
      note,
    ],
    columns: [
      ...goods.filter(({ key }) => key !== 'batch'),
      ...theirs,
      column('price', in3('含税单价', '含稅單價', 'Price'), 18, 'price'),
      column('amount', in3('含税金额', '含稅金額', 'Amount'), 20, 'amount'),
      column('required', in3('交期', '交期', 'Required'), 18),
      lineNote,
    ],
    foot: [maker, in3('业务员', '業務員', 'Salesperson'), in3('客户签章', '客戶簽章', 'Customer')],
    copies: [stub, in3('客户', '客戶', 'Customer'), books],
  },
  delivery: {
    title: in3('发货单', '出貨單', 'Delivery note'),
    head: [
      no,
      date,
      field('customer', in3('客户', '客戶', 'Customer')),
      field('orderNo', in3('订单号', '訂單號', 'Order no.')),
      field('customerOrderNo', in3('客户单号', '客戶單號', 'Your order no.')),
      field('shipTo', in3('收货地址', '收貨地址', 'Ship to')),
      field('receiver', in3('收货人', '收貨人', 'Receiver')),
      field('carrier', in3('承运', '承運', 'Carrier')),
      from,
      note,
    ],
    columns: [...goods, ...theirs, ...priced, lineNote],
    foot: [maker, in3('发货', '出貨', 'Sent by'), in3('客户签收', '客戶簽收', 'Received by')],
    copies: [stub, in3('客户', '客戶', 'Customer'), books],
  },
  loan: {
    title: in3('借出单', '借出單', 'Loan note'),
    head: [
      no,
      date,
      field('customer', in3('客户', '客戶', 'Customer')),
      field('dueOn', in3('归还日期', '歸還日期', 'To come back')),
      field('purpose', in3('用途', '用途', 'Purpose')),
      from,
      note,
    ],
    columns: [...goods, lineNote],
    foot: [maker, in3('借出', '借出', 'Lent by'), in3('客户签收', '客戶簽收', 'Received by')],
    copies: [stub, in3('客户', '客戶', 'Customer'), room],
  },
  purchaseOrder: {
    title: in3('采购订单', '採購單', 'Purchase order'),
    head: [
      no,
      date,
      supplier,
      supplierCode,
      field('supplierOrderNo', in3('供应商单号', '供應商單號', 'Your number')),
      field('expected', in3('交货日期', '交貨日期', 'Delivery date')),
      field('terms', in3('付款条件', '付款條件', 'Terms')),
      field('warehouse', in3('收货仓库', '收貨倉庫', 'Deliver to')),
      field('buyer', in3('采购员', '採購員', 'Buyer')),
      note,
    ],
    columns: [
      ...goods.filter(({ key }) => key !== 'batch'),
      ...priced,
      column('expected', in3('交期', '交期', 'Due'), 18),
      lineNote,
    ],
    foot: [maker, checker, in3('供应商签章', '供應商簽章', 'Supplier')],
    copies: [in3('供应商', '供應商', 'Supplier'), stub, books],
  },
  receiptNote: {
    title: in3('采购入库单', '進貨單', 'Goods receipt'),
    head: [
      no,
      date,
      supplier,
      supplierCode,
      field('orderNo', in3('采购订单', '採購單', 'Order')),
      field('supplierNoteNo', in3('送货单号', '送貨單號', 'Delivery note')),
      to,
      note,
    ],
    columns: [...goods, ...priced, lineNote],
    foot: [maker, keeper, checker],
    copies: [stub, room, books],
  },
  purchaseReturn: {
    title: in3('采购退货单', '進貨退出單', 'Return to supplier'),
    head: [
      no,
      date,
      supplier,
      supplierCode,
      field('receiptNo', in3('入库单号', '進貨單號', 'Receipt no.')),
      field('supplierReturnNo', in3('供应商退货单号', '供應商退貨單號', 'Your return no.')),
      from,
      reason,
      note,
    ],
    columns: [...goods, ...priced, lineNote],
    foot: [maker, keeper, in3('供应商签收', '供應商簽收', 'Received by')],
    copies: [in3('供应商', '供應商', 'Supplier'), stub, books],
  },
  // What a customer owed before, what came in a time, and what he owes after it.
  statement: {
    title: in3('对账单', '對帳單', 'Statement of account'),
    head: [field('customer', in3('客户', '客戶', 'Customer')), ...span],
    columns: accountRows(in3('应收增加', '應收增加', 'Owed'), in3('应收减少', '應收減少', 'Paid')),
    foot: [maker, in3('客户确认', '客戶確認', 'Confirmed by the customer'), date.words],
    copies: [books, in3('客户', '客戶', 'Customer')],
  },
  // The same as it was made and sent, with a slip that comes back.
  monthStatement: {
    title: in3('对账单', '對帳單', 'Statement of account'),
    head: [no, field('customer', in3('客户', '客戶', 'Customer')), ...span],
    columns: accountRows(in3('应收增加', '應收增加', 'Owed'), in3('应收减少', '應收減少', 'Paid')),
    foot: [
      maker,
      in3('客户核对无误（盖章）', '客戶核對無誤（蓋章）', 'Found correct (seal)'),
      in3('有差异，说明', '有差異，說明', 'Differs, because'),
      date.words,
    ],
    copies: [books, in3('客户回执', '客戶回執', 'Slip of the customer')],
  },
  // What is paid of each row, and what of it is an advance: together the money.
  payment: {
    title: in3('付款单', '付款單', 'Payment'),
    head: [
      no,
      date,
      supplier,
      field('amount', amount),
      field('account', in3('付款账户', '付款帳戶', 'Paid from')),
      field('method', in3('付款方式', '付款方式', 'Method')),
      field('payeeBank', in3('收款银行', '收款銀行', 'Bank of the payee')),
      field('payeeAccount', in3('收款账号', '收款帳號', 'Account of the payee')),
      field('fee', in3('手续费', '手續費', 'Fee')),
      note,
    ],
    columns: [
      column('doc', in3('单据', '單據', 'Document'), 20),
      column('no', no.words, 28),
      column('date', date.words, 18),
      column('due', due, 18),
      column('owed', in3('应付金额', '應付金額', 'Owed'), 22, 'price'),
      column('discount', in3('折让', '折讓', 'Discount'), 18, 'price'),
      column('amount', in3('本次付款', '本次付款', 'Paid now'), 22, 'amount'),
    ],
    foot: [maker, checker, cashier],
    copies: [stub, books],
  },
  customerRefund: refundOf(
    in3('退款单', '退款單', 'Refund'),
    field('customer', in3('客户', '客戶', 'Customer')),
    [maker, checker, cashier, in3('收款人签字', '收款人簽字', 'Received by')],
  ),
  supplierRefund: refundOf(in3('供应商退款单', '供應商退款單', 'Refund of a supplier'), supplier, [
    maker,
    checker,
    cashier,
  ]),
  // What somebody spent for the company; its sum stands in capitals.
  expenseClaim: {
    title: in3('费用报销单', '費用報銷單', 'Expense claim'),
    head: [
      no,
      field('date', in3('提交日期', '送出日期', 'Handed in')),
      field('person', in3('报销人', '報銷人', 'Person')),
      field('title', in3('事由', '事由', 'For')),
      field('files', in3('附件张数', '附件張數', 'Files')),
      field('account', in3('付款账户', '付款帳戶', 'Paid from')),
      field('paidOn', in3('付款日期', '付款日期', 'Paid on')),
    ],
    columns: [
      column('spentOn', in3('发生日期', '發生日期', 'Day'), 18),
      column('category', in3('费用类别', '費用類別', 'Category'), 22),
      column('note', in3('说明', '說明', 'What for'), 44),
      column('customer', in3('客户', '客戶', 'Customer'), 34),
      column('amount', amount, 22, 'amount'),
    ],
    foot: [
      in3('报销人', '報銷人', 'Person'),
      in3('部门主管', '部門主管', 'Head'),
      in3('财务', '財務', 'Accounting'),
      in3('出纳', '出納', 'Cashier'),
    ],
    copies: [books],
  },
  supplierStatement: {
    title: in3('供应商对账单', '供應商對帳單', 'Account of a supplier'),
    head: [supplier, ...span],
    columns: accountRows(in3('应付增加', '應付增加', 'Owed'), in3('应付减少', '應付減少', 'Paid')),
    foot: [maker, in3('供应商确认', '供應商確認', 'Confirmed by the supplier'), date.words],
    copies: [books, in3('供应商', '供應商', 'Supplier')],
  },
};
