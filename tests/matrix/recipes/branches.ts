import { once, type Recipes } from '../recipe.ts';

const unset = { status: 409, code: 'branches-unset' } as const;
const gone = { status: 404, code: 'not-found' } as const;
const late = { status: 409, code: 'version-conflict' } as const;

/** Branches are no rows of anybody: the permission alone decides. */
export const branchRecipes: Recipes = {
  'branches.list': once(),
  'branches.create': once({ body: { name: '矩阵分公司' } }, { rule: () => unset }),
  'branches.revoke': ({ branchId }) => [
    { label: 'in use', row: null, request: { params: { id: branchId }, body: { version: 1 } } },
    {
      label: 'changed meanwhile',
      row: null,
      request: { params: { id: branchId }, body: { version: 7 } },
      rule: () => late,
    },
    {
      label: 'nobody’s',
      row: null,
      request: { params: { id: 900_001 }, body: { version: 1 } },
      rule: () => gone,
    },
  ],
};
