import { allCashCategories } from '@xinhang/db/repositories/cash-categories.ts';
import {
  chargesOf,
  type NamedCharge,
  type NewCharge,
} from '@xinhang/db/repositories/supplier-invoice-charges.ts';
import type { NamedSupplierInvoice } from '@xinhang/db/repositories/supplier-invoices.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { ChargeBody } from '@xinhang/shared/supplier-invoices.ts';
import type { WriteContext } from '../../../http/context.ts';
import {
  invoiceSchedule,
  postMoney,
  postVoucher,
  type MoneyDoc,
  type VoucherEntry,
} from '../../ledgers/service.ts';
import { supplierById } from '../../purchasing/service.ts';

/** What an invoice without receipts is for, checked: categories of expenses in use, and an amount. */
export async function checkedCharges(
  ctx: WriteContext,
  bodies: readonly ChargeBody[],
  before: readonly NamedCharge[],
): Promise<NewCharge[]> {
  const categories = new Map((await allCashCategories(ctx.tx)).map((row) => [row.id, row]));
  const known = new Set(before.map((row) => row.category_id));
  const rows = bodies.map(({ categoryId, name, netFen, taxFen }, at): NewCharge => {
    const category = categories.get(categoryId);
    const refuse = (code: string) => fieldRefused(`/charges/${at}/categoryId`, code);
    if (!category || category.kind === 'income') throw refuse('unknown-category');
    if (category.active === 0 && !known.has(categoryId)) throw refuse('not-in-use');
    return {
      name,
      category_id: categoryId,
      account: category.account,
      net_fen: netFen,
      tax_fen: taxFen,
      red_of_line: null,
      red_of_charge: null,
    };
  });
  const sum = rows.reduce((all, row) => all + row.net_fen + row.tax_fen, 0);
  if (sum === 0) throw fieldRefused('/charges', 'costs-nothing');
  return rows;
}

/** Whether what is kept are these, so that lines that are as they were keep their numbers. */
export const sameCharges = (old: readonly NamedCharge[], rows: readonly NewCharge[]): boolean =>
  old.length === rows.length &&
  rows.every((row, at) =>
    (Object.keys(row) as (keyof NewCharge)[]).every((key) => row[key] === old[at]![key]),
  );

/** What lines of an invoice without receipts, or of a red one, say in the books. */
export function chargeEntries(
  row: Pick<NamedSupplierInvoice, 'supplier_id' | 'deductible'>,
  charges: readonly Pick<NamedCharge, 'account' | 'net_fen' | 'tax_fen'>[],
): VoucherEntry[] {
  const { supplier_id: supplierId } = row;
  const input = (charge: { tax_fen: number }) => (row.deductible === 1 ? charge.tax_fen : 0);
  const gross = charges.reduce((all, one) => all + one.net_fen + one.tax_fen, 0);
  return [
    { account: 'payable', amountFen: -gross, supplierId },
    {
      account: 'taxInput',
      amountFen: charges.reduce((all, one) => all + input(one), 0),
      supplierId,
    },
    ...charges.map((one) => ({
      account: one.account as AccountKey,
      amountFen: one.net_fen + one.tax_fen - input(one),
      supplierId,
    })),
  ];
}

/** Makes owed what an invoice without receipts says: on the day that it says, else by the terms. */
export async function postCharges(
  ctx: WriteContext,
  row: NamedSupplierInvoice,
  doc: MoneyDoc,
): Promise<void> {
  const { entity_id: entityId, business_date: businessDate, gross_fen: amountFen } = row;
  const { term_id: termId } = (await supplierById(ctx.tx, row.supplier_id))!;
  const dues =
    row.due_date === null
      ? await invoiceSchedule(ctx.tx, termId, {
          came: businessDate,
          invoiced: businessDate,
          amountFen,
        })
      : [{ dueDate: row.due_date, amountFen }];
  await postMoney(ctx, 'ap', {
    entityId,
    party: { kind: 'supplier', id: row.supplier_id },
    kind: 'goods',
    doc,
    businessDate,
    dues: dues.filter((due) => due.amountFen !== 0),
  });
  const lines = chargeEntries(row, await chargesOf(ctx.tx, row.id));
  await postVoucher(ctx, { entityId, doc, businessDate, lines });
}
