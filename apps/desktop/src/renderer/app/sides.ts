import type { Permission } from '@xinhang/shared/permissions.ts';
import { reachesAll, reachesOthers, useMe } from './session.ts';

/** Whose rows a list shows: my own, those of the people whom I head, or all that I may see. */
export type Side = 'mine' | 'team' | 'all';

/** Whose work is the whole company begins there, however small the department that he heads. */
function firstOf(others: boolean, company: boolean): Side {
  if (!others) return 'mine';
  return company ? 'all' : 'team';
}

/**
 * The sides that one chooses among: `all` stands beside `team` for whoever heads departments; to
 * others, and to the head of the company, both are the same.
 */
export function useSides(...permissions: readonly Permission[]) {
  const me = useMe();
  const others = permissions.some((permission) => reachesOthers(me, permission));
  const all = permissions.some((permission) => reachesAll(me, permission));
  const sides: readonly Side[] =
    others && me.headsTeam ? ['mine', 'team', 'all'] : ['mine', 'team'];
  return {
    sides,
    /** Whether others' rows are seen at all. */
    others,
    /** Where a list begins. */
    first: firstOf(others, all && sides.includes('all')),
    /** As which of them a side is shown that a link asks for. */
    shown: (side: Side): Side => (sides.includes(side) ? side : 'team'),
  };
}
