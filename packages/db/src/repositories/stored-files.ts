import type { Permission } from '@xinhang/shared/permissions.ts';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Actor } from '../actor.ts';
import { cappedCount } from '../capped-count.ts';
import { containsIn } from '../contains.ts';
import type { Reader } from '../database.ts';
import type { Position } from '../keyset.ts';
import type { DB } from '../schema/database.ts';
import { hangingShown, inScope } from '../scope.ts';

/** Files of rows of this kind are seen with this permission. */
export interface KindRight {
  readonly kind: string;
  readonly permission: Permission;
}

export interface StoredFileFilter {
  /** Part of the name, whatever the case of Latin letters. */
  readonly name?: string | undefined;
  /** Of one of these types; `without` means of none of those. */
  readonly mimes?: { readonly of: readonly string[]; readonly without: readonly string[] | null };
  readonly kinds?: readonly string[] | undefined;
  readonly uploaderIds?: readonly number[] | undefined;
}

type Rows = ExpressionBuilder<DB, 'attachment' | 'customer'>;

/** Kind of what hangs on no row yet; such a file is its sender's alone. */
const DRAFT = 'draft';

function matching(eb: Rows, filter: StoredFileFilter): Expression<SqlBool> {
  const { name, mimes, kinds, uploaderIds } = filter;
  const parts: Expression<SqlBool>[] = [];
  if (name) parts.push(containsIn(eb, ['attachment.name'], name));
  if (mimes) {
    const ways = [];
    if (mimes.of.length > 0) ways.push(eb('attachment.mime', 'in', mimes.of));
    if (mimes.without) ways.push(eb('attachment.mime', 'not in', mimes.without));
    parts.push(eb.or(ways));
  }
  if (kinds) parts.push(eb('attachment.owner_kind', 'in', kinds));
  if (uploaderIds) parts.push(eb('attachment.uploaded_by', 'in', uploaderIds));
  return eb.and(parts);
}

/** Files whose row the actor sees: each kind by its own right, never through the pool. */
function seen(db: Reader, actor: Actor, rights: readonly KindRight[], filter: StoredFileFilter) {
  return db
    .selectFrom('attachment')
    .innerJoin('customer', 'customer.id', 'attachment.customer_id')
    .where('attachment.removed_at', 'is', null)
    .where((eb) => {
      const reached = (permission: Permission) => inScope(actor, permission)(eb as never);
      return eb.or([
        ...rights.map(({ kind, permission }) =>
          eb.and([eb('attachment.owner_kind', '=', kind), reached(permission)]),
        ),
        eb.and([
          eb('attachment.owner_kind', '=', DRAFT),
          eb('attachment.owner_id', '=', actor.userId),
          reached('customers.read'),
        ]),
      ]);
    })
    .where((eb) => hangingShown(actor)(eb as never))
    .where((eb) => matching(eb, filter));
}

/** A page of them, the newest or the biggest first. */
export async function listStoredFiles(
  db: Reader,
  actor: Actor,
  rights: readonly KindRight[],
  wanted: StoredFileFilter & {
    sort: 'newest' | 'biggest';
    after: Position | null;
    limit: number;
  },
) {
  let query = seen(db, actor, rights, wanted)
    .innerJoin('user as sender', 'sender.id', 'attachment.uploaded_by')
    .select([
      'attachment.id',
      'attachment.name',
      'attachment.mime',
      'attachment.size',
      'attachment.sha256',
      'attachment.at',
      'attachment.owner_kind',
      'attachment.customer_id',
      'attachment.uploaded_by',
      'customer.name as customer_name',
      'sender.name as sender_name',
    ])
    .limit(wanted.limit);
  const { after } = wanted;
  if (wanted.sort === 'newest') {
    if (after) query = query.where('attachment.id', '<', after.id);
    return await query.orderBy('attachment.id', 'desc').execute();
  }
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('attachment.size', '<', Number(after.value)),
        eb.and([
          eb('attachment.size', '=', Number(after.value)),
          eb('attachment.id', '<', after.id),
        ]),
      ]),
    );
  }
  return await query.orderBy('attachment.size', 'desc').orderBy('attachment.id', 'desc').execute();
}
export type StoredFileRecord = Awaited<ReturnType<typeof listStoredFiles>>[number];

/** How many there are, counted no further than `cap`. */
export async function countStoredFiles(
  db: Reader,
  actor: Actor,
  rights: readonly KindRight[],
  filter: StoredFileFilter,
  cap: number,
): Promise<number> {
  const query = seen(db, actor, rights, filter).select('attachment.id');
  const counted = await cappedCount(db, [query as never], cap)?.executeTakeFirstOrThrow();
  return Number(counted?.n ?? 0);
}

/** Attachments of the whole company, and their bytes; a figure for whoever looks after the disk. */
export async function attachedInAll(db: Reader): Promise<{ count: number; bytes: number }> {
  const row = await db
    .selectFrom('attachment')
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.coalesce(eb.fn.sum<number>('size'), eb.lit(0)).as('bytes'),
    ])
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), bytes: Number(row.bytes) };
}

/** A hash that some row refers to: with its bytes, and what refers to it. */
export interface Referred {
  readonly hash: string;
  readonly size: number;
  readonly use: 'attachment' | 'import' | 'job';
}

/** What rows refer to among the hashes that begin with these two hex digits. */
export async function referredUnder(db: Reader, beginning: string): Promise<Referred[]> {
  // `g` comes after every hex digit.
  const [from, to] = [beginning, `${beginning}g`];
  const rows = await db
    .selectFrom('attachment')
    .select((eb) => ['sha256 as hash', 'size', eb.val('attachment').as('use')])
    .where('removed_at', 'is', null)
    .where('sha256', '>=', from)
    .where('sha256', '<', to)
    .union(
      db
        .selectFrom('import_batch')
        .select((eb) => ['file_sha256 as hash', 'file_size as size', eb.val('import').as('use')])
        .where('file_sha256', '>=', from)
        .where('file_sha256', '<', to),
    )
    .union(
      db
        .selectFrom('request_file')
        .select((eb) => ['sha256 as hash', 'size', eb.val('attachment').as('use')])
        .where('removed_at', 'is', null)
        .where('sha256', '>=', from)
        .where('sha256', '<', to),
    )
    .union(
      db
        .selectFrom('kb_file')
        .select((eb) => ['sha256 as hash', 'size', eb.val('attachment').as('use')])
        .where('removed_at', 'is', null)
        .where('sha256', '>=', from)
        .where('sha256', '<', to),
    )
    .union(
      db
        .selectFrom('product_image')
        .select((eb) => ['sha256 as hash', 'size', eb.val('attachment').as('use')])
        .where('removed_at', 'is', null)
        .where('sha256', '>=', from)
        .where('sha256', '<', to),
    )
    .union(
      db
        .selectFrom('deal_file')
        .select((eb) => ['sha256 as hash', 'size', eb.val('attachment').as('use')])
        .where('removed_at', 'is', null)
        .where('sha256', '>=', from)
        .where('sha256', '<', to),
    )
    .union(
      db
        .selectFrom('expense_file')
        .select((eb) => ['sha256 as hash', 'size', eb.val('attachment').as('use')])
        .where('removed_at', 'is', null)
        .where('sha256', '>=', from)
        .where('sha256', '<', to),
    )
    .union(
      db
        .selectFrom('inquiry_file')
        .select((eb) => ['sha256 as hash', 'size', eb.val('attachment').as('use')])
        .where('removed_at', 'is', null)
        .where('sha256', '>=', from)
        .where('sha256', '<', to),
    )
    .union(
      db
        .selectFrom('job')
        .select((eb) => [
          eb.fn.coalesce('file_sha256', eb.val('')).as('hash'),
          eb.fn.coalesce('file_size', eb.lit(0)).as('size'),
          eb.val('job').as('use'),
        ])
        .where('file_sha256', '>=', from)
        .where('file_sha256', '<', to),
    )
    .execute();
  return rows.map((row) => ({
    hash: row.hash,
    size: Number(row.size),
    use: row.use as Referred['use'],
  }));
}
