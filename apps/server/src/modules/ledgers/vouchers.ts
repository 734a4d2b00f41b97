import { OWN_CURRENCY } from '@xinhang/db/own-currency.ts';
import {
  insertVoucher,
  standingVouchers,
  voucherLines,
} from '@xinhang/db/repositories/vouchers.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import type { WriteContext } from '../../http/context.ts';
import type { MoneyDoc } from './money.ts';
import { assertPeriodOpen, assertPostable } from './periods.ts';

export interface VoucherEntry {
  account: AccountKey;
  /** In fen: debit above 0, credit below; 0 is left out. */
  amountFen: number;
  customerId?: number;
  supplierId?: number;
  productId?: number;
  userId?: number;
  deptId?: number;
  projectId?: number;
}

type Posting = Pick<WriteContext, 'tx' | 'now' | 'actor' | 'opening'>;

/** Writes a voucher of an event, in its transaction. RangeError unless its lines sum to 0. */
export async function postVoucher(
  ctx: Posting,
  what: { entityId: number; doc: MoneyDoc; businessDate: string; lines: readonly VoucherEntry[] },
): Promise<void> {
  const lines = what.lines.filter((line) => line.amountFen !== 0);
  const sum = lines.reduce((total, line) => total + line.amountFen, 0);
  if (sum !== 0) throw new RangeError(`a voucher of ${what.doc.kind} is out by ${sum} fen`);
  if (lines.length === 0) return;
  await assertPostable(ctx, 'finance', what.businessDate);
  await insertVoucher(
    ctx.tx,
    {
      entity_id: what.entityId,
      doc_kind: what.doc.kind,
      doc_id: what.doc.id,
      doc_no: what.doc.no,
      business_date: what.businessDate,
      reversal_of: null,
      posted_by: ctx.actor.userId,
      posted_at: ctx.now,
    },
    lines.map((line) => ({
      account: line.account,
      amount_fen: line.amountFen,
      customer_id: line.customerId ?? null,
      supplier_id: line.supplierId ?? null,
      product_id: line.productId ?? null,
      user_id: line.userId ?? null,
      dept_id: line.deptId ?? null,
      project_id: line.projectId ?? null,
      ...OWN_CURRENCY,
      amount_cur: line.amountFen,
    })),
  );
}

/** Takes back the vouchers of a document: the same lines the other way. */
export async function reverseVoucher(
  ctx: Posting,
  doc: MoneyDoc,
  businessDate: string,
): Promise<void> {
  await assertPeriodOpen(ctx.tx, 'finance', businessDate);
  for (const { id, ...voucher } of await standingVouchers(ctx.tx, doc)) {
    const lines = (await voucherLines(ctx.tx, id)).map(
      ({ id: _line, voucher_id: _voucher, sort: _sort, ...line }) => ({
        ...line,
        amount_fen: -line.amount_fen,
        amount_cur: -line.amount_cur,
      }),
    );
    const on = businessDate < voucher.business_date ? voucher.business_date : businessDate;
    const { userId: posted_by } = ctx.actor;
    const head = { ...voucher, business_date: on, reversal_of: id, posted_by, posted_at: ctx.now };
    await insertVoucher(ctx.tx, head, lines);
  }
}
