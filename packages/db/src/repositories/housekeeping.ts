import type { Reader, Tx } from '../database.ts';

/** Every column that names bytes in the file store; a test holds the list against the schema. */
export const fileColumns = [
  ['attachment', 'sha256'],
  ['import_batch', 'file_sha256'],
  ['job', 'file_sha256'],
  ['request_file', 'sha256'],
  ['kb_file', 'sha256'],
  ['product_image', 'sha256'],
  ['deal_file', 'sha256'],
  ['expense_file', 'sha256'],
  ['inquiry_file', 'sha256'],
] as const;

/** What one of them refers to; of what was taken off nothing does any more. */
function hashesIn(db: Reader, [table, column]: (typeof fileColumns)[number]) {
  // One table stands for all: the names are those of the list, and nothing else is read.
  const [from, of] = [table as 'attachment', column as 'sha256'];
  const query = db.selectFrom(from).select(`${of} as hash`).distinct().where(of, 'is not', null);
  return column === 'sha256' ? query.where('removed_at', 'is', null) : query;
}

/** Hashes among these that some row still refers to. */
export async function referredHashes(db: Reader, hashes: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  if (hashes.length === 0) return found;
  for (const pair of fileColumns) {
    const query = hashesIn(db, pair).where(pair[1] as 'sha256', 'in', hashes);
    for (const { hash } of await query.execute()) found.add(hash);
  }
  return found;
}

/** Rows that nobody needs any more, by name; each takes away at most `limit` and counts them. */
export const outdated: Readonly<
  Record<string, (tx: Tx, before: number, limit: number) => Promise<number>>
> = {
  async sessions(tx, before, limit) {
    const old = tx.selectFrom('session').select('id').where('created_at', '<', before).limit(limit);
    const gone = await tx.deleteFrom('session').where('id', 'in', old).executeTakeFirst();
    return Number(gone.numDeletedRows);
  },
  async loginAttempts(tx, before, limit) {
    const old = tx
      .selectFrom('login_attempt')
      .select('key')
      .where('last_at', '<', before)
      .limit(limit);
    const gone = await tx.deleteFrom('login_attempt').where('key', 'in', old).executeTakeFirst();
    return Number(gone.numDeletedRows);
  },
  async idempotencyKeys(tx, before, limit) {
    const edge = await tx
      .selectFrom('idempotency_key')
      .select('at')
      .where('at', '<', before)
      .orderBy('at')
      .offset(limit)
      .limit(1)
      .executeTakeFirst();
    const gone = await tx
      .deleteFrom('idempotency_key')
      .where('at', '<', edge?.at ?? before)
      .executeTakeFirst();
    return Number(gone.numDeletedRows);
  },
  async changeEvents(tx, before, limit) {
    const old = tx.selectFrom('change_event').select('seq').where('at', '<', before).limit(limit);
    const gone = await tx.deleteFrom('change_event').where('seq', 'in', old).executeTakeFirst();
    return Number(gone.numDeletedRows);
  },
  async poolViews(tx, before, limit) {
    const day = new Date(before).toISOString().slice(0, 10);
    const edge = await tx
      .selectFrom('pool_view')
      .select('on_date')
      .where('on_date', '<', day)
      .orderBy('on_date')
      .offset(limit)
      .limit(1)
      .executeTakeFirst();
    const gone = await tx
      .deleteFrom('pool_view')
      .where('on_date', '<', edge?.on_date ?? day)
      .executeTakeFirst();
    return Number(gone.numDeletedRows);
  },
  async notifications(tx, before, limit) {
    const old = tx
      .selectFrom('notification')
      .select('id')
      .where('at', '<', before)
      .where('seen_at', 'is not', null)
      .limit(limit);
    const gone = await tx.deleteFrom('notification').where('id', 'in', old).executeTakeFirst();
    return Number(gone.numDeletedRows);
  },
  async drafts(tx, before, limit) {
    const old = tx
      .selectFrom('attachment')
      .select('id')
      .where('owner_kind', '=', 'draft')
      .where('removed_at', 'is', null)
      .where('at', '<', before)
      .limit(limit);
    const gone = await tx
      .updateTable('attachment')
      .set({ removed_at: before })
      .where('id', 'in', old)
      .executeTakeFirst();
    return Number(gone.numUpdatedRows);
  },
  async requestDrafts(tx, before, limit) {
    const old = tx
      .selectFrom('request_file')
      .select('id')
      .where('request_id', 'is', null)
      .where('removed_at', 'is', null)
      .where('at', '<', before)
      .limit(limit);
    const gone = await tx
      .updateTable('request_file')
      .set({ removed_at: before })
      .where('id', 'in', old)
      .executeTakeFirst();
    return Number(gone.numUpdatedRows);
  },
  async articleDrafts(tx, before, limit) {
    const old = tx
      .selectFrom('kb_file')
      .select('id')
      .where('article_id', 'is', null)
      // A lesson is handed out without an article.
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('lesson')
              .select('lesson.id')
              .whereRef('lesson.file_id', '=', 'kb_file.id'),
          ),
        ),
      )
      .where('removed_at', 'is', null)
      .where('at', '<', before)
      .limit(limit);
    const gone = await tx
      .updateTable('kb_file')
      .set({ removed_at: before })
      .where('id', 'in', old)
      .executeTakeFirst();
    return Number(gone.numUpdatedRows);
  },
  /** `before` is the moment itself: each job says until when its file is kept. */
  async jobFiles(tx, before, limit) {
    const old = tx.selectFrom('job').select('id').where('file_until', '<=', before).limit(limit);
    const gone = await tx
      .updateTable('job')
      .set({ file_sha256: null, file_until: null })
      .where('id', 'in', old)
      .executeTakeFirst();
    return Number(gone.numUpdatedRows);
  },
};

/** Every hash that some row refers to, once. */
export async function allReferredHashes(db: Reader): Promise<string[]> {
  const found = new Set<string>();
  for (const pair of fileColumns) {
    for (const { hash } of await hashesIn(db, pair).execute()) found.add(hash);
  }
  return [...found].toSorted();
}
