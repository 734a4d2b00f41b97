import type { Sheet, SheetRow } from '@xinhang/shared/appraisals.ts';
import {
  ok,
  positions,
  refused,
  type Expectation,
  type Owner,
  type Verdict,
} from '../expectation.ts';
import { sheetPeriods, type PlantedState } from '../plant-appraisals.ts';
import { NOBODY } from '../plant-customers.ts';
import { once, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

const owners: readonly Owner[] = [
  'me',
  'teammate',
  'subordinate',
  'principal',
  'named',
  'stranger',
];
const inOrder = (ids: readonly number[]) => ids.toSorted((a, b) => a - b);

/** A row of theirs, as scopes are asked. */
const rowOf = (owner: Owner) =>
  positions.find(
    (row) =>
      row.owner === owner && !row.collaborator && !row.archived && row.position !== 'handedOver',
  )!;
const scores = (who: Expectation, owner: Owner) =>
  owner !== 'me' && who.reaches('appraisals.score', rowOf(owner));
const reads = (who: Expectation, owner: Owner) => owner === 'me' || scores(who, owner);

/** A cell per person whose sheet it is. */
function overSheets(
  state: PlantedState,
  body: object | undefined,
  rule: (who: Expectation, owner: Owner) => Verdict,
  content?: Cell['content'],
): Recipe {
  return (world: World) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY }, ...(body && { body }) },
      rule: () => refused.notFound,
    },
    ...owners.map((owner): Cell => ({
      label: `of ${owner}`,
      row: null,
      request: { params: { id: world.appraisals.sheets[state][owner] }, ...(body && { body }) },
      rule: (who) => (reads(who, owner) ? rule(who, owner) : refused.notFound),
      ...(content && { content }),
    })),
  ];
}

const byPerson = (_who: Expectation, owner: Owner) => (owner === 'me' ? ok() : refused.forbidden);
const byHead = (_who: Expectation, owner: Owner) => (owner === 'me' ? refused.forbidden : ok());
const given = [{ key: 'm', score: 80, note: '' }];

function listCell(
  world: World,
  box: 'own' | 'todo' | 'team',
  whose: (who: Expectation) => readonly Owner[],
): Cell {
  return {
    label: box,
    row: null,
    request: { query: { box, count: 1, limit: 200 } },
    content(answer: { rows: SheetRow[]; count: number }, who) {
      const states = box === 'todo' ? (['submitted'] as const) : Object.keys(sheetPeriods);
      const ids = whose(who).flatMap((owner) =>
        states.map((state) => world.appraisals.sheets[state as PlantedState][owner]),
      );
      const found = answer.rows.map((row) => row.id);
      return same('rows', inOrder(found), inOrder(ids)) ?? same('count', answer.count, ids.length);
    },
  };
}

const scheme = {
  name: '矩阵方案',
  span: 'month',
  posts: ['矩阵'],
  indicators: [{ kind: 'manual', key: 'm', name: '矩阵', weight: 100 }],
  deptIds: [],
};

export const appraisalRecipes: Recipes = {
  'appraisals.catalogue': once(),
  'appraisals.listSchemes': once(),
  'appraisals.createScheme': once({ body: scheme }, { rule: () => ok(201) }),
  'appraisals.updateScheme': (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY }, body: { version: 1, active: false } },
      rule: () => refused.notFound,
    },
    {
      label: 'one',
      row: null,
      request: {
        params: { id: world.appraisals.schemeId },
        body: { version: 1, active: false },
      },
    },
  ],
  'appraisals.list': (world) => [
    listCell(world, 'own', () => ['me']),
    // Whose head the subject is, and whom the right reaches.
    listCell(world, 'todo', (who) => (scores(who, 'subordinate') ? ['subordinate'] : [])),
    listCell(world, 'team', (who) => owners.filter((owner) => scores(who, owner))),
  ],
  'appraisals.get': overSheets(
    'submitted',
    undefined,
    () => ok(),
    (answer: Sheet) =>
      // What the head is writing is not shown to the person.
      same('head', answer.items[0]!.headScore, answer.own ? null : 7000),
  ),
  'appraisals.make': (world) => [
    {
      label: 'of a stranger',
      row: null,
      request: {
        body: {
          schemeId: world.appraisals.schemeId,
          period: '2026-11',
          personIds: [world.people.stranger],
        },
      },
    },
  ],
  'appraisals.count': overSheets('draft', undefined, () => ok()),
  'appraisals.fill': overSheets('draft', { version: 1, scores: given, submit: true }, byPerson),
  'appraisals.score': overSheets('submitted', { version: 1, scores: given, sign: true }, byHead),
  'appraisals.giveBack': overSheets('submitted', { version: 1, reason: '矩阵' }, byHead),
  'appraisals.confirm': overSheets('scored', { version: 1 }, byPerson),
  'appraisals.results': (world) => [
    {
      label: 'of a month',
      row: null,
      request: { query: { period: sheetPeriods.scored } },
      content(answer: { rows: { sheet: SheetRow }[] }, who) {
        const found = answer.rows.map(({ sheet }) => sheet.id);
        const ids = owners
          .filter((owner) => scores(who, owner))
          .map((owner) => world.appraisals.sheets.scored[owner]);
        return same('rows', inOrder(found), inOrder(ids));
      },
    },
  ],
  'appraisals.exportResults': once(
    { body: { period: sheetPeriods.scored, format: 'csv' } },
    { rule: () => ok(202), dear: true },
  ),
};
