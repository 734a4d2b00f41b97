import type { DeskBlock } from '@xinhang/shared/activities.ts';
import type { Home } from '@xinhang/shared/dept-homes.ts';

/**
 * Blocks in the order of the home, without those of other sales models that have nothing in them;
 * those that the department put away are `folded`, and as complete as the others.
 */
export function arranged(
  blocks: readonly DeskBlock[],
  { desk, aside, away }: Pick<Home, 'desk' | 'aside' | 'away'>,
): { shown: DeskBlock[]; folded: DeskBlock[] } {
  const rank = ({ kind }: DeskBlock) => (desk.includes(kind) ? desk.indexOf(kind) : desk.length);
  const all = blocks
    .filter(({ kind, count, asleep }) => !aside.includes(kind) || count + asleep > 0)
    .toSorted((a, b) => rank(a) - rank(b));
  return {
    shown: all.filter(({ kind }) => !away.includes(kind)),
    folded: all.filter(({ kind }) => away.includes(kind)),
  };
}
