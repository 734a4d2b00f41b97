import { refused } from '../expectation.ts';
import { NOBODY } from '../plant-customers.ts';
import { once, type Recipes } from '../recipe.ts';

/** The root department of the world. */
const ROOT = 1;

export const presetRecipes: Recipes = {
  'presets.list': once(),
  'presets.preview': () => [
    { label: 'the company', row: null, request: { params: { id: ROOT } } },
    {
      label: 'none',
      row: null,
      request: { params: { id: NOBODY } },
      rule: () => refused.notFound,
    },
  ],
  'presets.apply': once({ body: { deptIds: [ROOT] } }),
};
