import { allWatchRules, insertWatchRule, listCases } from '@xinhang/db/repositories/watch.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import type { Http } from '../http/implement.ts';
import { proposeBy, reviewProbation } from '../modules/appraisals/staff-night.ts';
import { decideCase } from '../modules/appraisals/watch.ts';
import { allDepts, headsWith } from '../modules/org/service.ts';
import { trainingOfOne } from '../modules/learning/training-figures.ts';
import { resultsOfOne } from '../modules/targets/person-figures.ts';
import { dealsOfOne } from '../modules/deals/person-figures.ts';
import { workOfOne } from '../modules/coaching/person-figures.ts';
import { PersonFigures } from '../registry/figures.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const RULE_DAYS = 120;
const WATCHED_DAYS = 30;

/** A probation that ends soon, a rule, whom it proposes, and one who is watched already. */
export async function watchStaff(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const figures = new PersonFigures();
  figures.register(dealsOfOne);
  figures.register(workOfOne);
  figures.register(resultsOfOne);
  figures.register(trainingOfOne);
  // An end of employment alone needs more than the figures, and none is decided here.
  const http = { figures } as Http;
  const logins = new Map([...cast.users].map(([login, id]) => [id, login]));
  const today = businessDate(now, DEMO_ZONE);
  const act = async <T>(login: string, work: (ctx: WriteContext) => Promise<T>) => {
    const actor = await actorFor(deps.db.read, cast, login);
    const ctx = demoContext(deps, actor, now - DAY_MS);
    return await runCommand(deps.db, hub, async (_tx, as) => await work(as(ctx)));
  };
  await act('gaowenbo', async (ctx) => {
    await reviewProbation(ctx, today);
    // Who sells; an assistant wins nothing.
    const selling = (await allDepts(ctx.tx)).filter(({ type }) => type === 'team');
    await insertWatchRule(ctx.tx, {
      name: '连续两月赢单不足',
      dept_ids: JSON.stringify(selling.map(({ id }) => id)),
      basis: 'figure',
      figure: 'wonFen',
      span: 'month',
      bound: 20_000_00,
      periods: 2,
      active: 1,
      since_on: addDays(today, -RULE_DAYS),
    });
    for (const rule of await allWatchRules(ctx.tx)) await proposeBy(http, ctx, rule, today);
  });
  const asked = { personIds: null, closed: false };
  const found = await listCases(deps.db.read, asked, { after: null, limit: 100 });
  // Somebody with a head who is not the director: most are.
  const headOf = await headsWith(deps.db.read, 'staff.decide');
  const one = found.toSorted((a, b) => a.person_id - b.person_id)[0];
  const head = one && logins.get(headOf(one.person_id) ?? 0);
  if (!one || !head) return;
  await act(head, (ctx) =>
    decideCase(http, ctx, one.id, {
      version: one.version,
      decision: 'watch',
      untilOn: addDays(today, WATCHED_DAYS),
      reason: '客户基础不差，问题在报价之后没有跟进。',
      measures: [{ text: '报价后三天内必须有一次跟进，写明对方的反应。', dueOn: null }],
    }),
  );
}
