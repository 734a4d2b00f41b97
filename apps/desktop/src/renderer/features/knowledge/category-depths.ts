import type { Category } from '@xinhang/shared/knowledge.ts';

/** How deep each category stands; rows come each after its parent. */
export function depthsOf(rows: readonly Category[]): Map<number, number> {
  const depths = new Map<number, number>();
  for (const { id, parentId } of rows) {
    depths.set(id, parentId === null ? 0 : (depths.get(parentId) ?? 0) + 1);
  }
  return depths;
}
