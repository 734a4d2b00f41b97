/** Where documents of a kind are opened; a kind without a page of its own has none. */
const paths: Readonly<Record<string, string>> = {
  delivery: '/deliveries',
  salesReturn: '/sales-returns',
  receipt: '/receipts',
  receiptClaim: '/receipts',
  otherIn: '/stock-documents',
  otherOut: '/stock-documents',
  transfer: '/transfers',
  count: '/stock-counts',
  assembly: '/assemblies',
  disassembly: '/assemblies',
  costCorrection: '/provisional-costs',
  payment: '/payments',
  billCollection: '/bills',
  billDiscount: '/bills',
  billDishonour: '/bills',
  billPayment: '/bills',
  fapiao: '/fapiao',
  supplierInvoice: '/supplier-invoices',
  receiptNote: '/receipt-notes',
  purchaseReturn: '/purchase-returns',
  loan: '/loans',
  cashTransfer: '/cash-transfers',
  expenseClaim: '/expenses',
  otherIncome: '/other-cash',
  otherPayment: '/other-cash',
  netting: '/nettings',
};

/** The address of a document behind a row of the books; null where it has no page. */
export function docPath(kind: string, id: number): string | null {
  const path = paths[kind];
  return path === undefined ? null : `${path}/${id}`;
}
