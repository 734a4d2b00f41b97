import {
  competitorById,
  competitorByKey,
  competitors,
  insertCompetitor,
  updateCompetitor,
  type CompetitorRecord,
} from '@xinhang/db/repositories/competitors.ts';
import { competitorFigures } from '@xinhang/db/repositories/deal-figures.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { Competitor } from '@xinhang/shared/pipelines.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';

type Api = typeof api.pipelines;
type Body<K extends keyof Api> = EndpointInput<Api[K]>['body'];

/** Competitors with how the deals that this person sees ended against them. */
export async function describeCompetitors(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  rows: readonly CompetitorRecord[],
): Promise<Competitor[]> {
  const figures = await competitorFigures(ctx.db, ctx.actor);
  return rows.map(({ name_key: _key, active, ...row }) => {
    const { met = 0, won = 0, lost = 0 } = figures.get(row.id) ?? {};
    return { ...row, active: active === 1, met, wonAgainst: won, lostAgainst: lost };
  });
}

export async function listOfCompetitors(ctx: ReadContext): Promise<Competitor[]> {
  return await describeCompetitors(ctx, await competitors(ctx.db));
}

async function record(
  ctx: WriteContext,
  action: string,
  before: CompetitorRecord | null,
  after: CompetitorRecord,
): Promise<Competitor> {
  await ctx.audit({ action, entity: 'competitor', entityId: after.id, before, after });
  await ctx.emit({ entity: 'competitor', id: after.id, version: after.version, audience: [] });
  return (await describeCompetitors(ctx, [after]))[0]!;
}

export async function addCompetitor(
  ctx: WriteContext,
  body: Body<'createCompetitor'>,
): Promise<Competitor> {
  const key = nameKey(body.name);
  if (await competitorByKey(ctx.tx, key)) throw problem('already-exists');
  const row = await insertCompetitor(ctx.tx, { ...body, name_key: key });
  return await record(ctx, 'pipelines.createCompetitor', null, row);
}

export async function changeCompetitor(
  ctx: WriteContext,
  id: number,
  body: Body<'updateCompetitor'>,
): Promise<Competitor> {
  const before = await competitorById(ctx.tx, id);
  if (!before) throw problem('not-found');
  const { version, active, name, ...texts } = body;
  const stale = async () =>
    conflict(before.version, (await describeCompetitors(ctx, [before]))[0]!, {
      ...texts,
      name,
      active,
    });
  if (version !== before.version) throw await stale();
  if (name !== undefined) {
    const named = await competitorByKey(ctx.tx, nameKey(name));
    if (named && named.id !== id) throw problem('already-exists');
  }
  const given = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
  const row = await updateCompetitor(
    ctx.tx,
    { id, version },
    {
      ...given,
      ...(name !== undefined && { name, name_key: nameKey(name) }),
      ...(active !== undefined && { active: active ? 1 : 0 }),
    },
  );
  if (!row) throw await stale();
  return await record(ctx, 'pipelines.updateCompetitor', before, row);
}
