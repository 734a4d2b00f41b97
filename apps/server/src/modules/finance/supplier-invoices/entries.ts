import type {
  NamedSupplierInvoice,
  NamedSupplierInvoiceLine,
} from '@xinhang/db/repositories/supplier-invoices.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import type { MoneyDoc } from '../../ledgers/service.ts';

/** As ledgers and vouchers name it. */
export const docOf = ({ id, number }: NamedSupplierInvoice): MoneyDoc => ({
  kind: 'supplierInvoice',
  id,
  no: number,
});

export const sum = (
  lines: readonly NamedSupplierInvoiceLine[],
  of: (line: NamedSupplierInvoiceLine) => number,
) => lines.reduce((all, line) => all + of(line), 0);

export const estimateOf = (line: NamedSupplierInvoiceLine) =>
  line.estimate_net_fen + line.estimate_tax_fen;

/** Where a service of a line is an expense, as it was when it came. */
export const expenseOf = ({ expense_account: account }: NamedSupplierInvoiceLine): AccountKey =>
  (account as AccountKey | null) ?? 'sellingExpense';

/**
 * Estimates and their tax go, what the invoice says comes; what differs is purchase variance, of a
 * service that is an expense more or less of that.
 */
export const entriesOf = (
  row: NamedSupplierInvoice,
  lines: readonly NamedSupplierInvoiceLine[],
) => {
  const supplierId = row.supplier_id;
  const pendingOf = (line: NamedSupplierInvoiceLine) =>
    line.deductible === 1 ? line.estimate_tax_fen : 0;
  const inputOf = (line: NamedSupplierInvoiceLine) => (row.deductible === 1 ? line.tax_fen : 0);
  const differs = (some: readonly NamedSupplierInvoiceLine[]) =>
    sum(some, (line) => line.net_fen + line.tax_fen - inputOf(line)) -
    sum(some, (line) => estimateOf(line) - pendingOf(line));
  const pending = sum(lines, pendingOf);
  const input = sum(lines, inputOf);
  const expenses = [
    ...Map.groupBy(
      lines.filter((line) => line.way === 'expense'),
      expenseOf,
    ),
  ];
  const variance = differs(lines.filter((line) => line.way !== 'expense'));
  return [
    { account: 'payableEstimate' as const, amountFen: row.estimate_fen, supplierId },
    { account: 'payable' as const, amountFen: -row.gross_fen, supplierId },
    { account: 'taxInput' as const, amountFen: input, supplierId },
    { account: 'taxInputPending' as const, amountFen: -pending, supplierId },
    { account: 'purchaseVariance' as const, amountFen: variance, supplierId },
    ...expenses.map(([account, some]) => ({ account, amountFen: differs(some), supplierId })),
  ];
};
