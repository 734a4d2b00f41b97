import type { TargetMetric } from '@xinhang/shared/performance.ts';
import type { TargetSheet } from '@xinhang/shared/targets.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Section } from '../../ui/section.tsx';
import { shown } from './metric-words.ts';

interface Props {
  revisions: readonly TargetSheet[];
  metric: TargetMetric;
}

/** Every revision of a sheet: who made it, who approved it, what it came to. */
export function RevisionList({ revisions, metric }: Props) {
  const { t } = useText();
  const { time } = useDates();
  if (revisions.length === 0) return null;
  return (
    <Section title={t('target.revisions')}>
      <table className="plain-table revision-table">
        <thead>
          <tr>
            <th>{t('target.revision')}</th>
            <th>{t('target.state')}</th>
            <th>{t('target.madeBy')}</th>
            <th>{t('target.lockedBy')}</th>
            <th className="number">{t('deal.total')}</th>
          </tr>
        </thead>
        <tbody>
          {revisions.map((one) => (
            <tr key={one.id}>
              <td>{t('target.revisionNo', { n: one.revision })}</td>
              <td>{t(`targetState.${one.state}`)}</td>
              <td>
                {one.madeBy.name} <span className="soft">{time(one.madeAt)}</span>
              </td>
              <td>
                {one.lockedAt !== null && (
                  <>
                    {one.lockedBy?.name ?? t('target.nobodyDecides')}{' '}
                    <span className="soft">{time(one.lockedAt)}</span>
                  </>
                )}
              </td>
              <td className="number">{shown(one.total, metric)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
