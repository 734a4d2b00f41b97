import { businessDate } from '@xinhang/shared/business-date.ts';
import type { StageSpan } from '@xinhang/shared/customers.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { daysInStage } from '../../ui/days-in-stage.ts';
import { Section } from '../../ui/section.tsx';
import { useCustomerWords } from './words.ts';

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
