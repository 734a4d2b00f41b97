import type { ApprovalBox, ApprovalState } from '@xinhang/shared/approvals.ts';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type ApprovalRecord = Selectable<DB['approval']>;

export async function insertApproval(
  tx: Tx,
  row: Omit<Insertable<DB['approval']>, 'id' | 'version' | 'ended_at' | 'reminded_at' | 'reason'>,
): Promise<ApprovalRecord> {
  return await tx
    .insertInto('approval')
    .values({ ...row, version: 1, ended_at: null, reminded_at: null, reason: '' })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function approvalById(db: Reader, id: number): Promise<ApprovalRecord | undefined> {
  return await db.selectFrom('approval').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function approvalsByIds(
  db: Reader,
  ids: readonly number[],
): Promise<ApprovalRecord[]> {
  if (ids.length === 0) return [];
  return await db.selectFrom('approval').selectAll().where('id', 'in', ids).execute();
}

/** What was asked for this subject, newest first. */
export async function approvalsOfSubject(
  db: Reader,
  kind: string,
  subjectId: number,
): Promise<ApprovalRecord[]> {
  return await db
    .selectFrom('approval')
    .selectAll()
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .orderBy('id', 'desc')
    .execute();
}

/** Changes an approval that is pending; false where it is so no more. */
export async function changePending(
  tx: Tx,
  id: number,
  changes: Pick<
    Updateable<DB['approval']>,
    'state' | 'node' | 'reason' | 'ended_at' | 'reminded_at'
  >,
): Promise<boolean> {
  const changed = await tx
    .updateTable('approval')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return Number(changed.numUpdatedRows) === 1;
}

/** Whose box: of a person, and of those for whom this person decides. */
export interface BoxFilter {
  box: ApprovalBox;
  userId: number;
  principalIds: readonly number[];
  state?: ApprovalState | undefined;
}

function boxOf(db: Reader, { box, userId, principalIds, state }: BoxFilter) {
  let query = db.selectFrom('approval');
  if (state) query = query.where('state', '=', state);
  if (box === 'mine') return query.where('applicant_id', '=', userId);
  if (box === 'cc') {
    return query.where((eb) =>
      eb(
        'id',
        'in',
        eb.selectFrom('approval_cc').select('approval_id').where('user_id', '=', userId),
      ),
    );
  }
  if (box === 'done') {
    return query.where((eb) =>
      eb(
        'id',
        'in',
        eb.selectFrom('approval_task').select('approval_id').where('acted_by', '=', userId),
      ),
    );
  }
  if (box === 'todo') {
    return query.where((eb) => {
      const waiting = (ids: readonly number[]) =>
        eb
          .selectFrom('approval_task')
          .select('approval_id')
          .where('user_id', 'in', ids)
          .where('state', '=', 'pending');
      const own = eb('id', 'in', waiting([userId]));
      if (principalIds.length === 0) return own;
      // Nobody decides on his own, as a deputy neither.
      const others = eb('applicant_id', '!=', userId);
      return eb.or([own, eb.and([eb('id', 'in', waiting(principalIds)), others])]);
    });
  }
  return query;
}

/** A page of a box: newest first, or (what waits) oldest first. */
export async function listApprovals(
  db: Reader,
  filter: BoxFilter,
  page: { after: number | null; limit: number },
): Promise<ApprovalRecord[]> {
  let query = boxOf(db, filter).selectAll();
  const up = filter.box === 'todo';
  if (page.after !== null) query = query.where('id', up ? '>' : '<', page.after);
  return await query
    .orderBy('id', up ? 'asc' : 'desc')
    .limit(page.limit)
    .execute();
}

/** How many there are, counted no further than `cap`. */
export async function countApprovals(db: Reader, filter: BoxFilter, cap: number): Promise<number> {
  return (await boxOf(db, filter).select('id').limit(cap).execute()).length;
}

export async function insertCc(
  tx: Tx,
  approvalId: number,
  userIds: readonly number[],
): Promise<void> {
  if (userIds.length === 0) return;
  await tx
    .insertInto('approval_cc')
    .values(userIds.map((userId) => ({ approval_id: approvalId, user_id: userId })))
    .execute();
}

/** Those of these approvals of which this person was told. */
export async function toldOf(
  db: Reader,
  userId: number,
  approvalIds: readonly number[],
): Promise<Set<number>> {
  if (approvalIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('approval_cc')
    .select('approval_id')
    .where('user_id', '=', userId)
    .where('approval_id', 'in', approvalIds)
    .execute();
  return new Set(rows.map((row) => row.approval_id));
}
