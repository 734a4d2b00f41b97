import { ok, refused, type Expectation } from '../expectation.ts';
import { same, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

/** The subject's request, and one of an administrator. */
function overRequests(request: (one: World['grants']['mine']) => object, rule: Rule): Recipe {
  return (world) => [
    {
      label: 'none',
      row: null,
      request: { params: { id: 900_001 }, body: request(world.grants.mine) },
      rule: () => refused.notFound,
    },
    ...(['mine', 'theirs'] as const).map((whose): Cell => {
      const { id } = world.grants[whose];
      return {
        label: whose,
        row: null,
        request: { params: { id }, body: request(world.grants[whose]) },
        rule: (who) => rule(who, whose),
      };
    }),
  ];
}
type Rule = (who: Expectation, whose: 'mine' | 'theirs') => ReturnType<NonNullable<Cell['rule']>>;

const over = { status: 409, code: 'state-refused' } as const;

export const grantRecipes: Recipes = {
  'grants.ask': (world) => {
    const cell = (
      label: string,
      body: object,
      permission: 'org.manage' | 'roles.manage',
    ): Cell => ({
      label,
      row: null,
      request: { body },
      // An owner needs nobody to confirm; whoever may not even try does not ask.
      rule: (who) => (who.holds(permission) ? (who.owner ? over : ok(201)) : refused.forbidden),
    });
    return [
      cell(
        'a stranger becomes an owner',
        {
          command: 'org.updateUser',
          targetId: world.people.stranger,
          body: { version: 1, roleIds: [world.roleId('salesperson'), world.roleId('owner')] },
        },
        'org.manage',
      ),
      cell(
        'a role like that of owners',
        { command: 'org.createRole', body: { name: '矩阵', copyOf: world.roleId('owner') } },
        'roles.manage',
      ),
    ];
  },
  'grants.list': (world) => [
    {
      label: 'all',
      row: null,
      request: { query: { limit: 200 } },
      content(answer: { rows: { id: number }[] }, who) {
        const { mine, theirs } = world.grants;
        const expected = who.owner ? [mine.id, theirs.id] : [mine.id];
        return same(
          'requests',
          answer.rows.map(({ id }) => id),
          expected,
        );
      },
    },
  ],
  'grants.confirm': overRequests(
    ({ version, seal }) => ({ version, seal }),
    // The subject's own stands only while he may still ask.
    (who, whose) => (whose === 'theirs' || who.holds('org.manage') ? ok() : over),
  ),
  'grants.decline': overRequests(
    ({ version }) => ({ version }),
    (who, whose) => (whose === 'mine' || who.owner ? ok() : refused.notFound),
  ),
};
