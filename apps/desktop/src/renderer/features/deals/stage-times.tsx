import { businessDate } from '@xinhang/shared/business-date.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { daysInStage } from '../../ui/days-in-stage.ts';
import { useDates } from '../../ui/dates.ts';
import { Section } from '../../ui/section.tsx';
import { useDealWords } from './deal-words.ts';

/** The stages a deal went through, since when and for how long (S28). */
export function StageTimes({ deal }: { deal: Deal }) {
  const { t } = useText();
  const { company } = useMe();
  const dates = useDates();
  const words = useDealWords();
  return (
    <Section title={t('deal.stageTimes')}>
      <ol className="stage-history">
        {deal.stageTimes.map(({ stageId, name, since, until }) => (
          <li key={`${since}-${stageId}`} aria-current={until === null ? 'step' : undefined}>
            <span>{words.stage(name)}</span>
            <span className="soft">
              {t('customer.stageFrom', { date: businessDate(since, company.timeZone) })}
            </span>
            <span className="number" title={until === null ? undefined : dates.time(until)}>
              {t('deal.days', { n: daysInStage(since, company, until) })}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
