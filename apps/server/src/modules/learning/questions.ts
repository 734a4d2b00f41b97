import { isDeepStrictEqual } from 'node:util';
import {
  allQuestionCategories,
  countMatching,
  insertQuestion,
  insertQuestionVersion,
  listQuestions as findQuestions,
  questionsByIds,
  updateQuestion as changeRow,
  versionsOf,
  type QuestionRecord,
} from '@xinhang/db/repositories/questions.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { QuestionDetail } from '@xinhang/shared/exam-rules.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { Question, QuestionBody, QuestionVersion } from '@xinhang/shared/questions.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { cutPage, startOf } from '../../http/paging.ts';

type Bank = typeof api.questions;

const contentOf = (row: Pick<QuestionRecord, 'kind' | 'text' | 'detail' | 'points'>) => ({
  kind: row.kind,
  text: row.text,
  ...(JSON.parse(row.detail) as QuestionDetail),
  points: row.points,
});

const toQuestion = (row: QuestionRecord, names: ReadonlyMap<number, string>): Question => ({
  id: row.id,
  version: row.version,
  category: { id: row.category_id, name: names.get(row.category_id) ?? '' },
  state: row.state,
  no: row.no,
  difficulty: row.difficulty,
  ...contentOf(row),
});

const categoryNames = async ({ db }: Pick<ReadContext, 'db'>) =>
  new Map((await allQuestionCategories(db)).map((row) => [row.id, row.name]));

export async function pageOfQuestions(
  ctx: ReadContext,
  query: EndpointInput<Bank['listQuestions']>['query'],
) {
  const { categoryId, kind, state, limit } = query;
  const filter = { words: searchRuns(query.q ?? ''), categoryId, kind, state };
  const page = { after: startOf(query), limit: limit + 1 };
  const found = await findQuestions(ctx.db, filter, page);
  const { rows, next } = cutPage(found, limit, (row) => ({ value: row.at, id: row.id }));
  const names = await categoryNames(ctx);
  return {
    rows: rows.map((row) => toQuestion(row, names)),
    next,
    count: query.count ? await countMatching(ctx.db, filter, COUNT_CAP) : null,
  };
}

async function needQuestion(ctx: ReadContext, id: number): Promise<QuestionRecord> {
  const [row] = await questionsByIds(ctx.db, [id]);
  if (!row) throw problem('not-found');
  return row;
}

export async function describeQuestion(
  ctx: ReadContext,
  id: number,
): Promise<Question & { versions: QuestionVersion[] }> {
  const row = await needQuestion(ctx, id);
  const versions = (await versionsOf(ctx.db, id)).map((one) => ({
    no: one.no,
    at: one.at,
    by: one.by_name ?? '',
    ...contentOf(one),
  }));
  return { ...toQuestion(row, await categoryNames(ctx)), versions };
}

/** What is written, as it is stored once all that its kind needs is there. */
function detailOf(body: Omit<QuestionBody, 'categoryId'>, at = ''): QuestionDetail {
  const refuse = (field: string, code: string) => fieldRefused(`${at}/${field}`, code);
  const { kind, options, reference, explanation } = body;
  const right = [...new Set(body.right)].toSorted((a, b) => a - b);
  const accepted = [...new Set(body.accepted)];
  if (kind === 'single' || kind === 'multiple') {
    if (options.length < 2) throw refuse('options', 'options-few');
    if (new Set(options).size < options.length) throw refuse('options', 'named-twice');
    const known = right.every((one) => one < options.length);
    if (!known || right.length === 0) throw refuse('right', 'right-option');
  }
  if (kind === 'boolean' && right.some((one) => one > 1)) throw refuse('right', 'right-one');
  if ((kind === 'single' || kind === 'boolean') && right.length !== 1) {
    throw refuse('right', 'right-one');
  }
  if (kind === 'fill' && accepted.length === 0) throw refuse('accepted', 'required');
  return { options, right, accepted, reference, explanation };
}

/** What is asked: nothing that was written for another kind. */
function askedDetail({ kind, detail }: Pick<QuestionRecord, 'kind' | 'detail'>): string {
  const all = JSON.parse(detail) as QuestionDetail;
  const choice = kind === 'single' || kind === 'multiple';
  const asked: QuestionDetail = {
    options: choice ? all.options : [],
    right: choice || kind === 'boolean' ? all.right : [],
    accepted: kind === 'fill' ? all.accepted : [],
    reference: kind === 'text' ? all.reference : '',
    explanation: all.explanation,
  };
  return JSON.stringify(asked);
}

/** Keeps what is written as a version that attempts can hold. */
async function keepVersion(ctx: WriteContext, row: QuestionRecord): Promise<void> {
  await insertQuestionVersion(ctx.tx, {
    question_id: row.id,
    no: row.no,
    kind: row.kind,
    text: row.text,
    detail: askedDetail(row),
    points: row.points,
    by_id: ctx.actor.userId || null,
    at: ctx.now,
  });
}

function rewrittenParts(before: QuestionRecord, after: QuestionRecord): string[] {
  const [was, is] = [before, after].map((row) => JSON.parse(row.detail) as QuestionDetail);
  const names = ['options', 'right', 'accepted', 'reference', 'explanation'] as const;
  return names.filter((name) => !isDeepStrictEqual(was![name], is![name]));
}

async function record(
  ctx: WriteContext,
  action: string,
  before: QuestionRecord | null,
  after: QuestionRecord,
): Promise<void> {
  // What is right is read in the bank and its versions, by those who keep it, and by no auditor:
  // he learns which parts were written anew.
  const told = ({ detail: _right, ...rest }: QuestionRecord) => rest;
  const rewritten = before ? rewrittenParts(before, after) : [];
  await ctx.audit({
    action,
    entity: 'question',
    entityId: after.id,
    before: before && told(before),
    after: { ...told(after), ...(rewritten.length > 0 && { rewritten }) },
  });
  await ctx.emit({ entity: 'question', id: after.id, version: after.version, audience: [] });
}

const folded = (text: string) => searchRuns(text).join(' ');

async function write(ctx: WriteContext, body: QuestionBody, publish: boolean, at = '') {
  if (!(await categoryNames({ db: ctx.tx })).has(body.categoryId)) {
    throw fieldRefused(`${at}/categoryId`, 'unknown-category');
  }
  const id = await insertQuestion(ctx.tx, {
    category_id: body.categoryId,
    kind: body.kind,
    state: publish ? 'published' : 'draft',
    no: publish ? 1 : 0,
    text: body.text,
    detail: JSON.stringify(detailOf(body, at)),
    points: body.points,
    difficulty: body.difficulty,
    find_text: folded(body.text),
    at: ctx.now,
  });
  const row = await needQuestion(ctx, id);
  if (publish) await keepVersion(ctx, row);
  return row;
}

export async function createQuestion(
  ctx: WriteContext,
  { publish, ...body }: EndpointInput<Bank['createQuestion']>['body'],
): Promise<Question> {
  const row = await write(ctx, body, publish);
  await record(ctx, 'questions.create', null, row);
  return toQuestion(row, await categoryNames(ctx));
}

/** All of them or none: the first that does not fit is named. */
export async function importQuestions(
  ctx: WriteContext,
  { rows, publish }: EndpointInput<Bank['importQuestions']>['body'],
): Promise<{ made: number }> {
  for (const [at, body] of rows.entries()) {
    const row = await write(ctx, body, publish, `/rows/${at}`);
    await record(ctx, 'questions.create', null, row);
  }
  return { made: rows.length };
}

const states = {
  draft: ['published'],
  published: ['retired'],
  retired: ['published'],
} as const satisfies Record<QuestionRecord['state'], readonly string[]>;

/** Of a published question every change of what is asked is a version more. */
export async function updateQuestion(
  ctx: WriteContext,
  id: number,
  { version, state, ...body }: EndpointInput<Bank['updateQuestion']>['body'],
): Promise<Question> {
  const before = await needQuestion(ctx, id);
  const names = await categoryNames(ctx);
  const current = toQuestion(before, names);
  if (version !== before.version) {
    const shown = { ...current, categoryId: before.category_id };
    throw conflict(before.version, shown, { ...body, state });
  }
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  const wanted = {
    ...current,
    categoryId: before.category_id,
    ...(Object.fromEntries(given) as Partial<QuestionBody>),
  };
  if (!names.has(wanted.categoryId)) throw fieldRefused('/categoryId', 'unknown-category');
  const next = state ?? before.state;
  if (next !== before.state && !(states[before.state] as readonly string[]).includes(next)) {
    throw problem('state-refused');
  }
  const columns = {
    category_id: wanted.categoryId,
    kind: wanted.kind,
    state: next,
    text: wanted.text,
    detail: JSON.stringify(detailOf(wanted)),
    points: wanted.points,
    difficulty: wanted.difficulty,
    find_text: folded(wanted.text),
  };
  const same = (Object.keys(columns) as (keyof typeof columns)[]).every(
    (name) => columns[name] === before[name],
  );
  if (same) return current;
  const [newest] = await versionsOf(ctx.tx, id);
  const asked = { ...columns, detail: askedDetail(columns) };
  const anew =
    next === 'published' &&
    (['kind', 'text', 'detail', 'points'] as const).some((name) => newest?.[name] !== asked[name]);
  const no = before.no + (anew ? 1 : 0);
  const after = await changeRow(ctx.tx, before, { ...columns, no, at: ctx.now });
  if (!after) throw problem('version-conflict');
  if (anew) await keepVersion(ctx, after);
  await record(ctx, 'questions.update', before, after);
  return toQuestion(after, names);
}
