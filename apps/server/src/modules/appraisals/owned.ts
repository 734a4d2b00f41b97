import {
  insertSheetStep,
  openSheetsOf,
  sheetsByIds,
  updateSheet,
} from '@xinhang/db/repositories/appraisal-sheets.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import type { OwnedKind } from '../../registry/owned.ts';
import { userById } from '../org/service.ts';
import { mayReadOf } from './policy.ts';
import { recordSheet } from './record.ts';

/** Sheets, as lower modules speak of them; those of a leaver that are under way are given up. */
export const ownedSheet: OwnedKind = {
  kind: 'appraisal',
  async names(ctx, ids) {
    const rows = (await sheetsByIds(ctx.db, ids)).filter((row) =>
      mayReadOf(ctx.actor, row.person_id),
    );
    return new Map(rows.map((row) => [row.id, `${row.person_name} ${row.period}`]));
  },
  async personOut(ctx, userId) {
    // Whoever is locked comes back.
    if ((await userById(ctx.tx, userId))?.state !== 'left') return;
    for (const row of await openSheetsOf(ctx.tx, userId)) {
      await updateSheet(ctx.tx, row, { state: 'void', due_on: NO_DATE });
      const by = ctx.actor.userId || null;
      const step = { sheet_id: row.id, at: ctx.now, verb: 'voided', by_user_id: by, text: '' };
      await insertSheetStep(ctx.tx, step);
      await recordSheet(ctx, 'appraisals.void', row.id);
    }
  },
};
