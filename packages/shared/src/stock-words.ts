import type { LocationKind } from './stock-places.ts';
import type { StockMoveKind } from './stock.ts';
import { in3, type Words } from './words.ts';

/** Words of stock as a file. */
export const stockWords = {
  onHandTitle: in3('现存量', '現存量', 'Stock on hand'),
  ledgerTitle: in3('出入库流水', '出入庫流水', 'Stock movements'),
  summaryTitle: in3('收发存汇总', '收發存彙總', 'Stock summary'),
  opening: in3('期初数量', '期初數量', 'Opening'),
  openingValue: in3('期初金额', '期初金額', 'Opening value'),
  in: in3('收入数量', '收入數量', 'In'),
  inValue: in3('收入金额', '收入金額', 'Value in'),
  out: in3('发出数量', '發出數量', 'Out'),
  outValue: in3('发出金额', '發出金額', 'Value out'),
  closing: in3('结存数量', '結存數量', 'Closing'),
  closingValue: in3('结存金额', '結存金額', 'Closing value'),
  batchesTitle: in3('批次', '批次', 'Batches'),
  serialsTitle: in3('序列号', '序號', 'Serial numbers'),
  place: in3('仓库', '倉庫', 'Place'),
  cameOn: in3('入库日期', '入庫日期', 'Came on'),
  movedOn: in3('最近变动', '最近變動', 'Moved last'),
  code: in3('编码', '編碼', 'Code'),
  name: in3('商品', '商品', 'Product'),
  spec: in3('规格', '規格', 'Spec'),
  category: in3('分类', '分類', 'Category'),
  unit: in3('单位', '單位', 'Unit'),
  onHand: in3('现存量', '現存量', 'On hand'),
  reserved: in3('预留', '保留', 'Reserved'),
  available: in3('可用量', '可用量', 'Available'),
  min: in3('下限', '下限', 'Minimum'),
  max: in3('上限', '上限', 'Maximum'),
  average: in3('平均成本', '平均成本', 'Average cost'),
  value: in3('金额', '金額', 'Value'),
  date: in3('业务日期', '業務日期', 'Business date'),
  doc: in3('单据', '單據', 'Document'),
  no: in3('单号', '單號', 'Number'),
  from: in3('从', '從', 'From'),
  to: in3('到', '到', 'To'),
  batch: in3('批号', '批號', 'Batch'),
  serial: in3('序列号', '序號', 'Serial number'),
  change: in3('增减', '增減', 'Change'),
  balance: in3('结存', '結存', 'Balance'),
  by: in3('经手人', '經手人', 'By'),
  provisional: in3('暂估', '暫估', 'Provisional'),
  provisionalTitle: in3('暂估成本', '暫估成本', 'Provisional costs'),
  issueQty: in3('超出数量', '超出數量', 'Beyond stock'),
  issueOpen: in3('未到数量', '未到數量', 'Not in yet'),
  state: in3('状态', '狀態', 'State'),
  took: in3('暂估成本', '暫估成本', 'Provisional cost'),
  openValue: in3('未更正金额', '未更正金額', 'Not corrected'),
  real: in3('实际成本', '實際成本', 'Real cost'),
  difference: in3('差额', '差額', 'Difference'),
  came: in3('来货单据', '來貨單據', 'Came in by'),
  corrections: in3('暂估更正', '暫估更正', 'Cost corrections'),
} as const satisfies Record<string, Words>;

/** How it stands with the cost of what went out before it came in. */
export const provisionalWords = {
  open: in3('暂估', '暫估', 'Provisional'),
  waits: in3('待更正', '待更正', 'Open'),
  known: in3('已更正', '已更正', 'Corrected'),
  back: in3('已冲销', '已沖銷', 'Reversed'),
  same: in3('成本相同', '成本相同', 'Same cost'),
  notYours: in3('其他仓库', '其他倉庫', 'Another place'),
} as const satisfies Record<string, Words>;

export const stockDocWords: Readonly<Record<StockMoveKind, Words>> = {
  otherIn: in3('其他入库', '其他入庫', 'Other receipt'),
  otherOut: in3('其他出库', '其他出庫', 'Other issue'),
  transfer: in3('调拨', '調撥', 'Transfer'),
  count: in3('盘点', '盤點', 'Count'),
  assembly: in3('组装', '組裝', 'Assembly'),
  disassembly: in3('拆卸', '拆卸', 'Disassembly'),
  delivery: in3('发货', '出貨', 'Delivery'),
  salesReturn: in3('销售退货', '銷貨退回', 'Sales return'),
  receiptNote: in3('采购入库', '進貨', 'Goods receipt'),
  purchaseReturn: in3('采购退货', '進貨退出', 'Purchase return'),
  loan: in3('借出', '借出', 'Loan'),
  loanReturn: in3('借出归还', '借出歸還', 'Loan returned'),
  costCorrection: in3('暂估更正', '暫估更正', 'Cost correction'),
};

/** Places of the house have no name of their own. */
export const houseWords: Readonly<Partial<Record<LocationKind, Words>>> = {
  supplier: in3('供应商', '供應商', 'Supplier'),
  customer: in3('客户', '客戶', 'Customer'),
  transit: in3('在途', '在途', 'In transit'),
  loss: in3('报损与盘点差异', '報損與盤點差異', 'Losses and count differences'),
  assembly: in3('组装与拆卸', '組裝與拆卸', 'Assembly'),
};
