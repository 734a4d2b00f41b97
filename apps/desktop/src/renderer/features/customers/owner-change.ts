import type { TimelineItem } from '@xinhang/shared/customers.ts';
import { gradesOrNone } from '@xinhang/shared/pools.ts';
import { comma, useText, wordKey } from '../../i18n/i18n.ts';

/** How a customer changed hands: from whom to whom, by what rule, and what of open work became. */
export function useOwnerChange(): (data: TimelineItem['data']) => string {
  const { t } = useText();
  return (data) => {
    const { from, to, pool, cause, grades, days, workdays, split, work } = data;
    const nobody = String(pool ?? t('customer.pool'));
    const said = [[from, to].map((name) => String(name ?? nobody)).join(' → ')];
    if (cause !== undefined) {
      const names = String(grades)
        .split(',')
        .map((grade) => (grade === 'none' ? t('pool.grade.none') : grade));
      said.push(
        t(workdays === true ? 'timeline.byRuleWorkdays' : 'timeline.byRule', {
          grades: names.length < gradesOrNone.length ? names.join(comma()) : t('pool.allGrades'),
          days: Number(days),
          cause: t(wordKey('pool.cause', String(cause), 'pool.cause')),
        }),
      );
    }
    if (split !== undefined) said.push(t(wordKey('timeline.split', String(split), 'pool.rule')));
    if (work === true) said.push(t(to === null ? 'timeline.workEnded' : 'timeline.workPassed'));
    return said.join(' · ');
  };
}
