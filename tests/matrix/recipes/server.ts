import { once, type Recipes } from '../recipe.ts';

/** The server belongs to nobody: the permission alone decides. */
export const serverRecipes: Recipes = {
  'server.status': once(),
  'server.places': once(),
  'server.examine': once({}, { rule: () => ({ status: 202 }) }),
  'server.lastExamination': once(),
  'server.setBackupDirectory': once({ body: { directory: 'backups', accept: true } }),
  // At every address: nobody who asks from the network is locked out by it.
  'server.setHosts': once({ body: { hosts: ['0.0.0.0'] } }),
};
