import { listArticles } from '@xinhang/db/repositories/articles.ts';
import { allCategories } from '@xinhang/db/repositories/kb-categories.ts';
import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { userById } from '@xinhang/db/repositories/users.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { logFollowUp } from '../modules/activities/log.ts';
import { createArticle, saveDraft, submitDraft } from '../modules/learning/drafts.ts';
import { publishArticle } from '../modules/learning/publish.ts';
import { readerOf } from '../modules/learning/reader.ts';
import { markRead, voteArticle } from '../modules/learning/reading.ts';
import { demoArticles, type DemoArticle } from './article-texts.ts';
import { Dice } from './dice.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import { richLines } from './rich-lines.ts';

const DAY_MS = 86_400_000;
/** Publishes what others hand in. */
const PUBLISHER = 'gaowenbo';

interface Stage {
  deps: Deps;
  hub: EventHub;
  cast: Cast;
  now: number;
}

async function act<T>(
  { deps, hub, cast }: Stage,
  login: string,
  at: number,
  work: (ctx: WriteContext) => Promise<T>,
): Promise<T> {
  const actor = await actorFor(deps.db.read, cast, login);
  return await runCommand(
    deps.db,
    hub,
    async (_tx, as) => await work(as(demoContext(deps, actor, at))),
  );
}

/** Written by its author and published, once for each version. */
async function write(stage: Stage, article: DemoArticle): Promise<number> {
  const { deps, cast, now } = stage;
  const categories = await allCategories(deps.db.read);
  const categoryId = categories.find(({ name }) => name === article.category)!.id;
  const named = article.deptOf && (await userById(deps.db.read, cast.users.get(article.deptOf)!));
  /** Older versions lacked what came last. */
  const textOf = (at: number) => {
    const lines = article.lines.trimEnd().split('\n');
    const missing = article.published.length - 1 - at;
    return richLines(lines.slice(0, lines.length - missing).join('\n'));
  };
  const first = now - article.published[0]! * DAY_MS;
  const draft = await act(stage, article.author, first - DAY_MS, async (ctx) => {
    const made = await createArticle(ctx, {
      title: article.title,
      categoryId,
      body: textOf(0),
      fileIds: [],
      everybody: !named,
      deptIds: named ? [named.dept_id] : [],
      required: article.required === true,
    });
    return await submitDraft(ctx, made.articleId, made.version);
  });
  let { version } = draft;
  for (const [at, ago] of article.published.entries()) {
    const when = now - ago * DAY_MS;
    version = await act(stage, PUBLISHER, when, async (ctx) => {
      const note = at === 0 ? '' : '按最近的情况更新';
      const published = await publishArticle(ctx, draft.articleId, { version, note });
      if (at === article.published.length - 1) return published.version;
      const next = { version: published.version, body: textOf(at + 1) };
      return (await saveDraft(ctx, draft.articleId, next)).version;
    });
  }
  return draft.articleId;
}

/** Articles that people wrote, read, found useful, and named in talks; and a draft that waits. */
export async function makeKnowledge(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { seed, now }: { seed: number; now: number },
): Promise<Map<string, number>> {
  const stage = { deps, hub, cast, now };
  const dice = new Dice(seed + 5);
  const ids = new Map<string, number>();
  for (const article of demoArticles) ids.set(article.key, await write(stage, article));
  for (const login of cast.users.keys()) {
    const actor = await actorFor(deps.db.read, cast, login);
    const user = await userById(deps.db.read, actor.userId);
    if (user?.state !== 'active') continue;
    await act(stage, login, now - dice.int(1, 10) * DAY_MS, async (ctx) => {
      const reader = await readerOf(ctx);
      const page = { after: null, limit: 50 };
      for (const row of await listArticles(ctx.db, reader, { view: 'published' }, page)) {
        if (row.no === null || !dice.chance(0.6)) continue;
        const acknowledge = row.required === 1 && dice.chance(0.6);
        await markRead(ctx, row.id, { no: row.no, acknowledge });
        if (dice.chance(0.4)) await voteArticle(ctx, row.id, dice.chance(0.85));
      }
    });
  }
  await nameInTalks(stage, [ids.get('too-expensive')!, ids.get('servo-line')!]);
  await act(stage, 'chenjing', now - DAY_MS, async (ctx) => {
    const categories = await allCategories(ctx.db);
    const draft = await createArticle(ctx, {
      title: '对方要和我们比样机怎么办',
      categoryId: categories.find(({ name }) => name === '客户异议')!.id,
      body: richLines('先约定比什么：*节拍、精度、换型时间*三项，双方签字，再送样机。'),
      fileIds: [],
      everybody: true,
      deptIds: [],
      required: false,
    });
    await submitDraft(ctx, draft.articleId, draft.version);
  });
  return ids;
}

/** Some talks made use of an article. */
async function nameInTalks(stage: Stage, articleIds: readonly number[]): Promise<void> {
  const { deps, cast, now } = stage;
  const talks = [
    '客户嫌贵，按知识库里的办法把两份配置逐行对了一遍，松口了。',
    '发了选型资料，对方要压装曲线。',
  ];
  let at = 0;
  for (const customerId of cast.customers.values()) {
    if (at >= talks.length) return;
    const customer = await customerById(deps.db.read, customerId);
    if (customer?.owner_id !== cast.users.get('chenjing') || customer?.archived_at !== null)
      continue;
    const body = { customerId, type: 'call', content: talks[at]!, result: '' } as const;
    const named = { ...body, articleIds: [articleIds[at % articleIds.length]!] };
    await act(stage, 'chenjing', now, async (ctx) => await logFollowUp(ctx, named));
    at += 1;
  }
}
