import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import { containsIn } from '../contains.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';
import { inScope } from '../scope.ts';

export type NamedClaim = Awaited<ReturnType<ReturnType<typeof named>['execute']>>[number];
export type ClaimLine = Awaited<ReturnType<typeof linesOfClaims>>[number];
export type NewClaimLine = Omit<Insertable<DB['expense_line']>, 'id' | 'claim_id' | 'sort'>;
export type ClaimFileRecord = Selectable<DB['expense_file']>;

const named = (db: Reader) =>
  db
    .selectFrom('expense_claim')
    .innerJoin('user as person', 'person.id', 'expense_claim.user_id')
    .leftJoin('cash_account', 'cash_account.id', 'expense_claim.account_id')
    .leftJoin('user as payer', 'payer.id', 'expense_claim.paid_by')
    .selectAll('expense_claim')
    .select(['person.name as person_name', 'cash_account.name as account_name'])
    .select(['cash_account.kind as account_kind', 'payer.name as payer_name']);

/** Claims of whoever the actor reaches; what is not handed in is its person's alone. */
function reached(db: Reader, actor: Actor) {
  const reach = actor.reach.get('expenses.read');
  return named(db).where((eb) => {
    const own = eb('expense_claim.user_id', '=', actor.userId);
    const theirs = reach?.all
      ? eb.lit(true)
      : eb('expense_claim.user_id', 'in', [...(reach?.ownerIds ?? []), -1]);
    // A claim that came back was handed in before.
    const handedIn = eb('expense_claim.state', '!=', 'draft');
    return reach ? eb.or([own, eb.and([theirs, handedIn])]) : eb.lit(false);
  });
}

export interface ClaimFilter {
  states?: readonly string[] | undefined;
  personId?: number | undefined;
  text?: string | undefined;
  /** Handed in from and before, in ms. */
  from?: number | undefined;
  before?: number | undefined;
}

/** A page of claims, the newest first. */
export async function listClaims(
  db: Reader,
  actor: Actor,
  { states, personId, text, from, before }: ClaimFilter,
  { after, limit }: { after: number | null; limit: number },
): Promise<NamedClaim[]> {
  let query = reached(db, actor);
  if (states) query = query.where('expense_claim.state', 'in', states);
  if (personId !== undefined) query = query.where('expense_claim.user_id', '=', personId);
  if (from !== undefined) query = query.where('expense_claim.submitted_at', '>=', from);
  if (before !== undefined) query = query.where('expense_claim.submitted_at', '<', before);
  if (text !== undefined && text !== '') {
    query = query.where((eb) =>
      containsIn(eb, ['expense_claim.no', 'expense_claim.title', 'person.name'], text),
    );
  }
  if (after !== null) query = query.where('expense_claim.id', '<', after);
  return await query.orderBy('expense_claim.id', 'desc').limit(limit).execute();
}

export async function claimInReach(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedClaim | undefined> {
  return await reached(db, actor).where('expense_claim.id', '=', id).executeTakeFirst();
}

/** Whose these claims are, of those in the actor's reach. */
export async function claimantsOf(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await reached(db, actor).where('expense_claim.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.person_name]));
}

/** A claim, whoever asks: for its approval and for what is told of it. */
export async function claimById(db: Reader, id: number): Promise<NamedClaim | undefined> {
  return await named(db).where('expense_claim.id', '=', id).executeTakeFirst();
}

/** Lines of claims that the caller found; names of customers only as far as the actor sees them. */
export async function linesOfClaims(db: Reader, actor: Actor, claimIds: readonly number[]) {
  if (claimIds.length === 0) return [];
  return await db
    .selectFrom('expense_line')
    .innerJoin('cash_category as category', 'category.id', 'expense_line.category_id')
    .leftJoin('customer', (join) =>
      join
        .onRef('customer.id', '=', 'expense_line.customer_id')
        .on((eb) => inScope(actor, 'customers.read')(eb as never)),
    )
    .selectAll('expense_line')
    .select(['category.name as category_name', 'category.account as category_account'])
    .select('customer.name as customer_name')
    .where('claim_id', 'in', claimIds)
    .orderBy('claim_id', 'desc')
    .orderBy('expense_line.sort')
    .execute();
}

/** What was spent for a customer and handed in, by whoever the actor reaches, the newest first. */
export async function linesForCustomer(db: Reader, actor: Actor, customerId: number) {
  return await db
    .selectFrom('expense_line')
    .innerJoin(reached(db, actor).as('claim'), 'claim.id', 'expense_line.claim_id')
    .innerJoin('cash_category as category', 'category.id', 'expense_line.category_id')
    .select(['claim.id as claim_id', 'claim.no', 'claim.state', 'claim.user_id'])
    .select(['claim.person_name', 'category.name as category_name', 'expense_line.spent_on'])
    .select(['expense_line.amount_fen', 'expense_line.note'])
    .where('expense_line.customer_id', '=', customerId)
    .where('claim.state', '!=', 'draft')
    .orderBy('expense_line.spent_on', 'desc')
    .orderBy('expense_line.id', 'desc')
    .execute();
}

/** How many claims in the actor's reach are in this state; his own that came back. */
export async function countClaims(
  db: Reader,
  actor: Actor,
  what: 'approved' | 'cameBack',
): Promise<number> {
  let query = reached(db, actor)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('expense_claim.state', '=', what === 'approved' ? 'approved' : 'draft');
  if (what === 'cameBack') query = query.where('expense_claim.reason', '!=', '');
  return Number((await query.executeTakeFirstOrThrow()).n);
}

export async function insertClaim(
  tx: Tx,
  row: Omit<Insertable<DB['expense_claim']>, 'id' | 'version'>,
): Promise<number> {
  return await insertNumbered(tx, 'expense_claim', { ...row, version: 1 }, 'id');
}

/** Whether it was still in that version. */
export async function updateClaim(
  tx: Tx,
  { id, version }: { id: number; version: number },
  values: Updateable<DB['expense_claim']>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('expense_claim')
    .set({ ...values, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Names the approval that was asked for, without another version: it stands on this one. */
export async function nameClaimApproval(tx: Tx, id: number, approvalId: number): Promise<void> {
  await tx
    .updateTable('expense_claim')
    .set({ approval_id: approvalId })
    .where('id', '=', id)
    .execute();
}

export async function setClaimLines(
  tx: Tx,
  claimId: number,
  lines: readonly NewClaimLine[],
): Promise<void> {
  await tx.deleteFrom('expense_line').where('claim_id', '=', claimId).execute();
  if (lines.length === 0) return;
  await tx
    .insertInto('expense_line')
    .values(lines.map((line, sort) => ({ ...line, claim_id: claimId, sort })))
    .execute();
}

export async function deleteClaim(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('expense_file').where('claim_id', '=', id).execute();
  await tx.deleteFrom('expense_line').where('claim_id', '=', id).execute();
  await tx.deleteFrom('expense_claim').where('id', '=', id).execute();
}

/** Files of a claim that the caller found, the newest first. */
export async function filesOfClaim(db: Reader, claimId: number): Promise<ClaimFileRecord[]> {
  return await db
    .selectFrom('expense_file')
    .selectAll()
    .where('claim_id', '=', claimId)
    .where('removed_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
}

/** A file that was not taken off; the caller asks for its claim. */
export async function claimFileById(db: Reader, id: number): Promise<ClaimFileRecord | undefined> {
  return await db
    .selectFrom('expense_file')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

export async function insertClaimFile(
  tx: Tx,
  row: Omit<ClaimFileRecord, 'id' | 'removed_at'>,
): Promise<ClaimFileRecord> {
  return await tx
    .insertInto('expense_file')
    .values({ ...row, removed_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function takeOffClaimFile(tx: Tx, id: number, now: number): Promise<void> {
  await tx.updateTable('expense_file').set({ removed_at: now }).where('id', '=', id).execute();
}
