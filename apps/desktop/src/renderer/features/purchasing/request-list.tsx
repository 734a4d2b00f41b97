import { api } from '@xinhang/shared/contract/api.ts';
import {
  purchaseRequestStates,
  type PurchaseRequestRow,
  type PurchaseRequestState,
} from '@xinhang/shared/purchase-requests.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { useDates } from '../../ui/dates.ts';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import type { RequestSearch } from './purchase-search.ts';

const PAGE_SIZE = 100;

/** Requests for goods, the newest first: the own ones, for whoever buys those of everybody. */
export function RequestList({ search }: { search: RequestSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const asks = useMay('purchaseRequests.create');
  const reads = useMay('purchaseOrders.read');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const query = { ...search, limit: PAGE_SIZE };
  const show = (next: RequestSearch) =>
    void navigate({ to: '/purchase-requests', search: tidy(next) });
  const change = (part: Partial<RequestSearch>) => show({ ...search, ...part });
  const filtered = Object.values(search).some((value) => value !== undefined);
  const begin = () => void navigate({ to: '/purchase-requests/new' });
  useShortcut({ key: 'n', alt: true }, asks ? begin : null);
  const newOne = <NewButton may={asks} label={t('request.new')} onNew={begin} />;
  return (
    <ListPage<PurchaseRequestRow>
      label={t('request.title')}
      page="purchase-requests"
      queryKey={keyOf(api.purchaseRequests.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.purchaseRequests.list, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/purchase-requests/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('request.find')}
            width={240}
            onFind={(q) => change({ q })}
          />
          <Select<PurchaseRequestState | null>
            allowClear
            style={{ width: 110 }}
            aria-label={t('order.state')}
            placeholder={t('order.state')}
            value={search.state?.[0] ?? null}
            options={purchaseRequestStates.map((value) => ({
              value,
              label: t(`request.state.${value}`),
            }))}
            onChange={(value) => change({ state: value ? [value] : undefined })}
          />
          <Checkbox
            checked={search.open === true}
            onChange={(event) => change({ open: event.target.checked || undefined })}
          >
            {t('request.openOnly')}
          </Checkbox>
          {reads && (
            <Checkbox
              checked={search.mine === true}
              onChange={(event) => change({ mine: event.target.checked || undefined })}
            >
              {t('request.mineOnly')}
            </Checkbox>
          )}
          {filtered && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
          {newOne}
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'request.emptyFiltered' : 'request.empty')}</span>
          <div className="line" style={{ justifyContent: 'center' }}>
            {filtered ? <Button onClick={() => show({})}>{t('common.clear')}</Button> : newOne}
          </div>
        </div>
      }
    />
  );
}

function useColumns(): Column<PurchaseRequestRow>[] {
  const { t, language } = useText();
  const { day, overdue } = useDates();
  return useMemo(
    () => [
      {
        key: 'no',
        title: t('order.no'),
        width: 140,
        text: (row) => row.no || t('order.noNo'),
        render: (row) => (row.no ? row.no : <span className="soft">{t('order.noNo')}</span>),
      },
      {
        key: 'reason',
        title: t('request.reason'),
        width: 220,
        grows: true,
        text: (row) => row.reason,
      },
      { key: 'dept', title: t('request.dept'), width: 130, text: (row) => row.dept.name },
      {
        key: 'requester',
        title: t('request.requester'),
        width: 90,
        text: (row) => row.requester.name,
      },
      {
        key: 'date',
        title: t('request.date'),
        width: 100,
        text: (row) => row.businessDate,
        render: (row) => <span title={row.businessDate}>{day(row.businessDate)}</span>,
      },
      {
        key: 'needed',
        title: t('request.needed'),
        width: 100,
        text: (row) => row.neededDate ?? '',
        render: (row) => (
          <span
            className={row.openCount > 0 && overdue(row.neededDate) ? 'danger' : ''}
            title={row.neededDate ?? ''}
          >
            {day(row.neededDate)}
          </span>
        ),
      },
      {
        key: 'state',
        title: t('order.state'),
        width: 90,
        text: (row) => t(`request.state.${row.state}`),
      },
      {
        key: 'lines',
        title: t('order.lineCount'),
        width: 70,
        align: 'end',
        text: (row) => String(row.lineCount),
        value: (row) => row.lineCount,
      },
      {
        key: 'open',
        title: t('request.openCount'),
        width: 90,
        align: 'end',
        text: (row) => (row.openCount > 0 ? String(row.openCount) : ''),
        value: (row) => row.openCount,
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
