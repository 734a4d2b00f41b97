import { peopleReached } from '@xinhang/db/repositories/appraisal-sheets.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { changeState, headsWith, needPerson } from '../org/service.ts';

/** People on whom the actor decides, as filters of lists have them: those in reach, not himself. */
export const decidedOn = ({ actor }: ReadContext) => ({
  personIds: peopleReached(actor.reach.get('staff.decide')),
  notPersonId: actor.userId,
});

/** Of these people those whose head the actor is, as the organisation stands. */
export async function ownPeople(ctx: ReadContext, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const headOf = await headsWith(ctx.db, 'staff.decide');
  return [...new Set(ids)].filter((id) => headOf(id) === ctx.actor.userId);
}

/** News for the head and for who acts, never for the person; the audit says whose and how far. */
export async function recordCase(
  ctx: WriteContext,
  action: string,
  entity: 'probation' | 'watch',
  row: { id: number; version: number; person_id: number; state: string },
  before: { state: string } | null,
): Promise<void> {
  const state = ({ state: of }: { state: string }) => ({ user_id: row.person_id, state: of });
  await ctx.audit({
    action,
    entity,
    entityId: row.id,
    before: before && state(before),
    after: state(row),
  });
  const head = (await headsWith(ctx.tx, 'staff.decide'))(row.person_id);
  const audience = [head, ctx.actor.userId || null].filter((id) => id !== null);
  const { id, version } = row;
  await ctx.emit({
    entity,
    id,
    version,
    audience: audience.filter((one) => one !== row.person_id),
  });
}

/** Tells the head above the person that something is to be decided. */
export async function tellHead(
  ctx: WriteContext,
  kind: 'probation-due' | 'watch-proposed',
  entity: 'probation' | 'watch',
  { id, personId }: { id: number; personId: number },
): Promise<void> {
  const head = (await headsWith(ctx.tx, 'staff.decide'))(personId);
  if (head === null) return;
  const route = `/appraisals/${entity}/${id}`;
  await ctx.notify([head], { kind, about: { entity, id }, route });
}

/**
 * Employment ends on a day: from now on the person is on the way out, as whoever looks after
 * accounts would say it. What he owns is handed over before he is marked as left; nothing of that
 * is done or skipped here. Somebody who is on the way out already stays so.
 */
export async function beginLeaving(
  http: Http,
  ctx: WriteContext,
  personId: number,
  lastDay: string,
): Promise<void> {
  const { version, state } = await needPerson(ctx.tx, personId);
  if (state !== 'active') return;
  await changeState(http, ctx, personId, { version, state: 'leaving', leftOn: lastDay });
}
