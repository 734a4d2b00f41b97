import { homeOf, type Home } from '@xinhang/shared/dept-homes.ts';
import { unitedShape, type ModelShape } from '@xinhang/shared/sales-models.ts';
import { useMemo } from 'react';
import { useMe } from './session.ts';

/** How menu, desk, lists and reports of this person are laid out; grants and hides nothing. */
export function useHome(): Home {
  const { models, home } = useMe();
  const key = JSON.stringify([models, home]);
  // oxlint-disable-next-line react/exhaustive-deps -- the same said makes the same home
  return useMemo(() => homeOf(models, home), [key]);
}

/** What this person's lists and forms show of customers. */
export function useShape(): ModelShape {
  return unitedShape(useMe().models);
}
