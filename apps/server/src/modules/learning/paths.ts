import {
  allCourses,
  allPaths,
  allRules,
  allSteps,
  insertPath,
  insertRule,
  setSteps,
  updatePath as changePath,
  updateRule as changeRule,
  type PathRecord,
  type RuleRecord,
} from '@xinhang/db/repositories/courses.ts';
import { depts as allDepts } from '@xinhang/db/repositories/company.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { LearningPath, TrainingRule } from '@xinhang/shared/training.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { applyRules } from './assign.ts';

type Training = typeof api.training;
type Steps = EndpointInput<Training['createPath']>['body']['steps'];

/** Every learning path with its courses in order. */
export async function listPaths(ctx: ReadContext): Promise<LearningPath[]> {
  const titles = new Map((await allCourses(ctx.db)).map((row) => [row.id, row.title]));
  const steps = Map.groupBy(await allSteps(ctx.db), (step) => step.path_id);
  return (await allPaths(ctx.db)).map((row) => ({
    id: row.id,
    version: row.version,
    name: row.name,
    note: row.note,
    active: row.active === 1,
    steps: (steps.get(row.id) ?? []).map((step) => ({
      course: { id: step.course_id, name: titles.get(step.course_id) ?? '' },
      days: step.days,
    })),
  }));
}

async function describePath(ctx: ReadContext, id: number): Promise<LearningPath> {
  const found = (await listPaths(ctx)).find((path) => path.id === id);
  if (!found) throw problem('not-found');
  return found;
}

async function needSteps(ctx: WriteContext, steps: Steps): Promise<void> {
  const known = new Set((await allCourses(ctx.tx)).map((row) => row.id));
  const seen = new Set<number>();
  for (const [at, { courseId }] of steps.entries()) {
    if (!known.has(courseId)) throw fieldRefused(`/steps/${at}/courseId`, 'unknown-course');
    if (seen.has(courseId)) throw fieldRefused(`/steps/${at}/courseId`, 'named-twice');
    seen.add(courseId);
  }
}

async function recordPath(
  ctx: WriteContext,
  action: string,
  before: LearningPath | null,
  row: PathRecord,
): Promise<LearningPath> {
  const after = await describePath(ctx, row.id);
  await ctx.audit({ action, entity: 'learningPath', entityId: row.id, before, after });
  await ctx.emit({ entity: 'course', id: row.id, version: row.version, audience: [] });
  return after;
}

const pathById = async (ctx: WriteContext, id: number) =>
  (await allPaths(ctx.tx)).find((row) => row.id === id);

export async function createPath(
  ctx: WriteContext,
  body: EndpointInput<Training['createPath']>['body'],
): Promise<LearningPath> {
  await needSteps(ctx, body.steps);
  const { name, note } = body;
  const id = await insertPath(ctx.tx, { name, note, active: 1 });
  await setSteps(ctx.tx, id, body.steps);
  return await recordPath(ctx, 'training.createPath', null, (await pathById(ctx, id))!);
}

export async function updatePath(
  ctx: WriteContext,
  id: number,
  body: EndpointInput<Training['updatePath']>['body'],
): Promise<LearningPath> {
  const before = await pathById(ctx, id);
  if (!before) throw problem('not-found');
  const { version, ...wanted } = body;
  const shown = await describePath(ctx, id);
  const steps = shown.steps.map((step) => ({ courseId: step.course.id, days: step.days }));
  if (version !== before.version) throw conflict(before.version, { ...shown, steps }, wanted);
  if (body.steps) {
    await needSteps(ctx, body.steps);
    await setSteps(ctx.tx, id, body.steps);
  }
  const columns = {
    name: body.name ?? before.name,
    note: body.note ?? before.note,
    active: (body.active ?? before.active === 1) ? 1 : 0,
  };
  const same =
    JSON.stringify(body.steps ?? steps) === JSON.stringify(steps) &&
    columns.name === before.name &&
    columns.note === before.note &&
    columns.active === before.active;
  if (same) return shown;
  const after = await changePath(ctx.tx, before, columns);
  if (!after) throw problem('version-conflict');
  return await recordPath(ctx, 'training.updatePath', shown, after);
}

/** Every rule that assigns a path to new hires. */
export async function listRules(ctx: ReadContext): Promise<TrainingRule[]> {
  const paths = new Map((await allPaths(ctx.db)).map((row) => [row.id, row.name]));
  const depts = new Map((await allDepts(ctx.db)).map((row) => [row.id, row.name]));
  return (await allRules(ctx.db)).map((row) => ({
    id: row.id,
    version: row.version,
    path: { id: row.path_id, name: paths.get(row.path_id) ?? '' },
    dept: row.dept_id === null ? null : { id: row.dept_id, name: depts.get(row.dept_id) ?? '' },
    post: row.post,
    hiredWithinDays: row.hired_within_days,
    active: row.active === 1,
  }));
}

async function needTarget(
  ctx: WriteContext,
  { pathId, deptId }: { pathId: number; deptId: number | null },
): Promise<void> {
  if (!(await pathById(ctx, pathId))) throw fieldRefused('/pathId', 'unknown-path');
  const depts = await allDepts(ctx.tx);
  if (deptId !== null && !depts.some((row) => row.id === deptId)) {
    throw fieldRefused('/deptId', 'unknown-department');
  }
}

const ruleById = async (ctx: WriteContext, id: number) =>
  (await allRules(ctx.tx)).find((row) => row.id === id);

/** Written down, and applied at once to those whom it fits already. */
async function recordRule(
  ctx: WriteContext,
  action: string,
  before: RuleRecord | null,
  after: RuleRecord,
): Promise<TrainingRule> {
  await ctx.audit({ action, entity: 'trainingRule', entityId: after.id, before, after });
  await ctx.emit({ entity: 'course', id: after.id, version: after.version, audience: [] });
  await applyRules(ctx, null);
  return (await listRules(ctx)).find((rule) => rule.id === after.id)!;
}

export async function createRule(
  ctx: WriteContext,
  body: EndpointInput<Training['createRule']>['body'],
): Promise<TrainingRule> {
  await needTarget(ctx, body);
  const id = await insertRule(ctx.tx, {
    path_id: body.pathId,
    dept_id: body.deptId,
    post: body.post,
    hired_within_days: body.hiredWithinDays,
    active: 1,
  });
  return await recordRule(ctx, 'training.createRule', null, (await ruleById(ctx, id))!);
}

export async function updateRule(
  ctx: WriteContext,
  id: number,
  body: EndpointInput<Training['updateRule']>['body'],
): Promise<TrainingRule> {
  const before = await ruleById(ctx, id);
  if (!before) throw problem('not-found');
  const { version, ...wanted } = body;
  const shown = (await listRules(ctx)).find((rule) => rule.id === id)!;
  if (version !== before.version) {
    const { path, dept, ...rest } = shown;
    const fields = { ...rest, pathId: path.id, deptId: dept?.id ?? null };
    throw conflict(before.version, fields, wanted);
  }
  const columns = {
    path_id: body.pathId ?? before.path_id,
    dept_id: body.deptId === undefined ? before.dept_id : body.deptId,
    post: body.post ?? before.post,
    hired_within_days: body.hiredWithinDays ?? before.hired_within_days,
    active: (body.active ?? before.active === 1) ? 1 : 0,
  };
  const same = Object.entries(columns).every(
    ([name, value]) => before[name as keyof typeof columns] === value,
  );
  if (same) return shown;
  await needTarget(ctx, { pathId: columns.path_id, deptId: columns.dept_id });
  const after = await changeRule(ctx.tx, before, columns);
  if (!after) throw problem('version-conflict');
  return await recordRule(ctx, 'training.updateRule', before, after);
}
