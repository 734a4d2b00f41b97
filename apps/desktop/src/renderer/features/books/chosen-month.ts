import type { PeriodArea } from '@xinhang/shared/period-closings.ts';

/** A month of an area that is closed or opened again. */
export interface ChosenMonth {
  area: PeriodArea;
  /** `YYYY-MM`. */
  month: string;
}
