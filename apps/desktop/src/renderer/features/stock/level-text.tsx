import type { OnHandRow } from '@xinhang/shared/stock.ts';
import type { ReactNode } from 'react';

/** Below the minimum is what somebody must see; within says nothing. */
export const levelText = (level: OnHandRow['level'], text: string): ReactNode =>
  level === 'within' ? '' : <span className={level === 'below' ? 'danger' : ''}>{text}</span>;
