import { reaches } from '@xinhang/db/actor.ts';
import {
  allCourses,
  allPaths,
  allRules,
  allSteps,
  lessonsOf,
  type RuleRecord,
} from '@xinhang/db/repositories/courses.ts';
import {
  enrol,
  enrolmentById,
  listEnrolments,
  updateEnrolment,
} from '@xinhang/db/repositories/enrolments.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { refuseDueDay } from '../../http/due-day.ts';
import type { WriteContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { userById } from '../org/service.ts';
import { takeOverPasses } from './passing.ts';
import { colleaguesNow, type Colleague } from './reader.ts';

/** Courses with the day until which each is to be taken. */
interface Given {
  pathId: number | null;
  ruleId: number | null;
  courses: readonly { courseId: number; dueOn: string }[];
  /** Whoever was let off a course takes it again. */
  again: boolean;
}

/** Gives a person what he does not have yet, and tells him once; answers whether there was any. */
async function give(ctx: WriteContext, userId: number, given: Given, today: string) {
  let count = 0;
  for (const { courseId, dueOn } of given.courses) {
    const row = {
      user_id: userId,
      course_id: courseId,
      path_id: given.pathId,
      rule_id: given.ruleId,
      by_id: given.ruleId === null ? ctx.actor.userId || null : null,
      assigned_on: today,
      due_on: dueOn,
      at: ctx.now,
    };
    if (!(await enrol(ctx.tx, row, given.again))) continue;
    count += 1;
    await takeOverPasses(ctx, userId, courseId);
  }
  if (count === 0) return false;
  const after = { userId, pathId: given.pathId, ruleId: given.ruleId, courses: count };
  await ctx.audit({ action: 'training.assign', entity: 'enrolment', entityId: userId, after });
  await ctx.emit({ entity: 'enrolment', id: userId, version: ctx.now, audience: [userId] });
  await ctx.notify([userId], { kind: 'training-assigned', params: { count }, route: '/training' });
  return true;
}

/** The courses of a path that can be taken and finished, due from this date on. */
async function coursesOf(ctx: WriteContext, pathId: number, today: string) {
  const active = new Set(
    (await allCourses(ctx.tx)).filter((row) => row.active === 1).map((row) => row.id),
  );
  const steps = (await allSteps(ctx.tx)).filter(
    (step) => step.path_id === pathId && active.has(step.course_id),
  );
  const ids = steps.map((step) => step.course_id);
  const full = new Set((await lessonsOf(ctx.tx, ids)).map((lesson) => lesson.course_id));
  return steps
    .filter((step) => full.has(step.course_id))
    .map((step) => ({ courseId: step.course_id, dueOn: addDays(today, step.days) }));
}

/** Assigns by hand: people, departments, posts, as far as they are in reach. */
export async function assign(
  ctx: WriteContext,
  body: EndpointInput<typeof api.trainingWork.assign>['body'],
): Promise<{ assigned: number; kept: number }> {
  const { tx, actor } = ctx;
  const today = await todayOf(ctx);
  const people = (await colleaguesNow(ctx)).filter((one) =>
    reaches(actor, 'training.lead', one.id),
  );
  const known = new Set(people.map((one) => one.id));
  const at = body.userIds.findIndex((id) => !known.has(id));
  if (at >= 0) throw fieldRefused(`/userIds/${at}`, 'person-out-of-reach');
  const given = await givenBy(ctx, body, today);
  const chosen: Colleague[] = [];
  for (const person of people) {
    const named =
      body.userIds.includes(person.id) ||
      person.deptIds.some((dept) => body.deptIds.includes(dept)) ||
      (body.posts.length > 0 && body.posts.includes((await userById(tx, person.id))?.post ?? ''));
    if (named) chosen.push(person);
  }
  if (chosen.length === 0) throw fieldRefused('/userIds', 'nobody-chosen');
  let assigned = 0;
  for (const { id } of chosen) if (await give(ctx, id, given, today)) assigned += 1;
  return { assigned, kept: chosen.length - assigned };
}

async function givenBy(
  ctx: WriteContext,
  { pathId, courseId, examId, dueOn }: EndpointInput<typeof api.trainingWork.assign>['body'],
  today: string,
): Promise<Given> {
  const none = { pathId: null, ruleId: null, again: true };
  if (pathId !== undefined) {
    const path = (await allPaths(ctx.tx)).find((row) => row.id === pathId);
    if (path?.active !== 1) throw fieldRefused('/pathId', 'unknown-path');
    const courses = await coursesOf(ctx, pathId, today);
    if (courses.length === 0) throw fieldRefused('/pathId', 'nothing-to-take');
    return { ...none, pathId, courses };
  }
  const course = (await allCourses(ctx.tx)).find((row) =>
    examId === undefined ? row.id === courseId : row.exam_id === examId,
  );
  if (course?.active !== 1) {
    throw examId === undefined
      ? fieldRefused('/courseId', 'unknown-course')
      : fieldRefused('/examId', 'unknown-exam');
  }
  if ((await lessonsOf(ctx.tx, [course.id])).length === 0) {
    throw fieldRefused('/courseId', 'nothing-to-take');
  }
  if (dueOn === undefined) throw fieldRefused('/dueOn', 'required');
  refuseDueDay('/dueOn', dueOn, today);
  return { ...none, courses: [{ courseId: course.id, dueOn }] };
}

/** Lets somebody off what he has not finished. */
export async function withdraw(ctx: WriteContext, id: number): Promise<void> {
  const row = await enrolmentById(ctx.tx, id);
  if (!row || !reaches(ctx.actor, 'training.lead', row.user_id)) throw problem('not-found');
  if (row.finished_at !== null) throw problem('state-refused');
  await updateEnrolment(ctx.tx, id, { withdrawn_at: ctx.now });
  const before = { userId: row.user_id, courseId: row.course_id };
  await ctx.audit({ action: 'training.withdraw', entity: 'enrolment', entityId: id, before });
  const audience = [row.user_id];
  await ctx.emit({ entity: 'enrolment', id: row.user_id, version: ctx.now, audience });
}

const fits = (
  rule: RuleRecord,
  person: Colleague,
  { post, hired_on }: { post: string; hired_on: string | null },
  today: string,
) =>
  hired_on !== null &&
  hired_on >= addDays(today, -rule.hired_within_days) &&
  (rule.post === '' || rule.post === post) &&
  (rule.dept_id === null || person.deptIds.includes(rule.dept_id));

/**
 * Gives paths to those whom the rules fit: everybody, or one who just came. What somebody has, or
 * was let off, stays as it is, so that it may run as often as it likes.
 */
export async function applyRules(ctx: WriteContext, userId: number | null): Promise<number> {
  const active = new Set(
    (await allPaths(ctx.tx)).filter((row) => row.active === 1).map((row) => row.id),
  );
  const rules = (await allRules(ctx.tx)).filter(
    (rule) => rule.active === 1 && active.has(rule.path_id),
  );
  if (rules.length === 0) return 0;
  const today = await todayOf(ctx);
  let assigned = 0;
  for (const person of await colleaguesNow(ctx)) {
    if (userId !== null && person.id !== userId) continue;
    const user = (await userById(ctx.tx, person.id))!;
    for (const rule of rules) {
      if (!fits(rule, person, user, today)) continue;
      const courses = await coursesOf(ctx, rule.path_id, today);
      const given = { pathId: rule.path_id, ruleId: rule.id, courses, again: false };
      if (await give(ctx, person.id, given, today)) assigned += 1;
    }
  }
  return assigned;
}

/** Who has a path gets what it holds by now. */
export async function followPaths(ctx: WriteContext): Promise<void> {
  const today = await todayOf(ctx);
  const active = new Set(
    (await allPaths(ctx.tx)).filter((row) => row.active === 1).map((row) => row.id),
  );
  const here = new Set((await colleaguesNow(ctx)).map((one) => one.id));
  const having = new Map<string, { userId: number; pathId: number; ruleId: number | null }>();
  for (const row of await listEnrolments(ctx.tx, {})) {
    const { user_id: userId, path_id: pathId, rule_id: ruleId } = row;
    if (pathId === null || !active.has(pathId) || !here.has(userId)) continue;
    having.set(`${userId}/${pathId}`, { userId, pathId, ruleId });
  }
  for (const { userId, pathId, ruleId } of having.values()) {
    const courses = await coursesOf(ctx, pathId, today);
    await give(ctx, userId, { pathId, ruleId, courses, again: false }, today);
  }
}
