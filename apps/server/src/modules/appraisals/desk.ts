import {
  countSheets,
  listSheets,
  type SheetFilter,
} from '@xinhang/db/repositories/appraisal-sheets.ts';
import { may } from '@xinhang/db/actor.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { ReadContext } from '../../http/context.ts';
import type { DeskSource } from '../../registry/boot.ts';
import { toSheetRow, waitingFor } from './read.ts';

async function block(ctx: ReadContext, filter: SheetFilter, limit: number) {
  const rows = await listSheets(ctx.db, filter, { after: null, limit });
  if (rows.length === 0) return null;
  return {
    count: await countSheets(ctx.db, filter, COUNT_CAP),
    items: [],
    jobs: [],
    sheets: rows.map((row) => toSheetRow(ctx, row)),
  };
}

/** Own sheets that wait for the own score or for having been read. */
export const sheetsToFill: DeskSource = {
  kind: 'sheetsToFill',
  build: (ctx, { limit }) =>
    block(ctx, { personIds: [ctx.actor.userId], states: ['draft', 'scored'] }, limit),
};

/** Sheets of one's people that wait for the score of their head. */
export const sheetsToScore: DeskSource = {
  kind: 'sheetsToScore',
  async build(ctx, { limit }) {
    if (!may(ctx.actor, 'appraisals.score')) return null;
    return await block(ctx, await waitingFor(ctx), limit);
  },
};
