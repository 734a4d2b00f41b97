import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { LessonBody } from '@xinhang/shared/training.ts';
import { listEnrolments } from '@xinhang/db/repositories/enrolments.ts';
import { lessonsOf } from '@xinhang/db/repositories/courses.ts';
import { userById } from '@xinhang/db/repositories/users.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { assign } from '../modules/learning/assign.ts';
import { createCourse } from '../modules/learning/courses.ts';
import { createPath, createRule } from '../modules/learning/paths.ts';
import { recordAttendance, study } from '../modules/learning/study.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import { richLines } from './rich-lines.ts';

const DAY_MS = 86_400_000;
/** Days since the path was assigned by hand. */
const ASSIGNED_AGO = 20;
const KEEPER = 'gaowenbo';
const learners = ['tangxiaolei', 'fangminmin', 'xiebingqing', 'ouyangfei', 'chenjing'] as const;

/** Courses and a path for new hires; some are through, some late, one is yet to be held. */
export async function makeTraining(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  articles: ReadonlyMap<string, number>,
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 6);
  const today = businessDate(now, DEMO_ZONE);
  const act = async <T>(login: string, at: number, work: (ctx: WriteContext) => Promise<T>) => {
    const actor = await actorFor(deps.db.read, cast, login);
    return await runCommand(
      deps.db,
      hub,
      async (_tx, as) => await work(as(demoContext(deps, actor, at))),
    );
  };
  const read = (key: string, title: string): LessonBody => ({
    kind: 'article',
    title,
    articleId: articles.get(key)!,
    place: '',
    minutes: 30,
  });
  const text = (title: string, lines: string): LessonBody => ({
    kind: 'text',
    title,
    body: richLines(lines),
    place: '',
    minutes: 20,
  });
  const session = (title: string, ago: number, trainer: string): LessonBody => ({
    kind: 'session',
    title,
    on: addDays(today, -ago),
    place: '上海总部三楼培训室',
    minutes: 120,
    trainerId: cast.users.get(trainer)!,
  });
  const begun = now - (ASSIGNED_AGO + 1) * DAY_MS;
  const courses = await act(KEEPER, begun, async (ctx) => {
    const made = [];
    for (const body of [
      {
        title: '公司与产品',
        note: '第一周学完：我们卖什么、规矩是什么。',
        lessons: [
          read('new-hire', '新同事第一周'),
          read('price-rules', '报价和折扣的规定'),
          read('servo-line', 'YF-300 系列伺服压机'),
          session('车间参观：认得出压头和传感器', 6, 'zhouhaiyan'),
        ],
      },
      {
        title: '开发客户',
        note: '从第一个电话到第一次拜访。',
        lessons: [
          read('first-call', '第一次打电话给新客户'),
          text(
            '拜访前的准备',
            `
            - 客户页上读完以前的跟进，记下三个还不知道的问题。
            - 带样件、名片、卷尺；先问清楚停车和进厂手续。
            - 想好这一次要对方答应什么：看样机、给图纸，还是约技术负责人。`,
          ),
          text('拜访后的四句话', '见了谁、对方的原话、还缺什么、下一步哪天做什么。当天写进跟进。'),
        ],
      },
      {
        title: '谈价与成交',
        note: '异议怎么答，合同怎么收口。',
        lessons: [
          read('too-expensive', '客户说“太贵了”怎么答'),
          read('delivery', '客户担心交期和售后'),
          read('case-bearing', '案例：昆山轴承厂'),
          session('谈价演练：两人一组，各扮一次客户', -5, 'zhouhaiyan'),
        ],
      },
    ]) {
      made.push(await createCourse(ctx, body));
    }
    return made;
  });
  const path = await act(KEEPER, begun, async (ctx) => {
    const days = [7, 15, 45];
    const steps = courses.map((course, at) => ({ courseId: course.id, days: days[at]! }));
    const note = '入职后的一个半月';
    const made = await createPath(ctx, { name: '新业务员路径', note, steps });
    const rule = { pathId: made.id, deptId: null, post: '业务员', hiredWithinDays: 60 };
    await createRule(ctx, rule);
    return made;
  });
  const userIds = learners.map((login) => cast.users.get(login)!);
  const people = { userIds, deptIds: [], posts: [] };
  await act(KEEPER, now - ASSIGNED_AGO * DAY_MS, async (ctx) => {
    await assign(ctx, { pathId: path.id, ...people });
  });
  for (const [at, login] of learners.entries()) {
    const user = await userById(deps.db.read, cast.users.get(login)!);
    if (!user) continue;
    for (const row of await listEnrolments(deps.db.read, { userIds: [user.id] })) {
      for (const lesson of await lessonsOf(deps.db.read, [row.course_id])) {
        // The first is through everything but what is to come, the last has hardly begun.
        if (lesson.kind === 'session' || !dice.chance(1 - at * 0.1)) continue;
        const when = now - dice.int(2, ASSIGNED_AGO - 1) * DAY_MS;
        const id = { id: row.id, lessonId: lesson.id };
        await act(login, when, async (ctx) => await study(ctx, id, true));
      }
    }
  }
  const visited = courses[0]!.lessonList.find((one) => one.kind === 'session')!;
  const present = userIds.slice(0, -1);
  await act('zhouhaiyan', now - 5 * DAY_MS, async (ctx) => {
    // One came late.
    const minutes = [{ userId: present[0]!, minutes: 90 }];
    await recordAttendance(ctx, visited.id, { present, absent: [], minutes });
  });
}
