import {
  estateSorts,
  type EstateSort,
  type Handover,
  type SortCount,
} from '@xinhang/shared/handovers.ts';
import { comma, useText } from '../../i18n/i18n.ts';

const customers: readonly EstateSort[] = ['customers', 'customersArchived'];
const deals: readonly EstateSort[] = ['dealsOpen', 'dealsEnded'];

export const sumOf = (counts: readonly SortCount[], sorts: readonly EstateSort[] = estateSorts) =>
  counts.reduce((sum, one) => sum + (sorts.includes(one.sort) ? one.count : 0), 0);

export const customersOf = (counts: readonly SortCount[]) => sumOf(counts, customers);
export const dealsOf = (counts: readonly SortCount[]) => sumOf(counts, deals);
export const countOf = (counts: readonly SortCount[], sort: EstateSort) => sumOf(counts, [sort]);
export const whole = (number: number) => number.toLocaleString('en-US');

/** Sorts that occur among these, in the order in which they are always shown. */
export const sortsAmong = (rows: readonly { counts: readonly SortCount[] }[]) =>
  estateSorts.filter((sort) => rows.some(({ counts }) => countOf(counts, sort) > 0));

export function useHandoverWords() {
  const { t } = useText();
  return {
    sort: (sort: EstateSort) => t(`handover.sort.${sort}`),
    /** Each sort with how many. */
    list: (counts: readonly SortCount[]) =>
      counts
        .map(({ sort, count }) => t('handover.item', { sort: t(`handover.sort.${sort}`), count }))
        .join(comma()),
    people: ({ receivers }: Pick<Handover, 'receivers'>) =>
      receivers.map(({ user }) => user.name).join(comma()),
  };
}
