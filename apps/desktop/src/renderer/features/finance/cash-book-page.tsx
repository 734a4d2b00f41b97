import { api } from '@xinhang/shared/contract/api.ts';
import type { CashBookRow } from '@xinhang/shared/cash-book.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Table } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { tidy } from '../../table/tidy-search.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { Unread } from '../../ui/loaded.tsx';
import { FileButton } from '../../form/file-button.tsx';
import type { AccountSearch } from './finance-search.ts';
import { BillsLink } from './bills-link.tsx';
import { money, moneyOrNone } from './money.ts';

/** What lay in each account, came and went between two days; each row leads to its movements. */
export function CashBookPage({ search }: { search: AccountSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const found = useEndpoint(api.cashBook.read, { query: search }, { keep: true });
  if (!found.data) {
    return (
      <div className="page">
        <Unread found={found} />
      </div>
    );
  }
  const { rows, totals, bills, from, to } = found.data;
  const shown = bills.filter(({ sums }) => Object.values(sums).some((amount) => amount !== 0));
  const day = (key: 'from' | 'to', value: string) => (
    <DateField
      style={{ width: 140 }}
      label={t(key === 'from' ? 'finance.fromDay' : 'finance.toDay')}
      today={today}
      value={value}
      onChange={(date) =>
        void navigate({ to: '/cash-book', search: tidy({ ...search, [key]: date ?? undefined }) })
      }
    />
  );
  const amounts = (['openingFen', 'inFen', 'outFen', 'closingFen'] as const).map((key) => ({
    title: t(`cashBook.${key}`),
    width: 150,
    align: 'right' as const,
    render: (_v: unknown, row: CashBookRow) =>
      key === 'inFen' || key === 'outFen' ? (
        moneyOrNone(row[key])
      ) : (
        <span className={row[key] < 0 ? 'danger' : ''}>{money(row[key])}</span>
      ),
  }));
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {day('from', from)}
        {day('to', to)}
        <span className="spring" />
        <FileButton
          label={t('cashBook.export')}
          endpoint={api.cashBook.export}
          body={{ from, to }}
        />
      </div>
      <Table<CashBookRow>
        size="small"
        rowKey={(row) => row.account.id}
        pagination={false}
        dataSource={rows}
        locale={{ emptyText: t('finance.noCashAccounts') }}
        columns={[
          {
            title: t('finance.cashAccount'),
            render: (_v, row) => (
              <Link
                to="/cash-accounts/$id"
                params={{ id: String(row.account.id) }}
                search={{ from, to }}
              >
                {row.account.name}
              </Link>
            ),
          },
          {
            title: t('finance.kind'),
            width: 120,
            render: (_v, row) => t(`finance.cashKind.${row.kind}`),
          },
          ...amounts,
        ]}
        summary={() => (
          <>
            <Table.Summary.Row>
              <Table.Summary.Cell index={0} colSpan={2}>
                <strong>{t('finance.sum')}</strong>
              </Table.Summary.Cell>
              {[totals.openingFen, totals.inFen, totals.outFen, totals.closingFen].map(
                (amount, at) => (
                  <Table.Summary.Cell key={amounts[at]!.title} index={at + 2} align="right">
                    <strong>{money(amount)}</strong>
                  </Table.Summary.Cell>
                ),
              )}
            </Table.Summary.Row>
            {shown.map(({ side, sums }) => (
              <Table.Summary.Row key={side}>
                <Table.Summary.Cell index={0} colSpan={2}>
                  <BillsLink side={side} />
                </Table.Summary.Cell>
                {[sums.openingFen, sums.inFen, sums.outFen, sums.closingFen].map((amount, at) => (
                  <Table.Summary.Cell key={amounts[at]!.title} index={at + 2} align="right">
                    {money(amount)}
                  </Table.Summary.Cell>
                ))}
              </Table.Summary.Row>
            ))}
          </>
        )}
      />
    </div>
  );
}
