import type { Database } from '@xinhang/db/database.ts';
import type { Owner } from './expectation.ts';
import { NOBODY, type Hands } from './plant-customers.ts';

export const claimants = [
  'me',
  'teammate',
  'subordinate',
  'principal',
  'named',
  'stranger',
] as const satisfies readonly Owner[];

/** Of every person a claim that waits for its money and one that is paid; of the subject a draft. */
export async function plantExpenses(
  { plant, get, boss, people }: Hands,
  db: Database,
  { customerId, accountId }: { customerId: number; accountId: number },
) {
  const { rows } = await get<{ rows: { id: number; kind: string }[] }>(boss, '/cash-categories');
  const categoryId = rows.find((row) => row.kind === 'expense')!.id;
  const made = await plant(boss, 'POST', '/expense-claims', { title: '矩阵', lines: [] });
  let no = 0;
  const claim = async (owner: Owner, state: 'draft' | 'approved' | 'paid') =>
    await db.transaction(async (tx) => {
      const { entity_id } = await tx
        .selectFrom('expense_claim')
        .select('entity_id')
        .where('id', '=', made.id)
        .executeTakeFirstOrThrow();
      const { id } = await tx
        .insertInto('expense_claim')
        .values({
          version: 1,
          no: state === 'draft' ? null : `矩阵-${(no += 1)}`,
          state,
          entity_id,
          user_id: people[owner],
          title: '矩阵',
          amount_fen: 100,
          made_at: 1,
          submitted_at: state === 'draft' ? null : 1,
          reason: '',
          approval_id: null,
          account_id: state === 'paid' ? accountId : null,
          paid_on: state === 'paid' ? '2026-11-20' : null,
          paid_by: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const line = { spent_on: '2026-11-20', amount_fen: 100, note: '', customer_id: customerId };
      await tx
        .insertInto('expense_line')
        .values({ ...line, claim_id: id, sort: 0, category_id: categoryId })
        .execute();
      return id;
    });
  const approved = {} as Record<Owner, number>;
  const paid = {} as Record<Owner, number>;
  for (const owner of claimants) {
    approved[owner] = await claim(owner, 'approved');
    paid[owner] = await claim(owner, 'paid');
  }
  // Of bytes that are there: the file of a draft of the boss.
  const path = `/expense-claims/${made.id}/files?name=matrix.txt`;
  const kept = await plant(boss, 'POST', path, Buffer.from('matrix'));
  const file = async (claimId: number) =>
    await db.transaction(async (tx) => {
      const files = tx.selectFrom('expense_file').selectAll();
      const { id: _id, ...row } = await files.where('id', '=', kept.id).executeTakeFirstOrThrow();
      const hung = tx.insertInto('expense_file').values({ ...row, claim_id: claimId });
      return (await hung.returning('id').executeTakeFirstOrThrow()).id;
    });
  const draft = await claim('me', 'draft');
  return {
    categoryId,
    approved,
    paid,
    draft,
    /** Of the boss, whose drafts nobody else reads. */
    bossDraft: made.id,
    none: NOBODY,
    file: await file(draft),
    strangerFile: await file(approved.stranger),
  };
}
