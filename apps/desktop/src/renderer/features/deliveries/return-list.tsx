import { api } from '@xinhang/shared/contract/api.ts';
import {
  returnStates,
  type ReturnState,
  type SalesReturnRow,
} from '@xinhang/shared/sales-returns.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { DayRange } from '../../ui/day-range.tsx';
import { useDates } from '../../ui/dates.ts';
import { shownFen } from './delivery-line.ts';
import { tidy } from '../../table/tidy-search.ts';
import { type ReturnSearch } from './delivery-search.ts';

const PAGE_SIZE = 100;

/** What customers sent back, the newest first. */
export function ReturnList({ search }: { search: ReturnSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const follow = useRecordTrail((trail) => trail.follow);
  const sells = useMay('salesOrders.update');
  const columns = useColumns();
  const query = { ...search, limit: PAGE_SIZE };
  const show = (next: ReturnSearch) => void navigate({ to: '/sales-returns', search: tidy(next) });
  const filtered = Object.values(search).some((value) => value !== undefined);
  const begin = sells && (
    <Button type="primary" onClick={() => void navigate({ to: '/sales-returns/new' })}>
      {t('salesReturn.newFree')}
    </Button>
  );
  return (
    <ListPage<SalesReturnRow>
      label={t('salesReturn.title')}
      page="sales-returns"
      queryKey={keyOf(api.salesReturns.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.salesReturns.list, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/sales-returns/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('salesReturn.find')}
            width={270}
            onFind={(q) => show({ ...search, q })}
          />
          <Select<ReturnState | null>
            allowClear
            style={{ width: 120 }}
            aria-label={t('delivery.state')}
            placeholder={t('delivery.state')}
            value={search.state?.[0] ?? null}
            options={returnStates.map((value) => ({
              value,
              label: t(`salesReturn.state.${value}`),
            }))}
            onChange={(value) => show({ ...search, state: value ? [value] : undefined })}
          />
          <DayRange
            from={search.from}
            to={search.to}
            width={120}
            onChange={(days) => show({ ...search, ...days })}
          />
          {filtered && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span style={{ flex: 1 }} />
          {begin}
        </>
      }
      empty={
        <>
          <span>{t(filtered ? 'salesReturn.emptyFiltered' : 'salesReturn.empty')}</span>
          {!filtered && begin}
        </>
      }
    />
  );
}

function useColumns(): Column<SalesReturnRow>[] {
  const { t, language } = useText();
  const { day } = useDates();
  return useMemo(
    () => [
      {
        key: 'no',
        title: t('delivery.no'),
        width: 170,
        text: (row) => row.no || t('delivery.noNo'),
        render: (row) => (row.no ? row.no : <span className="soft">{t('delivery.noNo')}</span>),
      },
      {
        key: 'customer',
        title: t('delivery.customer'),
        width: 220,
        grows: true,
        text: (row) => row.customer.name,
      },
      {
        key: 'delivery',
        title: t('salesReturn.delivery'),
        width: 160,
        text: (row) => row.delivery?.no ?? t('salesReturn.free'),
        render: (row) =>
          row.delivery ? row.delivery.no : <span className="soft">{t('salesReturn.free')}</span>,
      },
      {
        key: 'date',
        title: t('delivery.date'),
        width: 100,
        text: (row) => row.businessDate,
        render: (row) => <span title={row.businessDate}>{day(row.businessDate)}</span>,
      },
      {
        key: 'state',
        title: t('delivery.state'),
        width: 130,
        text: (row) => t(`salesReturn.state.${row.state}`),
        render: (row) => (
          <span
            className={
              row.state === 'reversed' ? 'danger' : row.state === 'confirmed' ? '' : 'soft'
            }
          >
            {t(`salesReturn.state.${row.state}`)}
          </span>
        ),
      },
      {
        key: 'disposal',
        title: t('salesReturn.disposal'),
        width: 120,
        text: (row) => t(`salesReturn.disposal.${row.disposal}`),
      },
      {
        key: 'gross',
        title: t('delivery.amount'),
        width: 120,
        align: 'end',
        text: (row) => shownFen(row.grossFen),
        value: (row) => (row.grossFen === null ? null : row.grossFen / 100),
      },
      {
        key: 'reason',
        title: t('salesReturn.reason'),
        width: 200,
        grows: true,
        text: (row) => row.reason,
      },
      { key: 'madeBy', title: t('delivery.maker'), width: 90, text: (row) => row.madeBy.name },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
