import type { TimelineItem } from '@xinhang/shared/customers.ts';
import { dropCauses, gradesOrNone } from '@xinhang/shared/pools.ts';
import { comma, useText, wordKey } from '../../i18n/i18n.ts';
import { useCauseWords } from '../../ui/drop-words.ts';

/** How a customer changed hands: from whom to whom, by what rule, and what of open work became. */
export function useOwnerChange(): (data: TimelineItem['data']) => string {
  const { t } = useText();
  const { why } = useCauseWords();
  return (data) => {
    const { from, to, pool, cause, grades, days, workdays, split, work } = data;
    const nobody = String(pool ?? t('customer.pool'));
    const said = [[from, to].map((name) => String(name ?? nobody)).join(' → ')];
    const known = dropCauses.find((one) => one === cause);
    if (known) {
      const names = String(grades)
        .split(',')
        .map((grade) => (grade === 'none' ? t('pool.grade.none') : grade));
      said.push(
        t('timeline.byRule', {
          grades: names.length < gradesOrNone.length ? names.join(comma()) : t('pool.allGrades'),
          why: why({
            cause: known,
            days: Number(days),
            workdays: workdays === true,
          }),
        }),
      );
    }
    if (split !== undefined) said.push(t(wordKey('timeline.split', String(split), 'pool.rule')));
    if (work === true) said.push(t(to === null ? 'timeline.workEnded' : 'timeline.workPassed'));
    return said.join(' · ');
  };
}
