import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { Link } from '@tanstack/react-router';
import { useText } from '../../i18n/i18n.ts';

interface Props {
  id: number;
  customers: NonNullable<EndpointOutput<typeof api.team.get>['customers']>;
}

/** Customers by grade, and how many of them are overdue. */
export function PersonCustomers({ id, customers }: Props) {
  const { t } = useText();
  if (customers.total === 0) return <p className="soft">{t('person.noCustomers')}</p>;
  const late = (count: number, search: object) =>
    count === 0 ? (
      0
    ) : (
      <Link
        to="/customers"
        search={{ view: 'all', ownerId: [id], overdue: true, ...search }}
        className="danger"
      >
        {count}
      </Link>
    );
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th>{t('person.grade')}</th>
          <th className="number">{t('person.count')}</th>
          <th className="number">{t('person.overdue')}</th>
        </tr>
      </thead>
      <tbody>
        {customers.byGrade.map(({ grade, count, overdue }) => (
          <tr key={grade ?? ''}>
            <td>{grade ?? t('outcome.noGrade')}</td>
            <td className="number">
              {grade === null ? (
                count
              ) : (
                <Link to="/customers" search={{ view: 'all', ownerId: [id], chanceGrade: [grade] }}>
                  {count}
                </Link>
              )}
            </td>
            <td className="number">
              {grade === null ? overdue : late(overdue, { chanceGrade: [grade] })}
            </td>
          </tr>
        ))}
        <tr className="plain-total">
          <td>{t('deal.total')}</td>
          <td className="number">
            <Link to="/customers" search={{ view: 'all', ownerId: [id] }}>
              {customers.total}
            </Link>
          </td>
          <td className="number">{late(customers.overdue, {})}</td>
        </tr>
      </tbody>
    </table>
  );
}
