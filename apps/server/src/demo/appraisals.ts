import { sheetById, listSheets } from '@xinhang/db/repositories/appraisal-sheets.ts';
import { schemeById } from '@xinhang/db/repositories/appraisal-schemes.ts';
import { appraisalPeriodBefore, appraisalPeriodOf } from '@xinhang/shared/appraisal-rules.ts';
import type { Indicator } from '@xinhang/shared/appraisal-schemes.ts';
import { addDays, businessDate, startOfDay } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { forWhom, makeSheets } from '../modules/appraisals/make.ts';
import { addScheme } from '../modules/appraisals/schemes.ts';
import { confirmSheet, fillSheet, scoreSheet } from '../modules/appraisals/work.ts';
import { workOfOne } from '../modules/coaching/person-figures.ts';
import { trainingOfOne } from '../modules/learning/training-figures.ts';
import { resultsOfOne } from '../modules/targets/person-figures.ts';
import { dealsOfOne } from '../modules/deals/person-figures.ts';
import { headsWith } from '../modules/org/service.ts';
import { PersonFigures } from '../registry/figures.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const linear = (floor: number, target: number, cap = 120) =>
  ({ rule: 'linear', floor, target, cap }) as const;
const auto = (
  key: string,
  name: string,
  weight: number,
  scoring: ReturnType<typeof linear>,
): Indicator => ({ kind: 'auto', key, name, weight, figure: key, scoring });
const manual = (key: string, name: string, weight: number, note: string): Indicator => ({
  kind: 'manual',
  key,
  name,
  weight,
  note,
});

const schemes = [
  {
    name: '业务员月度考核',
    span: 'month',
    posts: ['业务员'],
    indicators: [
      auto('wonFen', '赢单金额', 35, linear(0, 300_000_00)),
      auto('newCustomers', '新登记客户', 15, linear(0, 2)),
      auto('visits', '拜访次数', 15, linear(0, 5)),
      auto('followUps', '跟进次数', 10, linear(5, 25)),
      auto('overdueRate', '跟进逾期率', 10, linear(6000, 1000, 100)),
      manual('teamwork', '团队协作', 15, '交接清楚、帮助同事、遵守流程'),
    ],
  },
  {
    name: '组主管季度考核',
    span: 'quarter',
    posts: ['上海一组主管', '上海二组主管', '杭州一组主管', '广州一组主管'],
    indicators: [
      auto('wonFen', '本人赢单金额', 30, linear(0, 200_000_00)),
      auto('visits', '陪访次数', 20, linear(0, 6)),
      manual('team', '带队', 50, '点评及时、组员成长、指令落实'),
    ],
  },
] as const;

const selfNotes = ['按计划完成。', '两位同事请假，帮着接了客户。', '', '月底集中补了记录。'];
const comments = [
  '继续保持。',
  '拜访质量要提高，去之前先想好要问什么。',
  '新客户太少，下月先补上。',
  '',
];

/** Of the last period but one everything is signed; of the last each is as far as it is. */
const endOf = (at: number, last: boolean) =>
  last ? (['draft', 'submitted', 'scored', 'closed'] as const)[at % 4]! : 'closed';

/** Schemes, and the sheets of the last two periods in every state. */
export async function makeAppraisals(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const http = { figures: new PersonFigures() };
  http.figures.register(dealsOfOne);
  http.figures.register(workOfOne);
  http.figures.register(resultsOfOne);
  http.figures.register(trainingOfOne);
  const dice = new Dice(seed + 5);
  const logins = new Map([...cast.users].map(([login, id]) => [id, login]));
  const today = businessDate(now, DEMO_ZONE);
  const act = async <T>(login: string, at: number, work: (ctx: WriteContext) => Promise<T>) => {
    const actor = await actorFor(deps.db.read, cast, login);
    const ctx = demoContext(deps, actor, Math.min(at, now));
    return await runCommand(deps.db, hub, async (_tx, as) => await work(as(ctx)));
  };
  for (const scheme of schemes) {
    const { span } = scheme;
    const last = appraisalPeriodBefore(span, appraisalPeriodOf(span, today));
    const earlier = appraisalPeriodBefore(span, last);
    const first = startOfDay(addDays(earlier.from, 3), DEMO_ZONE) + 9 * HOUR_MS;
    const body = {
      ...scheme,
      posts: [...scheme.posts],
      indicators: [...scheme.indicators],
      deptIds: [],
    };
    const { id } = await act('gaowenbo', first, (ctx) => addScheme(http, ctx, body));
    for (const period of [earlier, last]) {
      const night = startOfDay(addDays(period.to, 1), DEMO_ZONE) + 5 * HOUR_MS;
      await act('gaowenbo', night, async (ctx) => {
        const row = (await schemeById(ctx.tx, id))!;
        const people = (await forWhom(ctx.tx, [row])).get(id)!;
        return await makeSheets(http, ctx, row, period, people);
      });
      const made = await listSheets(
        deps.db.read,
        { personIds: null, period: period.key },
        { after: null, limit: 100 },
      );
      for (const [at, sheet] of made.toSorted((a, b) => a.person_id - b.person_id).entries()) {
        const end = endOf(at, period === last);
        const own = scheme.indicators.filter(({ kind }) => kind === 'manual');
        const scores = () =>
          own.map(({ key }) => ({ key, score: dice.int(65, 98), note: dice.pick(selfNotes) }));
        const version = async () => (await sheetById(deps.db.read, sheet.id))!.version;
        if (end === 'draft') continue;
        const person = logins.get(sheet.person_id)!;
        const filled = { version: await version(), scores: scores(), submit: true };
        await act(person, night + 2 * DAY_MS, (ctx) => fillSheet(http, ctx, sheet.id, filled));
        if (end === 'submitted') continue;
        const headId = (await headsWith(deps.db.read, 'appraisals.score'))(sheet.person_id)!;
        const scored = {
          version: await version(),
          scores: scores(),
          comment: dice.pick(comments),
          sign: true,
        };
        const head = logins.get(headId)!;
        await act(head, night + 4 * DAY_MS, (ctx) => scoreSheet(http, ctx, sheet.id, scored));
        if (end === 'scored') continue;
        const objection =
          period === earlier && at === 2 ? '有两单是我谈下来的，算到了别人名下。' : '';
        const confirmed = { version: await version(), objection };
        await act(person, night + 6 * DAY_MS, (ctx) =>
          confirmSheet(http, ctx, sheet.id, confirmed),
        );
      }
    }
  }
}
