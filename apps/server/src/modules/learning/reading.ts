import { may, reaches } from '@xinhang/db/actor.ts';
import {
  putRead,
  putVote,
  readOf,
  readsOf,
  voteOf,
  votesOf,
} from '@xinhang/db/repositories/article-marks.ts';
import { articleDepts } from '@xinhang/db/repositories/articles.ts';
import { depts as allDepts } from '@xinhang/db/repositories/company.ts';
import type { ArticleReader } from '@xinhang/shared/knowledge.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { needArticle } from './describe.ts';
import { colleaguesNow, meantFor } from './reader.ts';

/** A published article that the actor may open. */
async function needPublished(ctx: ReadContext, id: number) {
  const { row } = await needArticle(ctx, id);
  if (row.state !== 'published' || row.no === null) throw problem('state-refused');
  return { ...row, no: row.no };
}

/** The actor has opened the published version; acknowledged says that he has read it. */
export async function markRead(
  ctx: WriteContext,
  id: number,
  { no, acknowledge }: { no: number; acknowledge: boolean },
): Promise<void> {
  const { tx, actor, now } = ctx;
  const row = await needPublished(ctx, id);
  // Another one was published meanwhile: that one is to be read.
  if (no !== row.no) throw problem('state-refused');
  const before = await readOf(tx, { articleId: id, userId: actor.userId, no });
  const acknowledged = before?.acknowledged_at ?? null;
  await putRead(tx, {
    article_id: id,
    user_id: actor.userId,
    no,
    first_at: before?.first_at ?? now,
    last_at: now,
    acknowledged_at: acknowledged ?? (acknowledge ? now : null),
  });
  // That it was opened is kept here; that somebody says he has read it is his word.
  if (!acknowledge || acknowledged !== null) return;
  const after = { no };
  await ctx.audit({ action: 'knowledge.readArticle', entity: 'article', entityId: id, after });
  const audience = [actor.userId];
  await ctx.emit({ entity: 'articleDraft', id, version: row.version, audience });
}

/** One vote of each person. */
export async function voteArticle(ctx: WriteContext, id: number, useful: boolean | null) {
  const { tx, actor, now } = ctx;
  await needPublished(ctx, id);
  const before = await voteOf(tx, id, actor.userId);
  if (before !== useful) {
    await putVote(tx, { articleId: id, userId: actor.userId }, useful, now);
    await ctx.audit({
      action: 'knowledge.voteArticle',
      entity: 'article',
      entityId: id,
      before: { useful: before },
      after: { useful },
    });
  }
  return { ...(await votesOf(tx, id)), vote: useful };
}

/** Who has read the published version and who has not: everybody for publishers, else the own people. */
export async function readersOf(
  ctx: ReadContext,
  id: number,
): Promise<{ no: number; rows: ArticleReader[] }> {
  const { db, actor } = ctx;
  const row = await needPublished(ctx, id);
  const deptIds = await articleDepts(db, id);
  const everybody = row.everybody === 1;
  const all = may(actor, 'knowledge.publish');
  const people = meantFor(await colleaguesNow(ctx), { everybody, deptIds }).filter(
    (person) => all || reaches(actor, 'training.lead', person.id),
  );
  const names = new Map((await allDepts(db)).map((dept) => [dept.id, dept.name]));
  const newest = new Map((await readsOf(db, id)).map((read) => [read.user_id, read]));
  return {
    no: row.no,
    rows: people.map((person) => {
      const read = newest.get(person.id);
      return {
        person: { id: person.id, name: person.name },
        dept: names.get(person.deptIds.at(-1) ?? 0) ?? '',
        no: read?.no ?? null,
        firstAt: read?.first_at ?? null,
        lastAt: read?.last_at ?? null,
        acknowledgedAt: read?.no === row.no ? read.acknowledged_at : null,
      };
    }),
  };
}
