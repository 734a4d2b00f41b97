import {
  allQuestionCategories,
  countQuestions,
  insertQuestionCategory,
  updateQuestionCategory,
  type CategoryRecord,
} from '@xinhang/db/repositories/questions.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { QuestionCategory } from '@xinhang/shared/questions.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';

export async function questionCategories(ctx: ReadContext): Promise<QuestionCategory[]> {
  const counts = await countQuestions(ctx.db);
  return (await allQuestionCategories(ctx.db)).map(({ id, version, name, sort }) => ({
    id,
    version,
    name,
    sort,
    ...(counts.get(id) ?? { questions: 0, published: 0 }),
  }));
}

async function describe(ctx: ReadContext, id: number): Promise<QuestionCategory> {
  return (await questionCategories(ctx)).find((row) => row.id === id)!;
}

async function needFree(ctx: WriteContext, name: string, id?: number): Promise<void> {
  const taken = (await allQuestionCategories(ctx.tx)).some(
    (row) => row.name === name && row.id !== id,
  );
  if (taken) throw problem('already-exists');
}

async function record(
  ctx: WriteContext,
  action: string,
  before: CategoryRecord | null,
  after: CategoryRecord,
): Promise<void> {
  await ctx.audit({ action, entity: 'questionCategory', entityId: after.id, before, after });
  await ctx.emit({ entity: 'question', id: after.id, version: after.version, audience: [] });
}

export async function createQuestionCategory(
  ctx: WriteContext,
  name: string,
): Promise<QuestionCategory> {
  await needFree(ctx, name);
  const last = (await allQuestionCategories(ctx.tx)).at(-1);
  const row = { name, sort: (last?.sort ?? 0) + 1 };
  const id = await insertQuestionCategory(ctx.tx, row);
  await record(ctx, 'questions.createCategory', null, { id, version: 1, ...row });
  return await describe(ctx, id);
}

export async function changeQuestionCategory(
  ctx: WriteContext,
  id: number,
  { version, ...body }: EndpointInput<typeof api.questions.updateCategory>['body'],
): Promise<QuestionCategory> {
  const before = (await allQuestionCategories(ctx.tx)).find((row) => row.id === id);
  if (!before) throw problem('not-found');
  if (version !== before.version) throw conflict(before.version, before, body);
  const columns = { name: body.name ?? before.name, sort: body.sort ?? before.sort };
  if (columns.name === before.name && columns.sort === before.sort) return await describe(ctx, id);
  await needFree(ctx, columns.name, id);
  const after = await updateQuestionCategory(ctx.tx, before, columns);
  if (!after) throw problem('version-conflict');
  await record(ctx, 'questions.updateCategory', before, after);
  return await describe(ctx, id);
}
