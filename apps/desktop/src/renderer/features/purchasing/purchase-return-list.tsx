import { api } from '@xinhang/shared/contract/api.ts';
import {
  purchaseReturnStates,
  type PurchaseReturnRow,
  type PurchaseReturnState,
} from '@xinhang/shared/purchase-returns.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { PlaceSelect } from '../../form/place-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { DayRange } from '../../ui/day-range.tsx';
import { useDates } from '../../ui/dates.ts';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { shownFen } from './purchase-line.ts';
import type { PurchaseReturnSearch } from './purchase-search.ts';

const PAGE_SIZE = 100;

/** What went back to suppliers, the newest first. */
export function PurchaseReturnList({ search }: { search: PurchaseReturnSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const query = { ...search, limit: PAGE_SIZE };
  const show = (next: PurchaseReturnSearch) =>
    void navigate({ to: '/purchase-returns', search: tidy(next) });
  const change = (part: Partial<PurchaseReturnSearch>) => show({ ...search, ...part });
  const filtered = Object.values(search).some((value) => value !== undefined);
  const manages = useMay('receiptNotes.manage');
  const writes = useMay('purchaseOrders.update') && manages;
  const begin = () => void navigate({ to: '/purchase-returns/new' });
  const newOne = <NewButton may={writes} label={t('purchaseReturn.new')} onNew={begin} />;
  useShortcut({ key: 'n', alt: true }, writes ? begin : null);
  return (
    <ListPage<PurchaseReturnRow>
      label={t('purchaseReturn.title')}
      page="purchase-returns"
      queryKey={keyOf(api.purchaseReturns.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.purchaseReturns.list, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/purchase-returns/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('purchaseReturn.find')}
            width={240}
            onFind={(q) => change({ q })}
          />
          <Select<PurchaseReturnState | null>
            allowClear
            style={{ width: 110 }}
            aria-label={t('order.state')}
            placeholder={t('order.state')}
            value={search.state?.[0] ?? null}
            options={purchaseReturnStates.map((value) => ({
              value,
              label: t(`purchaseReturn.state.${value}`),
            }))}
            onChange={(value) => change({ state: value ? [value] : undefined })}
          />
          <PlaceSelect
            label={t('purchaseReturn.warehouse')}
            clearable
            style={{ width: 150 }}
            value={search.warehouseId ?? null}
            onChange={(warehouseId) => change({ warehouseId: warehouseId ?? undefined })}
          />
          <DayRange from={search.from} to={search.to} width={120} onChange={change} />
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
          <span>{t(filtered ? 'purchaseReturn.emptyFiltered' : 'purchaseReturn.empty')}</span>
          <div className="line" style={{ justifyContent: 'center' }}>
            {filtered ? <Button onClick={() => show({})}>{t('common.clear')}</Button> : newOne}
          </div>
        </div>
      }
    />
  );
}

function useColumns(): Column<PurchaseReturnRow>[] {
  const { t, language } = useText();
  const { day } = useDates();
  return useMemo(
    () => [
      {
        key: 'no',
        title: t('order.no'),
        width: 150,
        text: (row) => row.no || t('order.noNo'),
        render: (row) => (row.no ? row.no : <span className="soft">{t('order.noNo')}</span>),
      },
      {
        key: 'supplier',
        title: t('purchase.supplier'),
        width: 200,
        grows: true,
        text: (row) => row.supplier.name,
      },
      {
        key: 'date',
        title: t('purchaseReturn.date'),
        width: 100,
        text: (row) => row.businessDate,
        render: (row) => <span title={row.businessDate}>{day(row.businessDate)}</span>,
      },
      {
        key: 'state',
        title: t('order.state'),
        width: 80,
        text: (row) => t(`purchaseReturn.state.${row.state}`),
        words: purchaseReturnStates.map((state) => t(`purchaseReturn.state.${state}`)),
        render: (row) => (
          <span
            className={row.state === 'reversed' ? 'danger' : row.state === 'draft' ? 'soft' : ''}
          >
            {t(`purchaseReturn.state.${row.state}`)}
          </span>
        ),
      },
      {
        key: 'gross',
        title: t('order.gross'),
        width: 110,
        align: 'end',
        text: (row) => shownFen(row.grossFen),
        value: (row) => (row.grossFen === null ? null : row.grossFen / 100),
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
        key: 'warehouse',
        title: t('purchaseReturn.warehouse'),
        width: 100,
        text: (row) => row.warehouse?.name ?? '',
      },
      {
        key: 'replaces',
        title: t('purchaseReturn.replaces'),
        width: 90,
        text: (row) =>
          row.replaces === null ? '' : t(`purchaseReturn.replaces.${row.replaces ? 'yes' : 'no'}`),
        words: (['yes', 'no'] as const).map((one) => t(`purchaseReturn.replaces.${one}`)),
      },
      {
        key: 'reason',
        title: t('purchaseReturn.reason'),
        width: 140,
        grows: true,
        text: (row) => row.reason,
      },
      { key: 'madeBy', title: t('order.maker'), width: 90, text: (row) => row.madeBy.name },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
