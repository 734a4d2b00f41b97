import { api } from '@xinhang/shared/contract/api.ts';
import { deviationSides, type PriceDeviation } from '@xinhang/shared/price-deviations.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { FileButton } from '../../form/file-button.tsx';
import { usePeople } from '../../form/use-people.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { DayRange } from '../../ui/day-range.tsx';
import { useDeviationColumns } from './deviation-columns.tsx';
import type { DeviationSearch } from './deviation-search.ts';

const PAGE_SIZE = 100;

/** At which other prices than the rules said orders were taken, by whom and why. */
export function DeviationList({ search }: { search: DeviationSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const columns = useDeviationColumns();
  const people = usePeople(search.userId === undefined ? [] : [search.userId]);
  const query = { ...search, limit: PAGE_SIZE };
  const show = (next: DeviationSearch) =>
    void navigate({ to: '/price-deviations', search: tidy(next) });
  const change = (part: Partial<DeviationSearch>) => show({ ...search, ...part });
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <ListPage<PriceDeviation>
      label={t('menu.priceDeviations')}
      page="price-deviations"
      queryKey={keyOf(api.salesOrders.deviations, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.salesOrders.deviations, {
          query: { ...query, ...(cursor ? { cursor } : { count: true }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row) =>
        void navigate({ to: '/sales-orders/$id', params: { id: String(row.order.id) } })
      }
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('deviation.find')}
            width={230}
            onFind={(q) => change({ q })}
          />
          <span style={{ width: 160 }}>
            <UserPicker
              single
              label={t('deviation.by')}
              value={people}
              onChange={([person]) => change({ userId: person?.id })}
            />
          </span>
          <Select<DeviationSearch['side'] | null>
            allowClear
            style={{ width: 150 }}
            aria-label={t('deviation.side')}
            placeholder={t('deviation.side')}
            value={search.side ?? null}
            options={deviationSides.map((value) => ({
              value,
              label: t(`deviation.side.${value}`),
            }))}
            onChange={(side) => change({ side: side ?? undefined })}
          />
          <DayRange from={search.from} to={search.to} width={130} onChange={change} />
          {filtered && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
          <FileButton
            label={t('deviation.export')}
            endpoint={api.salesOrders.exportDeviations}
            body={search}
          />
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'deviation.emptyFiltered' : 'deviation.empty')}</span>
          {filtered && (
            <div>
              <Button onClick={() => show({})}>{t('common.clear')}</Button>
            </div>
          )}
        </div>
      }
    />
  );
}
