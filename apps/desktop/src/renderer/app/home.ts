import { unitedHome, type ModelHome } from '@xinhang/shared/model-homes.ts';
import { unitedShape, type ModelShape } from '@xinhang/shared/sales-models.ts';
import { useMemo } from 'react';
import { useMe } from './session.ts';

/** How menu, desk, lists and reports of this person are laid out; grants and hides nothing. */
export function useHome(): ModelHome {
  const { models } = useMe();
  const key = models.join();
  // oxlint-disable-next-line react/exhaustive-deps -- the same models make the same home
  return useMemo(() => unitedHome(models), [key]);
}

/** What this person's lists and forms show of customers. */
export function useShape(): ModelShape {
  return unitedShape(useMe().models);
}
