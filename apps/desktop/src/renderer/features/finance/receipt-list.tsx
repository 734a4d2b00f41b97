import { api } from '@xinhang/shared/contract/api.ts';
import { receiptStates, type ReceiptRow, type ReceiptState } from '@xinhang/shared/receipts.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { DayRange } from '../../ui/day-range.tsx';
import { useDates } from '../../ui/dates.ts';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { tidy } from '../../table/tidy-search.ts';
import { type ReceiptSearch } from './finance-search.ts';
import { money } from './money.ts';

const PAGE_SIZE = 100;

/** What customers paid, the newest first. */
export function ReceiptList({ search }: { search: ReceiptSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const manages = useMay('receipts.manage');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const show = (next: ReceiptSearch) => void navigate({ to: '/receipts', search: tidy(next) });
  const change = (part: Partial<ReceiptSearch>) => show({ ...search, ...part });
  const create = () => void navigate({ to: '/receipts/new', search: {} });
  useShortcut({ key: 'n', alt: true }, manages ? create : null);
  const query = { ...search, limit: PAGE_SIZE };
  const filtered = Object.values(search).some((value) => value !== undefined);
  const sums = useEndpoint(
    api.receipts.list,
    { query: { ...search, limit: 1, count: true } },
    { keep: true, enabled: filtered },
  );
  const sumFen = filtered ? sums.data?.amountFen : undefined;
  const add = <NewButton may={manages} label={t('finance.newReceipt')} onNew={create} />;
  return (
    <ListPage<ReceiptRow>
      label={t('menu.receipts')}
      page="receipts"
      queryKey={keyOf(api.receipts.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.receipts.list, { query: { ...query, ...(cursor && { cursor }) }, signal })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/receipts/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('finance.findReceipt')}
            width={220}
            onFind={(q) => change({ q })}
          />
          <Select<ReceiptState | null>
            allowClear
            style={{ width: 120 }}
            aria-label={t('finance.state')}
            placeholder={t('finance.state')}
            value={search.state?.[0] ?? null}
            options={receiptStates.map((value) => ({ value, label: t(`finance.state.${value}`) }))}
            onChange={(value) => change({ state: value ? [value] : undefined })}
          />
          <DayRange
            from={search.from}
            to={search.to}
            width={125}
            labels={{ from: t('finance.fromDay'), to: t('finance.toDay') }}
            onChange={change}
          />
          {manages && (
            <Checkbox
              checked={search.unidentified === true}
              onChange={(event) => change({ unidentified: event.target.checked || undefined })}
            >
              {t('finance.unidentified')}
            </Checkbox>
          )}
          {filtered && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
          {sumFen !== undefined && sumFen !== null && (
            <span>
              <span className="soft">{t('finance.sum')}</span> <strong>{money(sumFen)}</strong>
            </span>
          )}
          {add}
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'finance.emptyFiltered' : 'finance.emptyReceipts')}</span>
          <div className="line" style={{ justifyContent: 'center' }}>
            {filtered ? <Button onClick={() => show({})}>{t('common.clear')}</Button> : add}
          </div>
        </div>
      }
    />
  );
}

function useColumns(): Column<ReceiptRow>[] {
  const { t, language } = useText();
  const { day } = useDates();
  return useMemo(
    () => [
      {
        key: 'no',
        title: t('finance.no'),
        width: 140,
        text: (row) => row.no || t('finance.draft'),
        render: (row) => (row.no ? row.no : <span className="soft">{t('finance.draft')}</span>),
      },
      {
        key: 'date',
        title: t('finance.date'),
        width: 100,
        text: (row) => row.businessDate,
        render: (row) => <span title={row.businessDate}>{day(row.businessDate)}</span>,
      },
      {
        key: 'state',
        title: t('finance.state'),
        width: 80,
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
        key: 'customer',
        title: t('finance.customer'),
        width: 200,
        grows: true,
        text: (row) => row.customer?.name ?? t('finance.unknownPayer', { payer: row.payer }),
        render: (row) =>
          row.customer?.name ?? (
            <span className="soft">{t('finance.unknownPayer', { payer: row.payer })}</span>
          ),
      },
      {
        key: 'amount',
        title: t('finance.amount'),
        width: 120,
        align: 'end',
        text: (row) => money(row.amountFen),
        value: (row) => row.amountFen / 100,
      },
      {
        key: 'method',
        title: t('finance.method'),
        width: 90,
        text: (row) => t(`finance.method.${row.method}`),
      },
      {
        key: 'account',
        title: t('finance.cashAccount'),
        width: 130,
        text: (row) => row.account?.name ?? row.bill?.no ?? '',
      },
      { key: 'note', title: t('finance.note'), width: 160, text: (row) => row.note },
      { key: 'maker', title: t('finance.maker'), width: 80, text: (row) => row.madeBy.name },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
