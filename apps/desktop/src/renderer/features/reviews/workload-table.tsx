import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { followUpTypes } from '@xinhang/shared/activities.ts';
import type { WorkloadRow } from '@xinhang/shared/workload.ts';
import { Link } from '@tanstack/react-router';
import { Empty } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';

type Type = (typeof followUpTypes)[number];
/** Which records stand behind a number; absent: no list shows them. */
const columns = [
  ['followUps', []],
  ['calls', ['call']],
  ['visits', ['visit']],
  ['others', ['wechat', 'email', 'meeting', 'other']],
  ['planned', null],
  ['kept', null],
  ['newCustomers', null],
  ['reviews', null],
] as const satisfies readonly (readonly [keyof WorkloadRow, readonly Type[] | null])[];

type Props = EndpointOutput<typeof api.workload.get>;

/** A line per person; what has records behind it opens them. */
export function WorkloadTable({ from, to, days, rows }: Props) {
  const { t } = useText();
  const { today } = useDates();
  if (rows.length === 0) {
    return (
      <div className="page-empty">
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('workload.empty')} />
      </div>
    );
  }
  const perDay = days.length > 1;
  const open = (row: WorkloadRow, n: number, label: string, search: object) =>
    n === 0 ? (
      <span className="soft">0</span>
    ) : (
      <Link
        to="/follow-ups"
        search={{ authorId: [row.person.id], from, to, ...search }}
        aria-label={`${row.person.name} ${label} ${n}`}
      >
        {n.toLocaleString('en-US')}
      </Link>
    );
  // Plans stand on a page by week; of a month no page shows them.
  const plain = (row: WorkloadRow, key: (typeof columns)[number][0]) => {
    const n = row[key];
    if (key === 'newCustomers' && n > 0) {
      return (
        <Link
          to="/customers"
          search={{ registeredById: [row.person.id], createdFrom: from, createdTo: to }}
          aria-label={`${row.person.name} ${t('workload.newCustomers')} ${n}`}
        >
          {n}
        </Link>
      );
    }
    const planned = key === 'planned' || key === 'kept';
    if (n === 0 || !planned || days.length > 7) {
      return <span className={n === 0 ? 'soft' : ''}>{n}</span>;
    }
    return (
      <Link
        to="/plans"
        search={{ whose: 'all', personId: row.person.id, on: from }}
        aria-label={`${row.person.name} ${t(`workload.${key}`)} ${n}`}
      >
        {n}
      </Link>
    );
  };
  return (
    <table className="plain-table workload-table">
      <thead>
        <tr>
          <th>{t('followUp.author')}</th>
          {columns.map(([key]) => (
            <th key={key} className="number">
              {t(`workload.${key}`)}
            </th>
          ))}
          {perDay &&
            days.map(({ date, workday }) => (
              <th key={date} className={workday ? 'day-cell' : 'day-cell day-off'} title={date}>
                {Number(date.slice(8))}
              </th>
            ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.person.id}>
            <td>{row.person.name}</td>
            {columns.map(([key, types]) => (
              <td key={key} className="number">
                {types === null
                  ? plain(row, key)
                  : open(
                      row,
                      row[key],
                      t(`workload.${key}`),
                      types.length > 0 ? { type: types } : {},
                    )}
              </td>
            ))}
            {perDay &&
              days.map(({ date, workday }, at) => {
                const n = row.perDay[at] ?? 0;
                // A working day without a record is a gap, and is seen as one.
                const gap = workday && n === 0 && date < today;
                return (
                  <td
                    key={date}
                    className={`day-cell${workday ? '' : ' day-off'}${gap ? ' day-gap' : ''}`}
                  >
                    {n > 0 && open(row, n, date, { from: date, to: date })}
                    {gap && (
                      <span title={t('workload.gap')} aria-label={t('workload.gap')}>
                        –
                      </span>
                    )}
                  </td>
                );
              })}
          </tr>
        ))}
        {rows.length > 1 && (
          <tr className="plain-total">
            <td>{t('deal.total')}</td>
            {columns.map(([key]) => (
              <td key={key} className="number">
                {rows.reduce((sum, row) => sum + row[key], 0).toLocaleString('en-US')}
              </td>
            ))}
            {perDay &&
              days.map(({ date }, at) => (
                <td key={date} className="day-cell">
                  {rows.reduce((sum, row) => sum + (row.perDay[at] ?? 0), 0) || ''}
                </td>
              ))}
          </tr>
        )}
      </tbody>
    </table>
  );
}
