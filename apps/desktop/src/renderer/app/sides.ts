import type { Permission } from '@xinhang/shared/permissions.ts';
import { reachesOthers, useMe } from './session.ts';

/** Whose rows a list shows: my own, those of the people whom I head, or all that I may see. */
export type Side = 'mine' | 'team' | 'all';

/**
 * The sides that one chooses among: `all` stands beside `team` for whoever heads departments; to
 * others, and to the head of the company, both are the same.
 */
export function useSides(...permissions: readonly Permission[]) {
  const me = useMe();
  const others = permissions.some((permission) => reachesOthers(me, permission));
  const sides: readonly Side[] =
    others && me.headsTeam ? ['mine', 'team', 'all'] : ['mine', 'team'];
  return {
    sides,
    /** Whether others' rows are seen at all. */
    others,
    /** Where a list begins. */
    first: others ? ('team' as const) : ('mine' as const),
    /** As which of them a side is shown that a link asks for. */
    shown: (side: Side): Side => (sides.includes(side) ? side : 'team'),
  };
}
