import type { Database } from '@xinhang/db/database.ts';
import { grantRequestById, insertGrantRequest } from '@xinhang/db/repositories/grant-requests.ts';
import { insertJob, insertJobRows } from '@xinhang/db/repositories/jobs.ts';
import { insertNotifications } from '@xinhang/db/repositories/notifications.ts';
import { canary } from './canaries.ts';
import { positions } from './expectation.ts';

/** A request like that of the administrator, by the subject; the newer one of the two. */
export async function plantGrants(db: Database, askedBy: number, like: number) {
  return await db.transaction(async (tx) => {
    const { id: _, version: _version, ...row } = (await grantRequestById(tx, like))!;
    const mine = await insertGrantRequest(tx, { ...row, asked_by: askedBy });
    const { seal } = JSON.parse(row.gains) as { seal: string };
    const version = mine.version;
    return { mine: { id: mine.id, version, seal }, theirs: { id: like, version, seal } };
  });
}

/** A notification for the subject about every customer, from when it was his. */
export async function plantNotices(db: Database, userId: number, customerIds: readonly number[]) {
  await db.transaction((tx) =>
    insertNotifications(
      tx,
      customerIds.map((customerId) => ({
        user_id: userId,
        kind: 'matrix',
        params: '{}',
        entity: 'customer',
        entity_id: customerId,
        route: `/customers/${customerId}`,
        at: 0,
        seen_at: null,
        snoozed_until: null,
      })),
    ),
  );
}

/**
 * A finished job of the subject and one of the boss, each with a row that names a stranger's
 * customer; and one of the subject that still runs, for whoever wants to stop it.
 */
export async function plantJobs(db: Database, owners: { mine: number; boss: number }) {
  const insert = async (createdBy: number, state = 'done') =>
    await db.transaction(async (tx) => {
      const job = await insertJob(tx, {
        version: 1,
        kind: 'matrix',
        title: 'matrix',
        state,
        cancel_requested: 0,
        progress: 0,
        total: 0,
        counts: '{}',
        error: null,
        input: '{}',
        point: null,
        row_count: 1,
        created_by: createdBy,
        session_id: null,
        address: '',
        created_at: 0,
      });
      const label = canary(
        positions.findIndex((row) => row.position === 'otherTeam'),
        'name',
      );
      const row = { job_id: job.id, seq: 1, ref: '1', label, outcome: 'done', code: '' };
      await insertJobRows(tx, [{ ...row, params: '{}' }]);
      return job.id;
    });
  return {
    mine: await insert(owners.mine),
    boss: await insert(owners.boss),
    running: await insert(owners.mine, 'running'),
  };
}
