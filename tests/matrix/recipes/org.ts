import { PASSWORD } from '../../helpers/server.ts';
import { once, type Recipes } from '../recipe.ts';

const wrong = { status: 401, code: 'login-failed' } as const;

export const orgRecipes: Recipes = {
  'auth.handshake': once(),
  'auth.health': once(),
  'auth.openApi': once(),
  'auth.login': once(
    { body: { login: 'nobody-of-this-name', password: 'wrong' } },
    { rule: () => wrong, leavesTrace: true, anyRole: true },
  ),
  'auth.me': once(),
  'auth.logout': once(),
  'auth.logoutEverywhere': once(),
  'auth.changePassword': once(
    { body: { current: PASSWORD, next: 'a new long phrase' } },
    { anyRole: true },
  ),
  'auth.listSessions': once(),
  'auth.endSession': (world) => [
    {
      label: 'nobody’s',
      row: null,
      request: { params: { id: 900_001 } },
      rule: () => ({ status: 404, code: 'not-found' }),
    },
    {
      label: 'of the boss',
      row: null,
      request: { params: { id: world.sessions.boss } },
      rule: () => ({ status: 404, code: 'not-found' }),
    },
    { label: 'own', row: null, request: { params: { id: world.sessions.mine } } },
  ],
  'org.getCompany': once(),
  'org.listDepts': once(),
  'org.pickUsers': once({ query: { q: 'matrix' } }),
};
