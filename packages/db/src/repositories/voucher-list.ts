import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import { may, type Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader } from '../database.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

export interface VoucherFilter {
  /** Business dates, both included. */
  from?: string | undefined;
  to?: string | undefined;
  account?: string | undefined;
  docKind?: string | undefined;
  docId?: number | undefined;
  text?: string | undefined;
}
export type ListedVoucher = Awaited<ReturnType<typeof listVouchers>>[number];
export type ListedLine = Awaited<ReturnType<typeof linesOfVouchers>>[number];

const asked =
  ({ from, to, account, docKind, docId, text = '' }: VoucherFilter) =>
  (eb: ExpressionBuilder<DB, 'voucher'>): Expression<SqlBool> => {
    const parts: Expression<SqlBool>[] = [];
    if (from) parts.push(eb('voucher.business_date', '>=', from));
    if (to) parts.push(eb('voucher.business_date', '<=', to));
    if (docKind) parts.push(eb('voucher.doc_kind', '=', docKind));
    if (docId !== undefined) parts.push(eb('voucher.doc_id', '=', docId));
    if (account) {
      const lines = eb
        .selectFrom('voucher_line')
        .select('voucher_line.id')
        .whereRef('voucher_line.voucher_id', '=', 'voucher.id')
        .where('voucher_line.account', '=', account);
      parts.push(eb.exists(lines));
    }
    if (text !== '') parts.push(containsIn(eb, ['voucher.doc_no'], text));
    return eb.and(parts);
  };

/** A page of vouchers, the newest date first, the last posted of a day before the others. */
export async function listVouchers(
  db: Reader,
  filter: VoucherFilter,
  { after, limit }: { after: { date: string; id: number } | null; limit: number },
) {
  let query = db
    .selectFrom('voucher')
    .innerJoin('user', 'user.id', 'voucher.posted_by')
    .selectAll('voucher')
    .select('user.name as poster_name')
    .where((eb) => asked(filter)(eb as never));
  if (after) {
    query = query.where((eb) =>
      eb(eb.refTuple('voucher.business_date', 'voucher.id'), '<', eb.tuple(after.date, after.id)),
    );
  }
  return await query
    .orderBy('voucher.business_date', 'desc')
    .orderBy('voucher.id', 'desc')
    .limit(limit)
    .execute();
}

/** One voucher, and the one that takes it back. */
export async function voucherById(db: Reader, id: number) {
  return await db
    .selectFrom('voucher')
    .innerJoin('user', 'user.id', 'voucher.posted_by')
    .leftJoin('voucher as back', 'back.reversal_of', 'voucher.id')
    .selectAll('voucher')
    .select(['user.name as poster_name', 'back.id as back_id'])
    .where('voucher.id', '=', id)
    .executeTakeFirst();
}

export async function linesOfVouchers(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('voucher_line')
    .selectAll()
    .where('voucher_id', 'in', ids)
    .orderBy('voucher_id')
    .orderBy('sort')
    .execute();
}

const debit = sql<number | null>`sum(case when voucher_line.amount_fen > 0
  then voucher_line.amount_fen else 0 end)`;
const credit = sql<number | null>`sum(case when voucher_line.amount_fen < 0
  then -voucher_line.amount_fen else 0 end)`;

/** Both sides of every voucher that is asked for; of an account its own alone. */
export async function voucherSums(db: Reader, filter: VoucherFilter) {
  let query = db
    .selectFrom('voucher')
    .innerJoin('voucher_line', 'voucher_line.voucher_id', 'voucher.id')
    .select([debit.as('debit'), credit.as('credit')])
    .where((eb) => asked(filter)(eb as never));
  if (filter.account) query = query.where('voucher_line.account', '=', filter.account);
  const row = await query.executeTakeFirst();
  return { debitFen: Number(row?.debit ?? 0), creditFen: Number(row?.credit ?? 0) };
}

/** Of each account that anything stands on: before `from`, and what moved until `to`, in fen. */
export async function accountSums(db: Reader, { from, to }: { from: string; to: string }) {
  const before = sql<boolean>`voucher.business_date < ${from}`;
  const side = (sign: 1 | -1) => sql<number>`sum(case
    when not (${before}) and ${sql.lit(sign)} * voucher_line.amount_fen > 0
    then ${sql.lit(sign)} * voucher_line.amount_fen else 0 end)`;
  const opening = sql<number>`sum(case when ${before} then voucher_line.amount_fen else 0 end)`;
  const rows = await db
    .selectFrom('voucher_line')
    .innerJoin('voucher', 'voucher.id', 'voucher_line.voucher_id')
    .innerJoin('account', 'account.key', 'voucher_line.account')
    .select(['account.key', 'account.code'])
    .select([opening.as('opening'), side(1).as('debit'), side(-1).as('credit')])
    .where('voucher.business_date', '<=', to)
    .groupBy(['account.key', 'account.code'])
    .orderBy('account.code')
    .execute();
  return rows.map(({ key, code, ...row }) => ({
    key,
    code,
    openingFen: Number(row.opening),
    debitFen: Number(row.debit),
    creditFen: Number(row.credit),
  }));
}

/** Ids in one question. */
const AT_ONCE = 500;

/** What is behind these ids, as far as the actor may know its name. */
export async function partyNames(
  db: Reader,
  actor: Actor,
  kind: 'customer' | 'supplier' | 'product' | 'user' | 'dept',
  ids: readonly number[],
): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  if (kind === 'supplier' && !may(actor, 'suppliers.read')) return found;
  if (kind === 'product' && !may(actor, 'products.read')) return found;
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const part = ids.slice(at, at + AT_ONCE);
    const rows =
      kind === 'customer'
        ? await db
            .selectFrom('customer')
            .select(['customer.id', 'customer.name'])
            .where('customer.id', 'in', part)
            .where(inScope(actor, 'customers.read'))
            .execute()
        : await db.selectFrom(kind).select(['id', 'name']).where('id', 'in', part).execute();
    for (const row of rows) found.set(row.id, row.name);
  }
  return found;
}
