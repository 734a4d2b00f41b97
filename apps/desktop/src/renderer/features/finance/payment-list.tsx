import { api } from '@xinhang/shared/contract/api.ts';
import { paymentStates, type PaymentRow, type PaymentState } from '@xinhang/shared/payments.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { tidy } from '../../table/tidy-search.ts';
import { FileButton } from '../../form/file-button.tsx';
import { type PaymentSearch } from './finance-search.ts';
import { money } from './money.ts';

const PAGE_SIZE = 100;

/** What suppliers were paid, the newest first. */
export function PaymentList({ search }: { search: PaymentSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const manages = useMay('payments.manage');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const show = (next: PaymentSearch) => void navigate({ to: '/payments', search: tidy(next) });
  const change = (part: Partial<PaymentSearch>) => show({ ...search, ...part });
  const create = () => void navigate({ to: '/payments/new', search: {} });
  useShortcut({ key: 'n', alt: true }, manages ? create : null);
  const query = { ...search, limit: PAGE_SIZE };
  const filtered = Object.values(search).some((value) => value !== undefined);
  const add = <NewButton may={manages} label={t('payment.new')} onNew={create} />;
  return (
    <ListPage<PaymentRow>
      label={t('menu.payments')}
      page="payments"
      queryKey={keyOf(api.payments.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.payments.list, { query: { ...query, ...(cursor && { cursor }) }, signal })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/payments/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('payment.find')}
            width={220}
            onFind={(q) => change({ q })}
          />
          <Select<PaymentState | null>
            allowClear
            style={{ width: 120 }}
            aria-label={t('finance.state')}
            placeholder={t('finance.state')}
            value={search.state?.[0] ?? null}
            options={paymentStates.map((value) => ({ value, label: t(`finance.state.${value}`) }))}
            onChange={(value) => change({ state: value ? [value] : undefined })}
          />
          {filtered && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
          <FileButton label={t('payment.export')} endpoint={api.payments.export} body={search} />
          {add}
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'finance.emptyFiltered' : 'payment.empty')}</span>
          <div className="line" style={{ justifyContent: 'center' }}>
            {filtered ? <Button onClick={() => show({})}>{t('common.clear')}</Button> : add}
          </div>
        </div>
      }
    />
  );
}

function useColumns(): Column<PaymentRow>[] {
  const { t, language } = useText();
  const { day } = useDates();
  return useMemo(
    () => [
      {
        key: 'no',
        title: t('finance.no'),
        width: 170,
        text: (row) => row.no || t('finance.draft'),
        render: (row) => (row.no ? row.no : <span className="soft">{t('finance.draft')}</span>),
      },
      {
        key: 'date',
        title: t('finance.date'),
        width: 110,
        text: (row) => row.businessDate,
        render: (row) => <span title={row.businessDate}>{day(row.businessDate)}</span>,
      },
      {
        key: 'state',
        title: t('finance.state'),
        width: 90,
        text: (row) => t(`finance.state.${row.state}`),
        render: (row) => (
          <span
            className={row.state === 'reversed' ? 'danger' : row.state === 'draft' ? 'soft' : ''}
          >
            {t(`finance.state.${row.state}`)}
          </span>
        ),
      },
      {
        key: 'supplier',
        title: t('payable.supplier'),
        width: 220,
        grows: true,
        text: (row) => row.supplier.name,
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
        key: 'method',
        title: t('payment.method'),
        width: 100,
        text: (row) => t(`finance.method.${row.method}`),
      },
      {
        key: 'account',
        title: t('payment.account'),
        width: 150,
        text: (row) => row.account?.name ?? row.bill?.no ?? '',
      },
      { key: 'note', title: t('finance.note'), width: 180, text: (row) => row.note },
      { key: 'maker', title: t('finance.maker'), width: 90, text: (row) => row.madeBy.name },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
