import {
  listSheets,
  peopleReached,
  sheetPeriods,
  totalsIn,
  type SheetFilter,
} from '@xinhang/db/repositories/appraisal-sheets.ts';
import {
  appraisalPeriod,
  appraisalPeriodBefore,
  type AppraisalGrade,
} from '@xinhang/shared/appraisal-rules.ts';
import type { ResultRow } from '@xinhang/shared/appraisals.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { ReadContext } from '../../http/context.ts';
import { toSheetRow } from './read.ts';

type Results = EndpointOutput<typeof api.appraisals.results>;
const MOST_ROWS = 2000;
const MOST_PERIODS = 60;

/** Sheets that the actor compares: of people in reach, none that were given up, not the own. */
const compared = ({ actor }: ReadContext): SheetFilter => ({
  personIds: peopleReached(actor.reach.get('appraisals.score')),
  notPersonId: actor.userId,
  states: ['draft', 'submitted', 'scored', 'closed'],
});

export async function resultRows(
  ctx: ReadContext,
  period: string,
  limit: number,
): Promise<ResultRow[]> {
  const filter = { ...compared(ctx), period };
  const found = await listSheets(ctx.db, filter, { after: null, limit });
  const { span, period: now } = appraisalPeriod(period)!;
  const earlier = appraisalPeriodBefore(span, now).key;
  const before = await totalsIn(ctx.db, { ...filter, period: earlier });
  return found
    .map((row) => ({ sheet: toSheetRow(ctx, row), before: before.get(row.person_id) ?? null }))
    .toSorted(
      (a, b) =>
        (b.sheet.total ?? -1) - (a.sheet.total ?? -1) ||
        a.sheet.person.name.localeCompare(b.sheet.person.name, 'zh'),
    );
}

/** How grades spread over the departments of these rows. */
function spread(rows: readonly ResultRow[]): Results['depts'] {
  const depts = new Map<number, Results['depts'][number]>();
  for (const { sheet } of rows) {
    const none = { dept: sheet.dept, grades: { A: 0, B: 0, C: 0, D: 0 }, open: 0 };
    const of = depts.get(sheet.dept.id) ?? none;
    depts.set(sheet.dept.id, of);
    if (sheet.grade === null) of.open += 1;
    else of.grades[sheet.grade as AppraisalGrade] += 1;
  }
  return [...depts.values()].toSorted((a, b) => a.dept.name.localeCompare(b.dept.name, 'zh'));
}

export async function resultsOf(ctx: ReadContext, asked: string | undefined): Promise<Results> {
  const periods = await sheetPeriods(ctx.db, compared(ctx), MOST_PERIODS);
  const period = asked ?? periods[0] ?? null;
  const rows = period === null ? [] : await resultRows(ctx, period, MOST_ROWS);
  return { period, periods, rows, depts: spread(rows) };
}
