import { api } from '@xinhang/shared/contract/api.ts';
import {
  purchaseOrderStates,
  type PurchaseOrderState,
} from '@xinhang/shared/purchase-order-rules.ts';
import type { PurchaseOrderRow } from '@xinhang/shared/purchase-orders.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { DayRange } from '../../ui/day-range.tsx';
import { useDates } from '../../ui/dates.ts';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { PurchaseExport } from './purchase-export.tsx';
import { shownFen } from './purchase-line.ts';
import type { PurchaseSearch } from './purchase-search.ts';

const PAGE_SIZE = 100;

/** Orders to suppliers, the newest first. */
export function PurchaseList({ search }: { search: PurchaseSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const mayWrite = useMay('purchaseOrders.update');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const [exporting, setExporting] = useState(false);
  const query = { ...search, limit: PAGE_SIZE };
  const show = (next: PurchaseSearch) =>
    void navigate({ to: '/purchase-orders', search: tidy(next) });
  const change = (part: Partial<PurchaseSearch>) => show({ ...search, ...part });
  const create = () => void navigate({ to: '/purchase-orders/new' });
  useShortcut({ key: 'n', alt: true }, mayWrite ? create : null);
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <ListPage<PurchaseOrderRow>
        label={t('purchase.title')}
        page="purchase-orders"
        queryKey={keyOf(api.purchaseOrders.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.purchaseOrders.list, {
            query: { ...query, ...(cursor && { cursor }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row, rows) => {
          follow(rows.map((one) => one.id));
          void navigate({ to: '/purchase-orders/$id', params: { id: String(row.id) } });
        }}
        bar={
          <>
            <FindBox
              q={search.q}
              placeholder={t('purchase.find')}
              width={220}
              onFind={(q) => change({ q })}
            />
            <Select<PurchaseOrderState | 'late' | null>
              allowClear
              style={{ width: 110 }}
              aria-label={t('order.state')}
              placeholder={t('order.state')}
              value={search.late ? 'late' : (search.state?.[0] ?? null)}
              options={[
                ...purchaseOrderStates.map((value) => ({
                  value,
                  label: t(`purchase.state.${value}`),
                })),
                { value: 'late' as const, label: t('purchase.late') },
              ]}
              onChange={(value) =>
                change({
                  state: value && value !== 'late' ? [value] : undefined,
                  late: value === 'late' ? true : undefined,
                })
              }
            />
            <DayRange from={search.from} to={search.to} width={120} onChange={change} />
            {filtered && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <span className="spring" />
            <Button onClick={() => setExporting(true)}>{t('order.exportOk')}</Button>
            <NewButton may={mayWrite} label={t('purchase.new')} onNew={create} />
          </>
        }
        empty={
          <div className="stack">
            <span>{t(filtered ? 'purchase.emptyFiltered' : 'purchase.empty')}</span>
            <div className="line" style={{ justifyContent: 'center' }}>
              {filtered ? (
                <Button onClick={() => show({})}>{t('common.clear')}</Button>
              ) : (
                <NewButton may={mayWrite} label={t('purchase.new')} onNew={create} />
              )}
            </div>
          </div>
        }
      />
      <PurchaseExport open={exporting} filter={search} onClose={() => setExporting(false)} />
    </>
  );
}

const looks: Partial<Record<PurchaseOrderState, string>> = {
  draft: 'soft',
  closed: 'soft',
  void: 'danger',
};

/** The state of an order to a supplier as coloured words. */
export function PurchaseState({ state }: { state: PurchaseOrderState }) {
  const { t } = useText();
  return <span className={looks[state] ?? ''}>{t(`purchase.state.${state}`)}</span>;
}

function useColumns(): Column<PurchaseOrderRow>[] {
  const { t, language } = useText();
  const { day, overdue } = useDates();
  return useMemo(
    () => [
      {
        key: 'no',
        title: t('order.no'),
        width: 160,
        text: (row) => row.no || t('order.noNo'),
        render: (row) => (row.no ? row.no : <span className="soft">{t('order.noNo')}</span>),
      },
      {
        key: 'supplier',
        title: t('purchase.supplier'),
        width: 180,
        grows: true,
        text: (row) => row.supplier.name,
      },
      {
        key: 'date',
        title: t('order.date'),
        width: 100,
        text: (row) => row.businessDate,
        render: (row) => <span title={row.businessDate}>{day(row.businessDate)}</span>,
      },
      {
        key: 'state',
        title: t('order.state'),
        width: 90,
        text: (row) => t(`purchase.state.${row.state}`),
        words: purchaseOrderStates.map((state) => t(`purchase.state.${state}`)),
        render: (row) => <PurchaseState state={row.state} />,
      },
      {
        key: 'gross',
        title: t('order.gross'),
        width: 120,
        align: 'end',
        text: (row) => shownFen(row.grossFen),
        value: (row) => (row.grossFen === null ? null : row.grossFen / 100),
      },
      {
        key: 'open',
        title: t('purchase.openAmount'),
        width: 120,
        align: 'end',
        text: (row) => (row.openFen === 0 ? '' : shownFen(row.openFen)),
        value: (row) => (row.openFen === null ? null : row.openFen / 100),
      },
      {
        key: 'due',
        title: t('purchase.due'),
        width: 100,
        text: (row) => row.dueOn ?? '',
        render: (row) => (
          <span className={overdue(row.dueOn) ? 'danger' : ''} title={row.dueOn ?? ''}>
            {day(row.dueOn)}
          </span>
        ),
      },
      {
        key: 'warehouse',
        title: t('purchase.warehouse'),
        width: 90,
        text: (row) => row.warehouse?.name ?? '',
      },
      {
        key: 'supplierOrderNo',
        title: t('purchase.supplierOrderNo'),
        width: 110,
        text: (row) => row.supplierOrderNo,
      },
      { key: 'note', title: t('purchase.note'), width: 130, text: (row) => row.note },
      {
        key: 'madeBy',
        title: t('order.maker'),
        width: 90,
        extra: true,
        text: (row) => row.madeBy.name,
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
