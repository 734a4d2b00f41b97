import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import type { Attempt, AttemptQuestion } from '@xinhang/shared/attempts.ts';
import type { QuestionBody } from '@xinhang/shared/questions.ts';
import { describeQuestion, createQuestion } from '../modules/learning/questions.ts';
import { createQuestionCategory } from '../modules/learning/question-categories.ts';
import { createExam } from '../modules/learning/exams.ts';
import { assign } from '../modules/learning/assign.ts';
import { markAttempt } from '../modules/learning/marking.ts';
import { keepAnswer, startAttempt, submitAttempt } from '../modules/learning/taking.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { Dice } from './dice.ts';
import { examQuestions } from './exam-texts.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const KEEPER = 'gaowenbo';

interface Taker {
  login: string;
  /** Days since. */
  ago: number;
  /** How likely each choice is right. */
  knows: number;
  text: string;
  /** Points of the text; nobody has marked the last one. */
  marked: number | null;
}
const takers: readonly Taker[] = [
  {
    login: 'tangxiaolei',
    ago: 12,
    knows: 1,
    text: '先问和谁比，再逐行对配置和寿命，最后算一年的停机损失。',
    marked: 14,
  },
  { login: 'fangminmin', ago: 11, knows: 0.3, text: '给他打个折。', marked: 2 },
  {
    login: 'fangminmin',
    ago: 8,
    knows: 0.9,
    text: '问清楚跟哪一家比，配置逐行对，差价换成免费调试。',
    marked: 12,
  },
  {
    login: 'ouyangfei',
    ago: 9,
    knows: 0.8,
    text: '先听完，再拿轴承厂的案例算停机的钱。',
    marked: 11,
  },
  { login: 'xiebingqing', ago: 6, knows: 0.9, text: '问和谁比；把三年的保养算进去。', marked: 13 },
  {
    login: 'chenjing',
    ago: 1,
    knows: 1,
    text: '先问“和谁比”，再把两家的配置一行一行对给他看，最后算停机一天的损失。',
    marked: null,
  },
];

/** A bank of questions, an exam that several took (one waits for marks), and one that is to be taken. */
export async function makeExams(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 9);
  const act = async <T>(login: string, at: number, work: (ctx: WriteContext) => Promise<T>) => {
    const actor = await actorFor(deps.db.read, cast, login);
    return await runCommand(
      deps.db,
      hub,
      async (_tx, as) => await work(as(demoContext(deps, actor, at))),
    );
  };
  const begun = now - 15 * DAY_MS;
  const { categories, questions } = await act(KEEPER, begun, async (ctx) => {
    const ids = new Map<string, number>();
    const made: number[] = [];
    for (const { category, ...rest } of examQuestions) {
      if (!ids.has(category)) ids.set(category, (await createQuestionCategory(ctx, category)).id);
      const body: QuestionBody & { publish: boolean } = {
        options: [],
        right: [],
        accepted: [],
        reference: '',
        explanation: '',
        points: 10,
        difficulty: 2,
        ...rest,
        categoryId: ids.get(category)!,
        publish: true,
      };
      made.push((await createQuestion(ctx, body)).id);
    }
    return { categories: ids, questions: made };
  });
  const settings = {
    passPercent: 60,
    waitHours: 24,
    shuffleQuestions: false,
    shuffleOptions: true,
    openFrom: null,
    openUntil: null,
    answersShown: 'passed' as const,
  };
  const [product, deal] = await act(KEEPER, begun, async (ctx) => [
    await createExam(ctx, {
      ...settings,
      title: '产品与规矩',
      note: '转正前要通过：产品、报价规定，和一道怎么回答客户的简答。',
      minutes: 30,
      tries: 3,
      items: questions
        .slice(0, 7)
        .map((questionId, at) => ({ questionId, count: 1, points: at === 6 ? 15 : null })),
    }),
    await createExam(ctx, {
      ...settings,
      title: '谈价每月一考',
      note: '每次随机抽题。',
      minutes: 20,
      tries: null,
      items: [{ categoryId: categories.get('谈价')!, count: 4, points: 10 }],
    }),
  ]);
  const give = async (examId: number, logins: readonly string[], days: number) =>
    await act(KEEPER, begun, async (ctx) => {
      const userIds = logins.map((login) => cast.users.get(login)!);
      const dueOn = addDays(businessDate(now, DEMO_ZONE), days);
      await assign(ctx, { examId, dueOn, userIds, deptIds: [], posts: [] });
    });
  await give(product.id, [...new Set(takers.map(({ login }) => login))], 3);
  await give(deal.id, ['chenjing', 'tangxiaolei'], 5);
  for (const taker of takers) {
    const at = now - taker.ago * DAY_MS;
    const attempt = await act(taker.login, at, async (ctx) => await startAttempt(ctx, product.id));
    const answers = await act(
      KEEPER,
      at,
      async (ctx) => await answersFor(ctx, attempt, taker, dice),
    );
    await act(taker.login, at + 12 * MINUTE_MS, async (ctx) => {
      for (const [no, said] of answers) {
        await keepAnswer(ctx, { id: attempt.id, no }, { version: 0, ...said });
      }
      await submitAttempt(ctx, attempt.id);
    });
    const { marked } = taker;
    const text = attempt.questions.find(({ kind }) => kind === 'text');
    if (marked === null || !text) continue;
    const comment = marked > 10 ? '步骤清楚。' : '先别让价，按文章里的三步来。';
    await act(KEEPER, at + DAY_MS / 4, async (ctx) => {
      const marks = [{ no: text.no, score: marked, comment }];
      await markAttempt(ctx, attempt.id, { version: 2, marks });
    });
  }
}

/** What somebody answers who knows so much. */
async function answersFor(
  ctx: WriteContext,
  attempt: Attempt,
  { knows, text }: Taker,
  dice: Dice,
): Promise<[no: number, said: { chosen: number[]; text: string }][]> {
  const bank = new Map<string, { options: string[]; right: number[]; accepted: string[] }>();
  for (let id = 1; id <= examQuestions.length; id += 1) {
    const question = await describeQuestion(ctx, id);
    bank.set(question.text, question);
  }
  const said = (one: AttemptQuestion) => {
    const known = bank.get(one.text)!;
    const right = dice.chance(knows);
    if (one.kind === 'text') return { chosen: [], text };
    if (one.kind === 'fill') return { chosen: [], text: right ? known.accepted[0]! : '不记得了' };
    const places =
      one.kind === 'boolean'
        ? known.right
        : known.right.map((index) => one.options.indexOf(known.options[index]!));
    const others =
      one.kind === 'boolean' ? [1 - places[0]!] : [(places[0]! + 1) % one.options.length];
    return { chosen: right ? places : others, text: '' };
  };
  return attempt.questions.map((one) => [one.no, said(one)]);
}
