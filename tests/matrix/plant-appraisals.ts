import type { Database } from '@xinhang/db/database.ts';
import { insertEdition, insertScheme } from '@xinhang/db/repositories/appraisal-schemes.ts';
import { insertSheet, putItems } from '@xinhang/db/repositories/appraisal-sheets.ts';
import { NO_DATE } from '@xinhang/db/no-date.ts';
import { insertProbationReview } from '@xinhang/db/repositories/probation.ts';
import { insertCase, insertWatchRule } from '@xinhang/db/repositories/watch.ts';
import type { Owner } from './expectation.ts';

/** A period for each state in which somebody is asked for something. */
export const sheetPeriods = { draft: '2026-08', submitted: '2026-09', scored: '2026-10' } as const;
export type PlantedState = keyof typeof sheetPeriods;
const lastDays = { draft: '31', submitted: '30', scored: '31' } as const;

/**
 * A scheme, and of everybody around the subject a sheet in each of these states, a probation that
 * is to be decided, and a proposal for the watch list.
 */
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
    const ruleId = await insertWatchRule(tx, {
      name: '矩阵观察',
      dept_ids: '[]',
      basis: 'score',
      figure: null,
      span: 'month',
      bound: 6000,
      periods: 1,
      active: 1,
      since_on: '2026-11-24',
    });
    const reviews = {} as Record<Owner, number>;
    const cases = {} as Record<Owner, number>;
    for (const [owner, personId] of Object.entries(people) as [Owner, number][]) {
      reviews[owner] = await insertProbationReview(tx, {
        person_id: personId,
        ends_on: '2026-12-01',
        state: 'open',
        closed: 0,
        decision: null,
        decided_on: null,
        note: '',
        decided_by: null,
        decided_at: null,
        figures: null,
        made_at: 0,
      });
      cases[owner] = await insertCase(tx, {
        rule_id: ruleId,
        person_id: personId,
        period: '2026-10',
        state: 'proposed',
        closed: 0,
        until_on: NO_DATE,
        bound: 6000,
        evidence: '[]',
        made_at: 0,
      });
    }
    return { schemeId, sheets, ruleId, reviews, cases };
  });
}
