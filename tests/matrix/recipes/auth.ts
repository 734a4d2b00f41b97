import { PASSWORD } from '../../helpers/password.ts';
import { once, same, type Cell, type Recipes } from '../recipe.ts';
import { roleUnderTest } from '../roles.ts';

const salesperson = roleUnderTest('salesperson');
const fieldRefused = { status: 422, code: 'field-refused' } as const;
const wrong = { status: 401, code: 'login-failed' } as const;

export const authRecipes: Recipes = {
  'auth.handshake': once(),
  'auth.health': once(),
  'auth.openApi': once({}, { anyRole: true }),
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
  'auth.confirmPassword': once({ body: { password: PASSWORD } }, { anyRole: true }),
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
  'auth.startViewAs': (world) => {
    const look = (label: string, userId: number, rule: NonNullable<Cell['rule']>): Cell => ({
      label,
      row: null,
      request: { body: { userId } },
      rule,
    });
    return [
      look('stranger', world.people.stranger, (who) => {
        return who.gives(who.covers(salesperson, 'stranger'));
      }),
      look('teammate', world.people.teammate, (who) => {
        return who.gives(who.covers(salesperson, 'teammate'));
      }),
      look('an owner', world.company.users['boss']!, () => fieldRefused),
      look('myself', world.people.me, () => fieldRefused),
      look('nobody', 900_001, () => fieldRefused),
    ];
  },
  'auth.endViewAs': once(),
  'auth.getPreference': once(
    { params: { key: 'matrix' } },
    { content: (answer: { value: unknown }) => same('value', answer.value, null) },
  ),
  'auth.setPreference': once({ params: { key: 'matrix' }, body: { value: [1] } }),
};
