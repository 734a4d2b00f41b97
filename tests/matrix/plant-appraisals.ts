import type { Database } from '@xinhang/db/database.ts';
import { insertEdition, insertScheme } from '@xinhang/db/repositories/appraisal-schemes.ts';
import { insertSheet, putItems } from '@xinhang/db/repositories/appraisal-sheets.ts';
import type { Owner } from './expectation.ts';

/** A period for each state in which somebody is asked for something. */
export const sheetPeriods = { draft: '2026-08', submitted: '2026-09', scored: '2026-10' } as const;
export type PlantedState = keyof typeof sheetPeriods;
const lastDays = { draft: '31', submitted: '30', scored: '31' } as const;

/** A scheme, and of everybody around the subject a sheet in each of these states. */
export async function plantAppraisals(
  db: Database,
  people: Readonly<Record<Owner, number>>,
  deptId: number,
) {
  return await db.transaction(async (tx) => {
    const schemeId = await insertScheme(tx, {
      name: '矩阵考核',
      span: 'month',
      posts: '["矩阵岗位"]',
      dept_ids: '[]',
      active: 1,
      since_on: '2026-11-24',
    });
    const manual = { kind: 'manual', key: 'm', name: '矩阵', weight: 100, note: '' };
    const indicators = JSON.stringify([manual]);
    await insertEdition(tx, { scheme_id: schemeId, no: 1, indicators, made_by: null, at: 0 });
    const { id: editionId } = await tx
      .selectFrom('appraisal_edition')
      .select('id')
      .where('scheme_id', '=', schemeId)
      .executeTakeFirstOrThrow();
    const sheets = {} as Record<PlantedState, Record<Owner, number>>;
    for (const [state, period] of Object.entries(sheetPeriods) as [PlantedState, string][]) {
      sheets[state] = {} as Record<Owner, number>;
      for (const [owner, personId] of Object.entries(people) as [Owner, number][]) {
        const id = await insertSheet(tx, {
          edition_id: editionId,
          person_id: personId,
          dept_id: deptId,
          post: '',
          period,
          from_on: `${period}-01`,
          to_on: `${period}-${lastDays[state]}`,
          state,
          due_on: '2026-12-31',
          counted_at: 0,
          self_total: state === 'draft' ? null : 8000,
          total: state === 'scored' ? 7000 : null,
          grade: state === 'scored' ? 'C' : null,
          comment: '',
          objection: '',
          made_at: 0,
        });
        const given = { self_score: 8000, self_note: '', head_score: 7000, head_note: '' };
        await putItems(tx, [{ sheet_id: id, key: 'm', figure: null, ...given }]);
        sheets[state][owner] = id;
      }
    }
    return { schemeId, sheets };
  });
}
