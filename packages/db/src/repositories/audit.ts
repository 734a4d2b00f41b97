import type { Reader } from '../database.ts';
import type { Position } from '../keyset.ts';

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
export async function newestEventAt(db: Reader): Promise<number | null> {
  const row = await db
    .selectFrom('audit_event')
    .select('at')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Rows of the audit, newest first, with the names of those who acted. */
export async function listAudit(
  db: Reader,
  filter: AuditFilter,
  page: { after: Position | null; limit: number },
) {
  let query = db
    .selectFrom('audit_event')
    .leftJoin('user as actor', 'actor.id', 'audit_event.actor_id')
    .selectAll('audit_event')
    .select('actor.name as actor_name');
  const { actorId, entity, entityId, action, since, before } = filter;
  if (actorId !== undefined) query = query.where('audit_event.actor_id', '=', actorId);
  if (entity !== undefined) query = query.where('audit_event.entity', '=', entity);
  if (entityId !== undefined) query = query.where('audit_event.entity_id', '=', entityId);
  if (action !== undefined) query = query.where('audit_event.action', '=', action);
  if (since !== undefined) query = query.where('audit_event.at', '>=', since);
  if (before !== undefined) query = query.where('audit_event.at', '<', before);
  const { after } = page;
  if (after) {
    const at = Number(after.value);
    query = query
      .where('audit_event.at', '<=', at)
      .where((eb) => eb.or([eb('audit_event.at', '<', at), eb('audit_event.id', '<', after.id)]));
  }
  return await query
    .orderBy('audit_event.at', 'desc')
    .orderBy('audit_event.id', 'desc')
    .limit(page.limit)
    .execute();
}
export type AuditRecord = Awaited<ReturnType<typeof listAudit>>[number];
