import { api } from '@xinhang/shared/contract/api.ts';
import {
  expenseStates,
  type ExpenseRow,
  type ExpenseState,
} from '@xinhang/shared/expense-claims.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { reachesOthers, useMay, useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { useDates } from '../../ui/dates.ts';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { FileButton } from '../../form/file-button.tsx';
import type { ExpenseSearch } from './finance-search.ts';
import { money } from './money.ts';

const PAGE_SIZE = 100;
type View = 'mine' | 'toPay' | 'all';

const viewOf = ({ mine, state }: ExpenseSearch): View =>
  mine ? 'mine' : state?.length === 1 && state[0] === 'approved' ? 'toPay' : 'all';

/** Claims of the person and of those whose claims he reads, the newest first. */
export function ExpenseList({ search }: { search: ExpenseSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const me = useMe();
  const creates = useMay('expenses.create');
  const pays = useMay('expenses.pay');
  const others = reachesOthers(me, 'expenses.read');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns(others);
  const show = (next: ExpenseSearch) => void navigate({ to: '/expenses', search: tidy(next) });
  const create = () => void navigate({ to: '/expenses/new', search: {} });
  useShortcut({ key: 'n', alt: true }, creates ? create : null);
  const query = { ...search, limit: PAGE_SIZE };
  const filtered = search.q !== undefined || search.state !== undefined;
  const add = <NewButton may={creates} label={t('expense.new')} onNew={create} />;
  const view = (value: View) => {
    const { q } = search;
    if (value === 'mine') show({ q, mine: true });
    else if (value === 'toPay') show({ q, state: ['approved'] });
    else show({ q });
  };
  const views: View[] = pays ? ['all', 'toPay', 'mine'] : ['all', 'mine'];
  return (
    <ListPage<ExpenseRow>
      label={t('menu.expenses')}
      page="expenses"
      queryKey={keyOf(api.expenseClaims.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.expenseClaims.list, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/expenses/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          {others && (
            <Segmented<View>
              aria-label={t('expense.views')}
              value={viewOf(search)}
              options={views.map((value) => ({ value, label: t(`expense.view.${value}`) }))}
              onChange={view}
            />
          )}
          <FindBox
            q={search.q}
            placeholder={t('expense.find')}
            width={200}
            onFind={(q) => show({ ...search, q })}
          />
          <Select<ExpenseState | null>
            allowClear
            style={{ width: 120 }}
            aria-label={t('finance.state')}
            placeholder={t('finance.state')}
            value={search.state?.[0] ?? null}
            options={expenseStates.map((value) => ({
              value,
              label: t(`expense.state.${value}`),
            }))}
            onChange={(value) => show({ ...search, state: value ? [value] : undefined })}
          />
          {filtered && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
          <FileButton
            label={t('expense.export')}
            endpoint={api.expenseClaims.export}
            body={search}
          />
          {add}
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'finance.emptyFiltered' : 'expense.empty')}</span>
          <div className="line" style={{ justifyContent: 'center' }}>
            {filtered ? <Button onClick={() => show({})}>{t('common.clear')}</Button> : add}
          </div>
        </div>
      }
    />
  );
}

function useColumns(others: boolean): Column<ExpenseRow>[] {
  const { t, language } = useText();
  const { day, dayOf } = useDates();
  return useMemo(
    () => [
      {
        key: 'no',
        title: t('finance.no'),
        width: 160,
        text: (row) => row.no || t('finance.draft'),
        render: (row) => (row.no ? row.no : <span className="soft">{t('finance.draft')}</span>),
      },
      {
        key: 'submitted',
        title: t('expense.submittedOn'),
        width: 110,
        text: (row) => (row.submittedAt === null ? '' : dayOf(row.submittedAt)),
      },
      {
        key: 'state',
        title: t('finance.state'),
        width: 100,
        text: (row) => t(`expense.state.${row.state}`),
        render: (row) => <StateWord row={row} />,
      },
      ...(others
        ? [
            {
              key: 'person',
              title: t('expense.person'),
              width: 100,
              text: (row: ExpenseRow) => row.person.name,
            },
          ]
        : []),
      {
        key: 'title',
        title: t('expense.title'),
        width: 260,
        grows: true,
        text: (row) => row.title,
      },
      {
        key: 'amount',
        title: t('finance.amount'),
        width: 130,
        align: 'end',
        text: (row) => money(row.amountFen),
        value: (row) => row.amountFen / 100,
      },
      {
        key: 'paidOn',
        title: t('expense.paidOn'),
        width: 110,
        text: (row) => row.paidOn ?? '',
        render: (row) => (row.paidOn === null ? '' : day(row.paidOn)),
      },
      { key: 'reason', title: t('expense.reason'), width: 180, text: (row) => row.reason },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language, others],
  );
}

/** The state of a claim; a draft that came back stands out. */
export function StateWord({ row }: { row: Pick<ExpenseRow, 'state' | 'reason'> }) {
  const { t } = useText();
  if (row.state === 'draft' && row.reason !== '') {
    return <span className="danger">{t('expense.cameBack')}</span>;
  }
  return (
    <span className={row.state === 'draft' ? 'soft' : ''}>{t(`expense.state.${row.state}`)}</span>
  );
}
