import type { TrainingResult } from '@xinhang/shared/training-work.ts';
import { ok, positions, refused, type Expectation, type Verdict } from '../expectation.ts';
import { NOBODY } from '../plant-customers.ts';
import { once, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

const field = { status: 422, code: 'field-refused' } as const;
const state = { status: 409, code: 'state-refused' } as const;

const keeps = (who: Expectation) => who.holds('training.manage');
const leads = (who: Expectation) => who.holds('training.lead');
/** A row that belongs to this colleague. */
const rowOf = (owner: string) =>
  positions.find((row) => row.owner === owner && !row.collaborator && !row.archived)!;
const colleagues = ['teammate', 'subordinate', 'stranger'] as const;
/** Whom the subject leads: never less than himself. */
const inReach = (who: Expectation, owner: string) => who.reaches('training.lead', rowOf(owner));

function cells(
  ...list: [label: string, request: Cell['request'], rule: (who: Expectation) => Verdict][]
): Cell[] {
  return list.map(([label, request, rule]) => ({ label, row: null, request, rule }));
}

const courses: Recipe = (world) =>
  cells(
    ['none', { params: { id: NOBODY } }, () => refused.notFound],
    ['own', { params: { id: world.training.own.id } }, () => ok()],
    [
      'of others',
      { params: { id: world.training.other.id } },
      (who) => (keeps(who) || leads(who) ? ok() : refused.notFound),
    ],
  );

const patched =
  (id: (world: World) => number, body: object): Recipe =>
  (world) =>
    cells(
      ['none', { params: { id: NOBODY }, body: { version: 1, ...body } }, () => refused.notFound],
      ['one', { params: { id: id(world) }, body: { version: 1, ...body } }, () => ok()],
    );

const session =
  (body?: (world: World) => object): Recipe =>
  (world) => {
    const at = (id: number, of = body?.(world)) => ({ params: { id }, ...(of && { body: of }) });
    // Of a session of others nobody is named: whom one may name there depends on the reach.
    const unnamed = body && { present: [], absent: [] };
    return cells(
      ['none', at(NOBODY, unnamed), () => refused.notFound],
      ['no session', at(world.training.own.text, unnamed), () => refused.notFound],
      ['given by oneself', at(world.training.own.session), () => ok()],
      [
        'given by others',
        at(world.training.other.session, unnamed),
        (who) => (leads(who) ? ok() : refused.notFound),
      ],
    );
  };

/** What one person learned: oneself, or somebody whom one leads. */
const ofOne: Recipe = (world) => [
  ...cells(
    ['nobody', { params: { id: NOBODY } }, () => refused.notFound],
    ['own', { params: { id: world.people.me } }, () => ok()],
  ),
  ...colleagues.map((name): Cell => ({
    label: `of ${name}`,
    row: null,
    request: { params: { id: world.people[name] } },
    rule: (who) => (inReach(who, name) ? ok() : refused.notFound),
  })),
];

export const trainingRecipes: Recipes = {
  'training.listCourses': once(),
  'training.getCourse': courses,
  'training.createCourse': once({ body: { title: '矩阵新课' } }, { rule: () => ok(201) }),
  'training.updateCourse': patched((world) => world.training.own.id, { note: '矩阵' }),
  'training.listPaths': once(),
  'training.createPath': (world) =>
    cells([
      'one',
      {
        body: { name: '矩阵新路径', steps: [{ courseId: world.training.own.id, days: 1 }] },
      },
      () => ok(201),
    ]),
  'training.updatePath': patched((world) => world.training.pathId, { note: '矩阵' }),
  'training.listRules': once(),
  'training.createRule': (world) =>
    cells([
      'fits nobody',
      { body: { pathId: world.training.pathId, post: '矩阵没有的岗位' } },
      () => ok(201),
    ]),
  'training.updateRule': patched((world) => world.training.ruleId, { hiredWithinDays: 3 }),
  'trainingWork.assign': (world) =>
    colleagues.map((name) => ({
      label: `to ${name}`,
      row: null,
      request: { body: { pathId: world.training.pathId, userIds: [world.people[name]] } },
      rule: (who) => (inReach(who, name) ? ok() : field),
    })),
  'trainingWork.withdraw': (world) => [
    ...cells(['none', { params: { id: NOBODY } }, () => refused.notFound]),
    ...colleagues.map((name): Cell => ({
      label: `of ${name}`,
      row: null,
      request: { params: { id: world.training.enrolments[name]! } },
      rule: (who) => (inReach(who, name) ? ok() : refused.notFound),
    })),
  ],
  'trainingWork.mine': () => [
    {
      label: 'own',
      row: null,
      anyRole: true,
      request: {},
      content: (answer: { rows: { course: { name: string } }[]; sessions: unknown[] }) =>
        same(
          'own',
          [answer.rows.map((row) => row.course.name), answer.sessions.length],
          [['矩阵课'], 0],
        ),
    },
  ],
  'trainingWork.study': (world) => {
    const body = { finished: true };
    const { own, other, enrolments } = world.training;
    const of = (id: number, lessonId: number) => ({ params: { id, lessonId }, body });
    return cells(
      ['own', of(enrolments['me']!, own.text), () => ok()],
      ['a session', of(enrolments['me']!, own.session), () => state],
      ['of another course', of(enrolments['me']!, other.text), () => refused.notFound],
      ['of others', of(enrolments['stranger']!, other.text), () => refused.notFound],
    ).map((cell) => ({ ...cell, anyRole: true as const }));
  },
  'trainingWork.getAttendance': session(),
  'trainingWork.setAttendance': session(({ people }) => ({ present: [people.me], absent: [] })),
  'trainingWork.listResults': () => [
    {
      label: 'all',
      row: null,
      request: {},
      content: (answer: { rows: TrainingResult[] }, who) => {
        for (const name of colleagues) {
          const row = answer.rows.find((one) => one.person.name === `matrix-${name}`);
          const wrong = same(name, row ? row.assigned : null, inReach(who, name) ? 1 : null);
          if (wrong) return wrong;
        }
        return null;
      },
    },
  ],
  'trainingWork.exportResults': once(
    { body: { format: 'csv', lang: 'zh-CN' } },
    { rule: () => ok(202), dear: true },
  ),
  'trainingWork.getResult': ofOne,
  'trainingWork.getHours': ofOne,
};
