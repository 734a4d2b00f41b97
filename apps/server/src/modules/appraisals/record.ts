import { sheetById, type NamedSheet } from '@xinhang/db/repositories/appraisal-sheets.ts';
import type { WriteContext } from '../../http/context.ts';
import { headsWith } from '../org/service.ts';

/** News for the person and the head, and the audit: whose and how far, no score and no word. */
export async function recordSheet(
  ctx: WriteContext,
  action: string,
  id: number,
  before: NamedSheet | null = null,
): Promise<NamedSheet> {
  const after = (await sheetById(ctx.tx, id))!;
  const shown = ({ person_id, period, state }: NamedSheet) => ({
    user_id: person_id,
    period,
    state,
  });
  await ctx.audit({
    action,
    entity: 'appraisal',
    entityId: id,
    before: before && shown(before),
    after: shown(after),
  });
  const head = (await headsWith(ctx.tx, 'appraisals.score'))(after.person_id);
  const audience = [after.person_id, ...(head === null ? [] : [head])];
  await ctx.emit({ entity: 'appraisal', id, version: after.version, audience });
  return after;
}
