import type { ExpressionBuilder } from 'kysely';
import type { Reader } from '../database.ts';
import type { Position } from '../keyset.ts';
import { marksAmong } from '../marks.ts';
import type { DB } from '../schema/database.ts';

/** What the audit is narrowed to; instants in UTC ms. */
export interface AuditFilter {
  actorId?: number | undefined;
  entity?: string | undefined;
  entityId?: number | undefined;
  action?: string | undefined;
  since?: number | undefined;
  before?: number | undefined;
}

/** When the newest event happened, UTC ms; null before the first. */
/** What one action changed of a row, newest first: of a row that the caller found by its scope. */
export async function changesOf(
  db: Reader,
  { entity, entityId, action }: { entity: string; entityId: number; action: string },
  limit: number,
): Promise<{ at: number; before: string | null; after: string | null }[]> {
  return await db
    .selectFrom('audit_event')
    .select(['at', 'before', 'after'])
    .where('entity', '=', entity)
    .where('entity_id', '=', entityId)
    .where('action', '=', action)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function newestEventAt(db: Reader): Promise<number | null> {
  const row = await db
    .selectFrom('audit_event')
    .select('at')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

type AuditExpression = ExpressionBuilder<DB, 'audit_event'>;

function narrowed(eb: AuditExpression, filter: AuditFilter, after: Position | null) {
  const { actorId, entity, entityId, action, since, before } = filter;
  const parts = [];
  if (actorId !== undefined) parts.push(eb('audit_event.actor_id', '=', actorId));
  if (entity !== undefined) parts.push(eb('audit_event.entity', '=', entity));
  if (entityId !== undefined) parts.push(eb('audit_event.entity_id', '=', entityId));
  if (action !== undefined) parts.push(eb('audit_event.action', '=', action));
  if (since !== undefined) parts.push(eb('audit_event.at', '>=', since));
  if (before !== undefined) parts.push(eb('audit_event.at', '<', before));
  if (after) {
    const at = Number(after.value);
    parts.push(eb('audit_event.at', '<=', at));
    parts.push(eb.or([eb('audit_event.at', '<', at), eb('audit_event.id', '<', after.id)]));
  }
  return eb.and(parts);
}

interface AuditPage {
  after: Position | null;
  limit: number;
}

/** Rows of the audit, newest first, with the names of those who acted. */
export async function listAudit(db: Reader, filter: AuditFilter, page: AuditPage) {
  return await db
    .selectFrom('audit_event')
    .leftJoin('user as actor', 'actor.id', 'audit_event.actor_id')
    .selectAll('audit_event')
    .select('actor.name as actor_name')
    .where((eb) => narrowed(eb as never, filter, page.after))
    .orderBy('audit_event.at', 'desc')
    .orderBy('audit_event.id', 'desc')
    .limit(page.limit)
    .execute();
}

/** Every `step`th of them behind `page.after`, looking no further than `page.limit`. */
export async function markAudit(
  db: Reader,
  filter: AuditFilter,
  page: AuditPage,
  step: number,
): Promise<{ marks: Position[]; count: number }> {
  const hits = db
    .selectFrom('audit_event')
    .select(['audit_event.at as value', 'audit_event.id as id'])
    .where((eb) => narrowed(eb, filter, page.after))
    .orderBy('audit_event.at', 'desc')
    .orderBy('audit_event.id', 'desc')
    .limit(page.limit);
  const order = [
    ['value', 'desc'],
    ['id', 'desc'],
  ] as const;
  const { marks, count } = await marksAmong(db, hits, order, step);
  return { marks: marks.map(({ value, id }) => ({ value, id })), count };
}

/** How many there are, counted no further than `most`. */
export async function countAudit(db: Reader, filter: AuditFilter, most: number): Promise<number> {
  const { n } = await db
    .selectFrom((from) =>
      from
        .selectFrom('audit_event')
        .select('audit_event.id')
        .where((eb) => narrowed(eb, filter, null))
        .limit(most)
        .as('hit'),
    )
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

export type AuditRecord = Awaited<ReturnType<typeof listAudit>>[number];
