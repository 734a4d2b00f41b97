import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';
import { useDealWords } from './deal-words.ts';
import type { DealListSearch } from './list-search.ts';
import { Bar } from './outcome-table.tsx';

interface Props {
  rows: EndpointOutput<typeof api.deals.stageTimes>['rows'];
  people: Pick<DealListSearch, 'ownerId' | 'deptId'>;
}

/** How long deals stand in each stage, and how many stand there too long now (S28). */
export function StageTimeTable({ rows, people }: Props) {
  const { t } = useText();
  const words = useDealWords();
  const longest = Math.max(1, ...rows.map((row) => row.medianDays ?? 0));
  const whole = (count: number) => count.toLocaleString('en-US');
  const to = (stageId: number, part: DealListSearch = {}): DealListSearch => ({
    view: 'all',
    ...people,
    stageId: [stageId],
    ...part,
  });
  return (
    <table className="plain-table outcome-table">
      <thead>
        <tr>
          <th>{t('deal.stage')}</th>
          <th className="number">{t('outcome.open')}</th>
          <th className="number">{t('deal.stuck')}</th>
          <th className="number">{t('outcome.left')}</th>
          <th className="outcome-wide">{t('outcome.median')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ stage, open, stuck, left, medianDays }) => {
          const name = words.stage(stage.name);
          return (
            <tr key={stage.id}>
              <td>{name}</td>
              <td className="number">
                {open === 0 ? (
                  0
                ) : (
                  <Link
                    to="/deals"
                    search={to(stage.id)}
                    aria-label={`${name} ${t('outcome.open')} ${open}`}
                  >
                    {whole(open)}
                  </Link>
                )}
              </td>
              <td className="number">
                {stuck === 0 ? (
                  0
                ) : (
                  <Link
                    to="/deals"
                    search={to(stage.id, { stuck: true })}
                    aria-label={`${name} ${t('deal.stuck')} ${stuck}`}
                  >
                    {whole(stuck)}
                  </Link>
                )}
              </td>
              <td className="number">{whole(left)}</td>
              <td>
                {medianDays !== null && (
                  <Bar part={medianDays / longest} label={t('deal.days', { n: medianDays })} />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
