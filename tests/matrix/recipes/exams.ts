import type { AttemptRow } from '@xinhang/shared/exams.ts';
import { ok, positions, refused, type Expectation, type Verdict } from '../expectation.ts';
import { NOBODY } from '../plant-customers.ts';
import { once, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

const leads = (who: Expectation) => who.holds('training.lead');
const rowOf = (owner: string) =>
  positions.find((row) => row.owner === owner && !row.collaborator && !row.archived)!;
const colleagues = ['teammate', 'subordinate', 'stranger'] as const;
const inReach = (who: Expectation, owner: string) => who.reaches('training.lead', rowOf(owner));

function cells(
  ...list: [label: string, request: Cell['request'], rule: (who: Expectation) => Verdict][]
): Cell[] {
  return list.map(([label, request, rule]) => ({ label, row: null, request, rule }));
}

/** One row of those who keep training: it is there for all of them. */
const one =
  (id: (world: World) => number, body?: object): Recipe =>
  (world) => {
    const at = (of: number) => ({ params: { id: of }, ...(body && { body }) });
    return cells(['none', at(NOBODY), () => refused.notFound], ['one', at(id(world)), () => ok()]);
  };

const bool = { kind: 'boolean', text: '矩阵判断', right: [0] };

/** Of each colleague his attempt that is over: for whoever leads him. */
const ofColleagues =
  (body?: object): Recipe =>
  (world) => [
    ...cells(['none', { params: { id: NOBODY }, ...(body && { body }) }, () => refused.notFound]),
    ...colleagues.map((name): Cell => ({
      label: `of ${name}`,
      row: null,
      request: { params: { id: world.exams.marking[name] }, ...(body && { body }) },
      rule: (who) => (inReach(who, name) ? ok() : refused.notFound),
    })),
  ];

/** Which colleagues are named: those in reach, and nobody else. */
const names = (rows: readonly AttemptRow[], who: Expectation) =>
  colleagues.flatMap((name) => {
    const found = rows.some((row) => row.person.name === `matrix-${name}`);
    return same(name, found, inReach(who, name)) ?? [];
  })[0] ?? null;

export const examRecipes: Recipes = {
  'questions.listCategories': once(),
  'questions.createCategory': once({ body: { name: '矩阵新类' } }, { rule: () => ok(201) }),
  'questions.updateCategory': one((world) => world.exams.categoryId, { version: 1, sort: 4 }),
  'questions.listQuestions': once(),
  'questions.getQuestion': one((world) => world.exams.questionId),
  'questions.createQuestion': (world) =>
    cells(['one', { body: { ...bool, categoryId: world.exams.categoryId } }, () => ok(201)]),
  'questions.updateQuestion': one((world) => world.exams.questionId, { version: 1, points: 9 }),
  'questions.importQuestions': (world) =>
    cells([
      'one',
      { body: { rows: [{ ...bool, categoryId: world.exams.categoryId }] } },
      () => ok(),
    ]),
  'exams.listExams': once(),
  'exams.getExam': (world) =>
    cells(
      ['none', { params: { id: NOBODY } }, () => refused.notFound],
      ['own', { params: { id: world.exams.own } }, () => ok()],
    ),
  'exams.createExam': (world) =>
    cells([
      'one',
      { body: { title: '矩阵新考', items: [{ questionId: world.exams.questionId }] } },
      () => ok(201),
    ]),
  'exams.updateExam': one((world) => world.exams.own, { version: 1, note: '矩阵' }),
  'attempts.start': (world) =>
    cells(
      ['none', { params: { id: NOBODY } }, () => refused.notFound],
      ['first', { params: { id: world.exams.fresh } }, () => ok(201)],
      ['under way', { params: { id: world.exams.own } }, () => ok(201)],
    ).map((cell) => ({ ...cell, anyRole: true as const })),
  'attempts.getAttempt': (world) => [
    ...cells(['own', { params: { id: world.exams.open } }, () => ok()]),
    ...ofColleagues()(world),
  ],
  'attempts.answer': (world) => {
    const at = (id: number) => ({ params: { id, no: 1 }, body: { version: 0, text: '矩阵' } });
    return cells(
      ['own', at(world.exams.open), () => ok()],
      ['of others', at(world.exams.marking.stranger), () => refused.notFound],
    ).map((cell) => ({ ...cell, anyRole: true as const }));
  },
  'attempts.submit': (world) =>
    cells(
      ['own', { params: { id: world.exams.open } }, () => ok()],
      ['of others', { params: { id: world.exams.marking.stranger } }, () => refused.notFound],
    ).map((cell) => ({ ...cell, anyRole: true as const })),
  'attempts.listToMark': once(
    {},
    { content: ({ rows }: { rows: AttemptRow[] }, who) => names(rows, who) },
  ),
  'attempts.mark': (world) => {
    const body = { version: 1, marks: [{ no: 1, score: 3 }] };
    const own = { params: { id: world.exams.marking.me }, body };
    return [...cells(['own', own, () => refused.notFound]), ...ofColleagues(body)(world)];
  },
  // None of these has used up its tries.
  'attempts.forgive': (world) =>
    colleagues.map((name): Cell => ({
      label: `of ${name}`,
      row: null,
      request: { params: { id: world.exams.marking[name] }, body: { version: 1 } },
      rule: (who) =>
        inReach(who, name) ? { status: 409, code: 'state-refused' } : refused.notFound,
    })),
  'attempts.listExamResults': once(
    {},
    { content: ({ rows }: { rows: AttemptRow[] }, who) => names(rows, who) },
  ),
  'attempts.exportExamResults': once(
    { body: { format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
  'attempts.analyse': (world) => [
    ...cells(['none', { params: { id: NOBODY } }, () => refused.notFound]),
    {
      label: 'of others',
      row: null,
      request: { params: { id: world.exams.other } },
      content: ({ attempts }: { attempts: number }, who) =>
        // With the own one: nobody leads less than himself.
        same(
          'attempts',
          attempts,
          leads(who) ? 1 + colleagues.filter((name) => inReach(who, name)).length : 0,
        ),
    },
  ],
};
