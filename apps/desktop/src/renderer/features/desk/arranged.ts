import type { DeskBlock } from '@xinhang/shared/activities.ts';
import type { ModelHome } from '@xinhang/shared/model-homes.ts';

/** Blocks in the order of the sales model, without those of others that have nothing in them. */
export function arranged(
  blocks: readonly DeskBlock[],
  { desk, aside }: Pick<ModelHome, 'desk' | 'aside'>,
): DeskBlock[] {
  const rank = ({ kind }: DeskBlock) => (desk.includes(kind) ? desk.indexOf(kind) : desk.length);
  return blocks
    .filter(({ kind, count, asleep }) => !aside.includes(kind) || count + asleep > 0)
    .toSorted((a, b) => rank(a) - rank(b));
}
