/**
 * The small chart of accounts: key and number, after the chart of 企业会计准则. The words are those
 * of the screens (`account.<key>`).
 */
export const accountCodes = {
  cash: '1001',
  bank: '1002',
  wallet: '1012',
  billsReceivable: '1121',
  receivable: '1122',
  advancePaid: '1123',
  otherReceivable: '1221',
  stock: '1405',
  stockGain: '190101',
  stockLoss: '190102',
  billsPayable: '2201',
  payable: '2202',
  payableEstimate: '220202',
  advanceReceived: '2203',
  taxOutput: '222101',
  taxInput: '222102',
  taxOutputPending: '222103',
  taxInputPending: '222104',
  otherPayable: '2241',
  paidInCapital: '4001',
  equityOpening: '4104',
  revenue: '6001',
  otherRevenue: '6051',
  otherIncome: '6301',
  cost: '6401',
  taxSurcharge: '6403',
  purchaseVariance: '640102',
  salesDiscount: '600102',
  sellingExpense: '6601',
  adminExpense: '6602',
  financeCost: '6603',
  badDebt: '6701',
  otherExpense: '6711',
} as const;

export type AccountKey = keyof typeof accountCodes;
export const accountKeys = Object.keys(accountCodes) as AccountKey[];

/** Where services that are bought may be an expense. */
export const expenseAccounts = [
  'sellingExpense',
  'adminExpense',
  'financeCost',
  'otherExpense',
] as const satisfies readonly AccountKey[];
export type ExpenseAccount = (typeof expenseAccounts)[number];
