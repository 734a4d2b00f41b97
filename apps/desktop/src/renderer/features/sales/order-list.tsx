import { api } from '@xinhang/shared/contract/api.ts';
import { salesOrderStates, type SalesOrderState } from '@xinhang/shared/sales-order-rules.ts';
import type { SalesOrderRow } from '@xinhang/shared/sales-orders.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState, type CSSProperties } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { usePeople } from '../../form/use-people.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { DayRange } from '../../ui/day-range.tsx';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { OrderExport } from './order-export.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { type OrderSearch } from './order-search.ts';
import { useListColumns } from './use-list-columns.tsx';

const PAGE_SIZE = 100;

/** A field that is narrower where the way out of a narrowed list needs its room. */
const yields = (least: number, most: number): CSSProperties => ({
  flex: `9 1 ${least}px`,
  maxWidth: most,
});

/** Orders of the customers that the person sees, the newest first. */
export function OrderList({ search }: { search: OrderSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const mayWrite = useMay('salesOrders.update');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useListColumns();
  const { customerName, ...asked } = search;
  const people = usePeople(search.userId === undefined ? [] : [search.userId]);
  const query = { ...asked, count: true, limit: PAGE_SIZE };
  const show = (next: OrderSearch) => void navigate({ to: '/sales-orders', search: tidy(next) });
  const change = (part: Partial<OrderSearch>) => show({ ...search, ...part });
  const create = () => void navigate({ to: '/sales-orders/new' });
  useShortcut({ key: 'n', alt: true }, mayWrite ? create : null);
  const confirms = useMay('salesOrders.confirm');
  const sells = useMay('deliveries.manage') && confirms;
  const [exporting, setExporting] = useState(false);
  const mayExport = useMay('salesOrders.export');
  const filtered = Object.values(asked).some((value) => value !== undefined);
  const customer =
    search.customerId === undefined
      ? null
      : { id: search.customerId, name: customerName ?? String(search.customerId) };
  return (
    <>
      <ListPage<SalesOrderRow>
        label={t('order.title')}
        page="sales-orders"
        queryKey={keyOf(api.salesOrders.list, { query })}
        fetchPage={async (cursor, signal) => {
          const next = { ...query, ...(cursor && { cursor }) };
          const page = await client.call(api.salesOrders.list, { query: next, signal });
          // Of all that there ever were, drafts and what is void among them, it would say nothing.
          return { ...page, amountFen: filtered ? page.grossFen : null };
        }}
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row, rows) => {
          follow(rows.map((one) => one.id));
          void navigate({ to: '/sales-orders/$id', params: { id: String(row.id) } });
        }}
        bar={
          <>
            <span style={yields(110, 150)}>
              <FindBox
                q={search.q}
                placeholder={t('order.find')}
                width="100%"
                onFind={(q) => change({ q })}
              />
            </span>
            <Select<SalesOrderState | 'overdue' | null>
              allowClear
              style={{ width: 104 }}
              aria-label={t('order.state')}
              placeholder={t('order.state')}
              value={search.overdue ? 'overdue' : (search.state?.[0] ?? null)}
              options={[
                ...salesOrderStates.map((value) => ({ value, label: t(`order.state.${value}`) })),
                { value: 'overdue' as const, label: t('order.overdue') },
              ]}
              onChange={(value) =>
                change({
                  state: value && value !== 'overdue' ? [value] : undefined,
                  overdue: value === 'overdue' ? true : undefined,
                })
              }
            />
            <span style={yields(110, 164)}>
              <CustomerRefPicker
                label={t('order.customer')}
                placeholder={t('order.customer')}
                value={customer}
                onChange={(chosen) =>
                  change({ customerId: chosen?.id, customerName: chosen?.name })
                }
              />
            </span>
            <span style={yields(96, 160)}>
              <UserPicker
                single
                label={t('order.people')}
                value={people}
                onChange={([person]) => change({ userId: person?.id })}
              />
            </span>
            <DayRange from={search.from} to={search.to} width={116} onChange={change} />
            {filtered && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <span className="spring" />
            {mayExport && <Button onClick={() => setExporting(true)}>{t('order.exportOk')}</Button>}
            {sells && (
              <Button onClick={() => void navigate({ to: '/sales-orders/direct' })}>
                {t('direct.title')}
              </Button>
            )}
            <NewButton may={mayWrite} label={t('order.new')} onNew={create} />
          </>
        }
        empty={
          <div className="stack">
            <span>{t(filtered ? 'order.emptyFiltered' : 'order.empty')}</span>
            <div className="line" style={{ justifyContent: 'center' }}>
              {filtered ? (
                <Button onClick={() => show({})}>{t('common.clear')}</Button>
              ) : (
                <NewButton may={mayWrite} label={t('order.new')} onNew={create} />
              )}
            </div>
          </div>
        }
      />
      <OrderExport open={exporting} filter={asked} onClose={() => setExporting(false)} />
    </>
  );
}
