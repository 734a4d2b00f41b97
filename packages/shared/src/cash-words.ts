import type { ExpenseState } from './expense-claims.ts';
import { in3, type Words } from './words.ts';

/** Words of documents of the cash side as files. */
export const cashWords = {
  transfers: in3('账户转账', '帳戶轉帳', 'Transfers between accounts'),
  otherIncome: in3('其他收入', '其他收入', 'Other income'),
  otherPayment: in3('其他支出', '其他支出', 'Other payments'),
  expenses: in3('费用报销', '費用報銷', 'Expense claims'),
  submitted: in3('提交日期', '送出日期', 'Handed in'),
  person: in3('报销人', '報銷人', 'Person'),
  title: in3('事由', '事由', 'For'),
  customer: in3('客户', '客戶', 'Customer'),
  paidOn: in3('付款日期', '付款日期', 'Paid on'),
  dayBook: in3('资金日报', '資金日報', 'Day book of money'),
  doc: in3('单据', '單據', 'Document'),
  opening: in3('期初余额', '期初餘額', 'Opening balance'),
  in: in3('收入', '收入', 'In'),
  out: in3('支出', '支出', 'Out'),
  closing: in3('期末余额', '期末餘額', 'Closing balance'),
  balance: in3('余额', '餘額', 'Balance'),
  no: in3('单号', '單號', 'Number'),
  date: in3('日期', '日期', 'Date'),
  state: in3('状态', '狀態', 'State'),
  from: in3('转出账户', '轉出帳戶', 'From'),
  to: in3('转入账户', '轉入帳戶', 'To'),
  category: in3('类别', '類別', 'Category'),
  party: in3('对方', '對方', 'Other party'),
  account: in3('账户', '帳戶', 'Account'),
  amount: in3('金额', '金額', 'Amount'),
  fee: in3('手续费', '手續費', 'Fee'),
  note: in3('备注', '備註', 'Note'),
  maker: in3('制单人', '製單人', 'Made by'),
} as const satisfies Record<string, Words>;

export const expenseStateWords: Readonly<Record<ExpenseState, Words>> = {
  draft: in3('草稿', '草稿', 'Draft'),
  approving: in3('审批中', '審批中', 'Being approved'),
  approved: in3('待付款', '待付款', 'To be paid'),
  paid: in3('已付款', '已付款', 'Paid'),
};
