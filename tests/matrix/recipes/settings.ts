import { refused } from '../expectation.ts';
import { once, same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

/** The word that was planted, and one that does not exist. */
function overWords(word: keyof World['words'], body: object): Recipe {
  return (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: 900_001 }, body },
      rule: () => refused.notFound,
    },
    { label: 'planted', row: null, request: { params: { id: world.words[word] }, body } },
  ];
}

/** Views are each person's own: another's does not exist. */
function overViews(body?: object): Recipe {
  return (world) => {
    const cell = (label: string, id: number, found: boolean): Cell => ({
      label,
      row: null,
      request: { params: { id }, ...(body && { body }) },
      ...(!found && { rule: () => refused.notFound }),
    });
    return [
      cell('none', 900_001, false),
      cell('own', world.views.mine, true),
      cell('of the boss', world.views.boss, false),
    ];
  };
}

export const settingRecipes: Recipes = {
  'settings.get': once(),
  'settings.update': once({ body: { version: 1, values: { 'customers.idleDays': 20 } } }),
  'settings.listDicts': once(),
  'settings.createDict': once({ body: { kind: 'industry', label: '矩阵' } }),
  'settings.updateDict': overWords('dict', { version: 1, sort: 5 }),
  'settings.listTags': once(),
  'settings.createTag': once({ body: { name: '矩阵新标签' } }),
  'settings.updateTag': overWords('tag', { version: 1, name: '矩阵改名' }),
  'settings.listCustomFields': once(),
  'settings.createCustomField': once({ body: { label: '矩阵新字段', type: 'text' } }),
  'settings.updateCustomField': overWords('field', { version: 1, sort: 5 }),
  'settings.listSavedViews': (world) => [
    {
      label: 'own',
      row: null,
      request: { query: { page: 'matrix' } },
      content: (answer: { rows: { id: number }[] }) =>
        same(
          'views',
          answer.rows.map((view) => view.id),
          [world.views.mine],
        ),
    },
  ],
  'settings.createSavedView': once({ body: { page: 'matrix', name: '又一个', state: {} } }),
  'settings.updateSavedView': overViews({ version: 1, name: '改名' }),
  'settings.deleteSavedView': overViews(),
};
