import type { Reader } from '@xinhang/db/database.ts';
import { schemeById, type SchemeRecord } from '@xinhang/db/repositories/appraisal-schemes.ts';
import {
  haveSheet,
  insertSheet,
  insertSheetStep,
  putItems,
} from '@xinhang/db/repositories/appraisal-sheets.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { appraisalPeriod, type AppraisalPeriod } from '@xinhang/shared/appraisal-rules.ts';
import type { Scheme } from '@xinhang/shared/appraisal-schemes.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { todayOf } from '../../http/today.ts';
import { allDepts, staff, type StaffMember } from '../org/service.ts';
import { countIndicators } from './count.ts';
import { recountEarly } from './recount.ts';
import { recordSheet } from './record.ts';
import { indicatorsOf, toScheme } from './schemes.ts';

type Figures = Pick<Http, 'figures'>;

const worksHere = ({ state }: StaffMember) => state === 'active' || state === 'leaving';

/** The more a scheme says of whom it is for, the sooner it is taken. */
const precision = ({ posts, deptIds }: Scheme) =>
  (posts.length > 0 ? 2 : 0) + (deptIds.length > 0 ? 1 : 0);

/** Who works here and is appraised by each of these schemes; of several the most precise counts. */
export async function forWhom(
  db: Reader,
  rows: readonly SchemeRecord[],
): Promise<Map<number, StaffMember[]>> {
  const paths = new Map((await allDepts(db)).map((dept) => [dept.id, dept.path]));
  const schemes = rows.map(toScheme).toSorted((a, b) => precision(b) - precision(a) || a.id - b.id);
  const fits = ({ posts, deptIds }: Scheme, person: StaffMember) =>
    (posts.length === 0 || posts.some((post) => nameKey(post) === nameKey(person.post))) &&
    (deptIds.length === 0 ||
      deptIds.some((id) => person.path.startsWith(paths.get(id) ?? 'no such department')));
  const found = new Map<number, StaffMember[]>(schemes.map(({ id }) => [id, []]));
  for (const person of (await staff(db)).filter(worksHere)) {
    const spans = new Set<string>();
    for (const scheme of schemes) {
      if (spans.has(scheme.span) || !fits(scheme, person)) continue;
      spans.add(scheme.span);
      found.get(scheme.id)!.push(person);
    }
  }
  return found;
}

/** The sheet of one person; the figures are counted at once. */
async function makeSheet(
  http: Figures,
  ctx: WriteContext,
  scheme: SchemeRecord,
  period: AppraisalPeriod,
  person: StaffMember,
): Promise<void> {
  const hired = person.hired_on;
  const from = hired !== null && hired > period.from ? hired : period.from;
  const days = await readSetting(ctx.tx, 'appraisals.selfDays');
  const [today, after] = [await todayOf(ctx), addDays(period.to, 1)];
  const id = await insertSheet(ctx.tx, {
    edition_id: scheme.edition_id,
    person_id: person.id,
    dept_id: person.dept_id,
    post: person.post,
    period: period.key,
    from_on: from,
    to_on: period.to,
    state: 'draft',
    // It is handed in only when the period is over.
    due_on: addDays(today > after ? today : after, days),
    counted_at: ctx.now,
    self_total: null,
    total: null,
    grade: null,
    comment: '',
    objection: '',
    made_at: ctx.now,
  });
  const indicators = indicatorsOf(scheme);
  const counted = { userId: person.id, from, to: period.to };
  const scores = await countIndicators(http, ctx, indicators, counted, period);
  await putItems(
    ctx.tx,
    indicators.map(({ key }) => {
      const { figure = null, score = null } = scores.get(key) ?? {};
      const given = { self_score: score, self_note: '', head_score: score, head_note: '' };
      return { sheet_id: id, key, figure, ...given };
    }),
  );
  const made = { sheet_id: id, at: ctx.now, verb: 'made', text: '' };
  await insertSheetStep(ctx.tx, { ...made, by_user_id: ctx.actor.userId || null });
  await recordSheet(ctx, 'appraisals.make', id);
  await ctx.notify([person.id], {
    kind: 'appraisal-made',
    about: { entity: 'appraisal', id },
    route: `/appraisals/${id}`,
  });
}

/**
 * Makes the sheets that are missing of these people; whoever came after the period has none. Those
 * that were made early are counted anew once the period is over.
 */
export async function makeSheets(
  http: Figures,
  ctx: WriteContext,
  scheme: SchemeRecord,
  period: AppraisalPeriod,
  people: readonly StaffMember[],
): Promise<number> {
  const have = await haveSheet(ctx.tx, period.key);
  const missing = people.filter(
    ({ id, hired_on: hired }) => !have.has(id) && (hired === null || hired <= period.to),
  );
  const had = people.flatMap(({ id }) => (have.has(id) ? [id] : []));
  await recountEarly(http, ctx, period, had);
  for (const person of missing) await makeSheet(http, ctx, scheme, period, person);
  return missing.length;
}

/** By hand: those that are missing, also of a period that still runs. */
export async function makeByHand(
  http: Figures,
  ctx: WriteContext,
  body: EndpointInput<typeof api.appraisals.make>['body'],
): Promise<number> {
  const scheme = await schemeById(ctx.tx, body.schemeId);
  if (!scheme) throw fieldRefused('/schemeId', 'unknown-scheme');
  if (scheme.active === 0) throw problem('state-refused');
  const found = appraisalPeriod(body.period)!;
  if (found.span !== scheme.span) throw fieldRefused('/period', 'other-span');
  if (found.period.from > (await todayOf(ctx))) throw fieldRefused('/period', 'period-ahead');
  const everybody = (await staff(ctx.tx)).filter(worksHere);
  const { personIds } = body;
  for (const [at, id] of (personIds ?? []).entries()) {
    if (!everybody.some((one) => one.id === id)) {
      throw fieldRefused(`/personIds/${at}`, 'unknown-user');
    }
  }
  const people = personIds
    ? everybody.filter(({ id }) => personIds.includes(id))
    : (await forWhom(ctx.tx, [scheme])).get(scheme.id)!;
  return await makeSheets(http, ctx, scheme, found.period, people);
}
