import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { Link } from '@tanstack/react-router';
import { Empty } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';

type Answer = EndpointOutput<typeof api.team.rampUp>;

/** Days from hiring to the first won deal, by the quarter of hiring (S39). */
export function RampUpPage() {
  const { t } = useText();
  const found = useEndpoint(api.team.rampUp, {});
  return (
    <div className="page page-scroll">
      <p className="soft ramp-note">{t('rampUp.note')}</p>
      <Loaded found={found}>
        {(data) => (
          <>
            {data.knownSince !== null && data.hiredBefore > 0 && (
              <p className="soft ramp-note">
                {t('rampUp.hiredBefore', { n: data.hiredBefore, month: data.knownSince })}
              </p>
            )}
            <Cohorts data={data} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Cohorts({ data }: { data: Answer }) {
  const { t } = useText();
  if (data.cohorts.length === 0) {
    return (
      <div className="page-empty">
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('rampUp.empty')} />
      </div>
    );
  }
  const days = (value: number | null) => (value === null ? '' : t('rampUp.days', { n: value }));
  const most = Math.max(
    1,
    ...data.cohorts.flatMap(({ people }) => people.map((row) => row.days ?? 0)),
  );
  return (
    <table className="plain-table ramp-table">
      <thead>
        <tr>
          <th>{t('rampUp.quarter')}</th>
          <th>{t('ranking.person')}</th>
          <th>{t('rampUp.hiredOn')}</th>
          <th>{t('rampUp.firstWonOn')}</th>
          <th className="number">{t('rampUp.took')}</th>
          <th className="achievement-wide" aria-hidden />
        </tr>
      </thead>
      {data.cohorts.map(({ quarter, people, medianDays }) => (
        <tbody key={quarter}>
          <tr className="plain-total ramp-cohort">
            <td>{quarterName(quarter, t)}</td>
            <td>{t('rampUp.people', { n: people.length })}</td>
            <td colSpan={2}>{medianDays === null ? t('rampUp.nobodyYet') : t('rampUp.median')}</td>
            <td className="number">{days(medianDays)}</td>
            <td />
          </tr>
          {people.map((row) => (
            <tr key={row.person.id}>
              <td />
              <td>
                <Link to="/team/$id" params={{ id: String(row.person.id) }}>
                  {row.person.name}
                </Link>
              </td>
              <td>{row.hiredOn}</td>
              <td>{row.firstWonOn ?? <span className="soft">{t('rampUp.notYet')}</span>}</td>
              <td className="number">{days(row.days)}</td>
              <td aria-hidden>
                {row.days !== null && (
                  <span className="reach">
                    <span className="reach-bar" style={{ width: `${(row.days / most) * 100}%` }} />
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      ))}
      {data.medianDays !== null && (
        <tfoot>
          <tr className="plain-total">
            <td>{t('rampUp.all')}</td>
            <td colSpan={3}>{t('rampUp.median')}</td>
            <td className="number">{days(data.medianDays)}</td>
            <td />
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function quarterName(quarter: string, t: ReturnType<typeof useText>['t']): string {
  const [year = '', n = ''] = quarter.split('-Q');
  return t('period.quarter', { year, n });
}
