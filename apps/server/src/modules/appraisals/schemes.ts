import {
  allSchemes,
  insertEdition,
  insertScheme,
  schemeById,
  updateScheme,
  type SchemeRecord,
} from '@xinhang/db/repositories/appraisal-schemes.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { Indicator, Scheme } from '@xinhang/shared/appraisal-schemes.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { todayOf } from '../../http/today.ts';
import { deptById, staff } from '../org/service.ts';

type Api = typeof api.appraisals;
type Body<K extends keyof Api> = EndpointInput<Api[K]>['body'];

export const indicatorsOf = ({ indicators }: { indicators: string }): Indicator[] =>
  JSON.parse(indicators) as Indicator[];

export function toScheme(row: SchemeRecord): Scheme {
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    span: row.span as Scheme['span'],
    posts: JSON.parse(row.posts) as string[],
    deptIds: JSON.parse(row.dept_ids) as number[],
    active: row.active === 1,
    indicators: indicatorsOf(row),
    edition: row.edition,
    sinceOn: row.since_on,
  };
}

export const describeSchemes = async (db: Reader) => (await allSchemes(db)).map(toScheme);

/** What can be counted, and the posts that people who work here have. */
export async function catalogueOf({ figures }: Pick<Http, 'figures'>, ctx: ReadContext) {
  const people = (await staff(ctx.db)).filter(({ state }) => state !== 'left');
  const posts = new Set(people.flatMap(({ post }) => (post === '' ? [] : post)));
  return {
    figures: figures.all(),
    posts: [...posts].toSorted((a, b) => a.localeCompare(b, 'zh')),
  };
}

const WHOLE = 100;

/** Weights that sum up, known figures, targets on the right side of their floor. */
function checkIndicators(
  { figures }: Pick<Http, 'figures'>,
  indicators: readonly Indicator[],
): void {
  const sum = indicators.reduce((total, { weight }) => total + weight, 0);
  if (sum !== WHOLE) throw fieldRefused('/indicators', 'weights-not-whole', { sum });
  for (const [at, one] of indicators.entries()) {
    const pointer = `/indicators/${at}`;
    if (indicators.findIndex(({ key }) => key === one.key) < at) {
      throw fieldRefused(`${pointer}/key`, 'given-twice');
    }
    if (one.kind !== 'auto') continue;
    const facts = figures.get(one.figure);
    if (!facts) throw fieldRefused(`${pointer}/figure`, 'unknown-figure');
    if (one.scoring.rule !== 'linear') continue;
    const { floor, target } = one.scoring;
    const right = facts.better === 'more' ? target > floor : target < floor;
    if (!right) throw fieldRefused(`${pointer}/scoring/target`, `target-for-${facts.better}`);
  }
}

async function checkScheme(
  ctx: ReadContext,
  scheme: { name?: string | undefined; posts: readonly string[]; deptIds: readonly number[] },
  exceptId: number | null,
): Promise<void> {
  if (scheme.posts.length + scheme.deptIds.length === 0) {
    throw fieldRefused('/posts', 'for-nobody');
  }
  for (const [at, id] of scheme.deptIds.entries()) {
    if (!(await deptById(ctx.db, id))) throw fieldRefused(`/deptIds/${at}`, 'unknown-dept');
  }
  const { name } = scheme;
  if (name === undefined) return;
  const same = (await allSchemes(ctx.db)).find((one) => nameKey(one.name) === nameKey(name));
  if (same && same.id !== exceptId) throw problem('already-exists');
}

async function record(
  ctx: WriteContext,
  action: string,
  before: Scheme | null,
  id: number,
): Promise<Scheme> {
  const after = toScheme((await schemeById(ctx.tx, id))!);
  await ctx.audit({ action, entity: 'appraisalScheme', entityId: id, before, after });
  await ctx.emit({ entity: 'appraisalScheme', id, version: after.version, audience: [] });
  return after;
}

const newEdition = (ctx: WriteContext, id: number, no: number, indicators: readonly Indicator[]) =>
  insertEdition(ctx.tx, {
    scheme_id: id,
    no,
    indicators: JSON.stringify(indicators),
    made_by: ctx.actor.userId || null,
    at: ctx.now,
  });

export async function addScheme(
  http: Pick<Http, 'figures'>,
  ctx: WriteContext,
  body: Body<'createScheme'>,
): Promise<Scheme> {
  await checkScheme(ctx, body, null);
  checkIndicators(http, body.indicators);
  const id = await insertScheme(ctx.tx, {
    name: body.name,
    span: body.span,
    posts: JSON.stringify([...new Set(body.posts)]),
    dept_ids: JSON.stringify([...new Set(body.deptIds)]),
    active: 1,
    since_on: await todayOf(ctx),
  });
  await newEdition(ctx, id, 1, body.indicators);
  return await record(ctx, 'appraisals.createScheme', null, id);
}

/** Other indicators are a new edition; sheets keep theirs. */
export async function changeScheme(
  http: Pick<Http, 'figures'>,
  ctx: WriteContext,
  id: number,
  body: Body<'updateScheme'>,
): Promise<Scheme> {
  const row = await schemeById(ctx.tx, id);
  if (!row) throw problem('not-found');
  const before = toScheme(row);
  const { version, ...wanted } = body;
  if (version !== before.version) throw conflict(before.version, before, wanted);
  const { name } = wanted;
  const posts = wanted.posts ?? before.posts;
  const deptIds = wanted.deptIds ?? before.deptIds;
  await checkScheme(ctx, { name, posts, deptIds }, id);
  if (wanted.indicators) checkIndicators(http, wanted.indicators);
  // Switched on again it begins anew: nobody owes what was not asked meanwhile.
  const wakes = wanted.active === true && !before.active;
  const changed = await updateScheme(
    ctx.tx,
    { id, version },
    {
      ...(name !== undefined && { name }),
      posts: JSON.stringify([...new Set(posts)]),
      dept_ids: JSON.stringify([...new Set(deptIds)]),
      ...(wanted.active !== undefined && { active: wanted.active ? 1 : 0 }),
      ...(wakes && { since_on: await todayOf(ctx) }),
    },
  );
  if (!changed) throw conflict(before.version, before, wanted);
  if (wanted.indicators && JSON.stringify(wanted.indicators) !== row.indicators) {
    await newEdition(ctx, id, before.edition + 1, wanted.indicators);
  }
  return await record(ctx, 'appraisals.updateScheme', before, id);
}
