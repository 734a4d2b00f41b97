import type { Reader } from '../database.ts';

const MOST = 10_000;

async function countOf(query: { execute(): Promise<unknown[]> }): Promise<number> {
  return (await query.execute()).length;
}

/** Sessions that were used since an instant, devices by state, and jobs by state; each capped. */
export async function serverCounts(db: Reader, usedSince: number) {
  const [sessions, approved, pending, running, queued] = await Promise.all([
    countOf(
      db
        .selectFrom('session')
        .select('id')
        .where('ended_at', 'is', null)
        .where('last_seen_at', '>=', usedSince)
        .limit(MOST),
    ),
    countOf(db.selectFrom('device').select('id').where('state', '=', 'approved').limit(MOST)),
    countOf(db.selectFrom('device').select('id').where('state', '=', 'pending').limit(MOST)),
    countOf(db.selectFrom('job').select('id').where('state', '=', 'running').limit(MOST)),
    countOf(db.selectFrom('job').select('id').where('state', '=', 'queued').limit(MOST)),
  ]);
  return { sessions, approved, pending, running, queued };
}
