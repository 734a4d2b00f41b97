import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { PerformanceMetric } from '@xinhang/shared/performance.ts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { BehindButton } from '../../form/behind-button.tsx';
import { LedgerDrawer, type Behind } from '../../form/ledger-drawer.tsx';
import { isLedger, percentOf, shown } from './metric-words.ts';
import { ReachBar } from './reach-bar.tsx';

type Data = EndpointOutput<typeof api.team.get>;

const talks: Partial<Record<PerformanceMetric, ('call' | 'visit')[]>> = {
  followUps: [],
  calls: ['call'],
  visits: ['visit'],
};

interface Props {
  id: number;
  data: Data;
}

/** Target and result by each measure, the win rate and why deals were lost. */
export function PersonFigures({ id, data }: Props) {
  const { t } = useText();
  const [behind, setBehind] = useState<Behind | null>(null);
  const { figures, from, to, workdays } = data;
  const { name } = data.person;
  const time = workdays.all === 0 ? 1 : workdays.gone / workdays.all;
  const running = time < 1 ? time : null;
  const actual = (metric: PerformanceMetric, value: number) => {
    const text = shown(value, metric);
    if (value === 0) return text;
    // By shares and whoever did it then: no list of deals or orders comes to the same.
    if (isLedger(metric)) {
      const node = { kind: 'user' as const, id, name };
      return (
        <BehindButton
          name={`${name} ${t(`metric.${metric}`)}`}
          text={text}
          onOpen={() => setBehind({ node, from, to, metric, goods: null })}
        />
      );
    }
    if (metric === 'newCustomers') {
      const search = { registeredById: [id], createdFrom: from, createdTo: to };
      return (
        <Link to="/customers" search={search}>
          {text}
        </Link>
      );
    }
    const type = talks[metric];
    if (!type) return text;
    return (
      <Link
        to="/follow-ups"
        search={{ authorId: [id], from, to, ...(type.length > 0 && { type }) }}
      >
        {text}
      </Link>
    );
  };
  const rate = figures.winRateBp === null ? '–' : `${(figures.winRateBp / 100).toFixed(1)}%`;
  return (
    <>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('metric.label')}</th>
            <th className="number">{t('achievement.target')}</th>
            <th className="number">{t('achievement.actual')}</th>
            <th className="achievement-wide">{t('achievement.rate')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.results.map(({ metric, target, actual: value }) => (
            <tr key={metric}>
              <td>{t(`metric.${metric}`)}</td>
              <td className="number">{target === null ? '' : shown(target, metric)}</td>
              <td className="number">{actual(metric, value)}</td>
              <td>
                {target !== null && (
                  <span className="bar-line">
                    <span className="bar-label">{percentOf(value, target) || '–'}</span>
                    <ReachBar part={target === 0 ? 1 : value / target} time={running} />
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <LedgerDrawer behind={behind} onClose={() => setBehind(null)} />
      <p>
        {t('person.winRate', { rate, won: figures.won, lost: figures.lost })}
        {' · '}
        {t('person.plans', { planned: figures.planned, kept: figures.kept })}
      </p>
      {figures.receivables && (
        <p>
          {t('person.owed', {
            open: formatFen(fen(figures.receivables.openFen)),
            overdue: formatFen(fen(figures.receivables.overdueFen)),
          })}
        </p>
      )}
      {data.lostReasons.length > 0 && (
        <p className="line">
          <span className="soft">{t('person.lostReasons')}</span>
          {data.lostReasons.map(({ reason, count }) => (
            <Link
              key={reason}
              to="/deals"
              search={{
                view: 'all',
                state: ['lost'],
                ownerId: [id],
                closedFrom: from,
                closedTo: to,
                ...(reason !== '' && { reason: [reason] }),
              }}
            >
              {reason || t('outcome.unnamed')} {count}
            </Link>
          ))}
        </p>
      )}
    </>
  );
}
