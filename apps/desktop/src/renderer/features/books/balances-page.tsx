import { api } from '@xinhang/shared/contract/api.ts';
import { accountWords } from '@xinhang/shared/voucher-words.ts';
import type { AccountBalance } from '@xinhang/shared/vouchers.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Table } from 'antd';
import { periodAt } from '@xinhang/shared/periods.ts';
import { useEndpoint } from '../../app/query.ts';
import { useText, type TextKey } from '../../i18n/i18n.ts';
import { tidy } from '../../table/tidy-search.ts';
import { useDates } from '../../ui/dates.ts';
import { Unread } from '../../ui/loaded.tsx';
import type { BalanceSearch, VoucherSearch } from './books-search.ts';
import { money } from './money.ts';
import { MonthRange } from './month-range.tsx';
import { VoucherExport } from './voucher-export.tsx';
import './books.css';

const debit = (fen: number) => Math.max(0, fen);
const credit = (fen: number) => Math.max(0, -fen);

/** Of each account what stood before some months, moved in them, and stands after. */
export function BalancesPage({ search }: { search: BalanceSearch }) {
  const navigate = useNavigate();
  const { today } = useDates();
  const month = today.slice(0, 7);
  // Without a choice the month that runs; an open end is one.
  const chosen = search.from === undefined && search.to === undefined;
  const { from, to } = chosen ? { from: month, to: month } : search;
  const found = useEndpoint(api.vouchers.balances, { query: tidy({ from, to }) }, { keep: true });
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <MonthRange
          from={from}
          to={to}
          onChange={(range) => void navigate({ to: '/account-balances', search: tidy(range) })}
        />
        <span className="spring" />
        <VoucherExport what="balances" search={tidy({ from, to })} />
      </div>
      {found.data ? (
        <Balances rows={found.data.rows} from={from} to={to} />
      ) : (
        <Unread found={found} />
      )}
    </div>
  );
}

type Side = readonly [title: TextKey, of: (row: AccountBalance) => number, search: VoucherSearch];

function Balances(props: {
  rows: readonly AccountBalance[];
  from: string | undefined;
  to: string | undefined;
}) {
  const { rows, from, to } = props;
  const { t, language } = useText();
  const before = from === undefined ? undefined : periodAt('month', `${from}-01`, -1).slice(0, 7);
  const groups: readonly (readonly [TextKey, readonly [Side, Side]])[] = [
    [
      'books.opening',
      [
        ['books.debit', (row) => debit(row.openingFen), { to: before }],
        ['books.credit', (row) => credit(row.openingFen), { to: before }],
      ],
    ],
    [
      'books.moved',
      [
        ['books.debit', (row) => row.debitFen, { from, to }],
        ['books.credit', (row) => row.creditFen, { from, to }],
      ],
    ],
    [
      'books.closing',
      [
        ['books.debit', (row) => debit(row.closingFen), { to }],
        ['books.credit', (row) => credit(row.closingFen), { to }],
      ],
    ],
  ];
  const sides = groups.flatMap(([, pair]) => pair);
  const sum = (of: (row: AccountBalance) => number) =>
    rows.reduce((total, row) => total + of(row), 0);
  return (
    <Table<AccountBalance>
      className="balances"
      size="small"
      rowKey="account"
      bordered
      pagination={false}
      dataSource={[...rows]}
      locale={{ emptyText: t('books.noVouchers') }}
      columns={[
        { title: t('books.code'), width: 90, dataIndex: 'code' },
        {
          title: t('books.account'),
          rowScope: 'row',
          render: (_v, row) => accountWords[row.account][language],
        },
        ...groups.map(([title, pair]) => ({
          title: t(title),
          children: pair.map(([side, of, search], at) => ({
            key: `${title}-${at}`,
            title: t(side),
            width: 138,
            align: 'right' as const,
            render: (_v: unknown, row: AccountBalance) =>
              of(row) === 0 ? (
                ''
              ) : (
                <Link to="/vouchers" search={tidy({ ...search, account: row.account })}>
                  {money(of(row))}
                </Link>
              ),
          })),
        })),
      ]}
      summary={() =>
        rows.length === 0 ? null : (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0} colSpan={2}>
              {t('finance.sum')}
            </Table.Summary.Cell>
            {sides.map(([, of], at) => (
              <Table.Summary.Cell key={at} index={at + 2} align="right">
                <strong>{money(sum(of))}</strong>
              </Table.Summary.Cell>
            ))}
          </Table.Summary.Row>
        )
      }
    />
  );
}
