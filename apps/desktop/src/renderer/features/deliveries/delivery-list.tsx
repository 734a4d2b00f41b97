import { api } from '@xinhang/shared/contract/api.ts';
import type { DeliveryRow } from '@xinhang/shared/deliveries.ts';
import { deliveryStates, type DeliveryState } from '@xinhang/shared/delivery-rules.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { PlaceSelect } from '../../form/place-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { DayRange } from '../../ui/day-range.tsx';
import { useDates } from '../../ui/dates.ts';
import { shownFen } from './delivery-line.ts';
import { tidy } from '../../table/tidy-search.ts';
import { type DeliverySearch } from './delivery-search.ts';

const PAGE_SIZE = 100;

/** Deliveries, the newest first. */
export function DeliveryList({ search }: { search: DeliverySearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const show = (next: DeliverySearch) => void navigate({ to: '/deliveries', search: tidy(next) });
  const change = (part: Partial<DeliverySearch>) => show({ ...search, ...part });
  const filtered = Object.values(search).some((value) => value !== undefined);
  const query = { ...search, ...(filtered && { count: true }), limit: PAGE_SIZE };
  const toBoard = (
    <Button type="primary" onClick={() => void navigate({ to: '/delivery-board' })}>
      {t('delivery.toBoard')}
    </Button>
  );
  return (
    <ListPage<DeliveryRow>
      label={t('delivery.title')}
      page="deliveries"
      queryKey={keyOf(api.deliveries.list, { query })}
      fetchPage={async (cursor, signal) => {
        const asked = { ...query, ...(cursor && { cursor }) };
        const page = await client.call(api.deliveries.list, { query: asked, signal });
        return { ...page, amountFen: page.grossFen };
      }}
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/deliveries/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('delivery.find')}
            width={240}
            onFind={(q) => change({ q })}
          />
          <Select<DeliveryState | 'late' | null>
            allowClear
            style={{ width: 110 }}
            aria-label={t('delivery.state')}
            placeholder={t('delivery.state')}
            value={search.late ? 'late' : (search.state?.[0] ?? null)}
            options={[
              ...deliveryStates.map((value) => ({ value, label: t(`delivery.state.${value}`) })),
              { value: 'late' as const, label: t('delivery.late'), title: t('delivery.lateWhy') },
            ]}
            onChange={(value) =>
              change({
                state: value && value !== 'late' ? [value] : undefined,
                late: value === 'late' ? true : undefined,
              })
            }
          />
          <PlaceSelect
            label={t('delivery.warehouse')}
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
          {toBoard}
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'delivery.emptyFiltered' : 'delivery.empty')}</span>
          <div className="line" style={{ justifyContent: 'center' }}>
            {filtered ? <Button onClick={() => show({})}>{t('common.clear')}</Button> : toBoard}
          </div>
        </div>
      }
    />
  );
}

function useColumns(): Column<DeliveryRow>[] {
  const { t, language } = useText();
  const { day } = useDates();
  return useMemo(
    () => [
      {
        key: 'no',
        title: t('delivery.no'),
        width: 160,
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
        key: 'date',
        title: t('delivery.date'),
        width: 100,
        text: (row) => row.businessDate,
        render: (row) => <span title={row.businessDate}>{day(row.businessDate)}</span>,
      },
      {
        key: 'late',
        title: t('delivery.late'),
        width: 80,
        align: 'end',
        text: (row) => (row.lateDays > 0 ? t('delivery.lateDays', { n: row.lateDays }) : ''),
        value: (row) => row.lateDays,
      },
      {
        key: 'state',
        title: t('delivery.state'),
        width: 80,
        text: (row) => t(`delivery.state.${row.state}`),
        render: (row) => (
          <span
            className={row.state === 'reversed' ? 'danger' : row.state === 'draft' ? 'soft' : ''}
          >
            {t(`delivery.state.${row.state}`)}
          </span>
        ),
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
        key: 'lines',
        title: t('delivery.lineCount'),
        width: 70,
        align: 'end',
        text: (row) => String(row.lineCount),
        value: (row) => row.lineCount,
      },
      {
        key: 'warehouse',
        title: t('delivery.warehouse'),
        width: 120,
        text: (row) => row.warehouse?.name ?? '',
      },
      { key: 'carrier', title: t('delivery.carrier'), width: 110, text: (row) => row.carrier },
      {
        key: 'trackingNo',
        title: t('delivery.trackingNo'),
        width: 140,
        text: (row) => row.trackingNo,
      },
      { key: 'note', title: t('delivery.note'), width: 160, grows: true, text: (row) => row.note },
      { key: 'madeBy', title: t('delivery.maker'), width: 90, text: (row) => row.madeBy.name },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
