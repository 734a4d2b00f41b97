import { businessDate, daysBetween } from '@xinhang/shared/business-date.ts';
import type { StageSpan } from '@xinhang/shared/customers.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Section } from '../../ui/section.tsx';
import { useCustomerWords } from './words.ts';

/** Whole days in the company's calendar from an instant (UTC ms) to today, or to another. */
export function daysInStage(
  since: number,
  { today, timeZone }: { today: string; timeZone: string },
  until: number | null = null,
): number {
  const end = until === null ? today : businessDate(until, timeZone);
  return Math.max(0, daysBetween(businessDate(since, timeZone), end));
}

/** The stages a customer went through, since when and for how long, the present one first (S28). */
export function StageHistory({ stages }: { stages: readonly StageSpan[] }) {
  const { t } = useText();
  const { company } = useMe();
  const dates = useDates();
  const { stageName } = useCustomerWords();
  return (
    <Section title={t('customer.stages')}>
      <ol className="stage-history">
        {stages.map(({ stage, since, until }) => (
          <li key={`${since}-${stage}`} aria-current={until === null ? 'step' : undefined}>
            <span>{stageName(stage)}</span>
            <span className="soft">
              {t('customer.stageFrom', { date: businessDate(since, company.timeZone) })}
            </span>
            <span className="number" title={until === null ? undefined : dates.time(until)}>
              {t('customer.stageDays', { n: daysInStage(since, company, until) })}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
