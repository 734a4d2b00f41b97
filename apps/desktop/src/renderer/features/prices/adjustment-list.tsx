import { api } from '@xinhang/shared/contract/api.ts';
import { adjustmentStates, type AdjustmentState } from '@xinhang/shared/price-adjustment-rules.ts';
import type { PriceAdjustmentRow } from '@xinhang/shared/price-adjustments.ts';
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
import { tidy } from '../../table/tidy-search.ts';
import { useDates } from '../../ui/dates.ts';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import type { AdjustmentSearch } from './adjustment-search.ts';
import { AdjustmentState as State, useAdjustmentWords } from './adjustment-words.tsx';

const PAGE_SIZE = 100;

/** Price-adjustment sheets, the newest first. */
export function AdjustmentList({ search }: { search: AdjustmentSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const mayWrite = useMay('prices.update');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const query = { ...search, limit: PAGE_SIZE };
  const show = (next: AdjustmentSearch) =>
    void navigate({ to: '/price-adjustments', search: tidy(next) });
  const change = (part: Partial<AdjustmentSearch>) => show({ ...search, ...part });
  const create = () => void navigate({ to: '/price-adjustments/new' });
  useShortcut({ key: 'n', alt: true }, mayWrite ? create : null);
  const filtered = Object.values(search).some((value) => value !== undefined);
  const newButton = <NewButton may={mayWrite} label={t('adjust.new')} onNew={create} />;
  return (
    <ListPage<PriceAdjustmentRow>
      label={t('menu.priceAdjustments')}
      page="price-adjustments"
      queryKey={keyOf(api.priceAdjustments.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.priceAdjustments.list, {
          query: { ...query, ...(cursor ? { cursor } : { count: true }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/price-adjustments/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('adjust.find')}
            width={220}
            onFind={(q) => change({ q })}
          />
          <Select<AdjustmentState | null>
            allowClear
            style={{ width: 120 }}
            aria-label={t('price.state')}
            placeholder={t('price.state')}
            value={search.state?.[0] ?? null}
            options={adjustmentStates
              .filter((value) => mayWrite || value === 'released')
              .map((value) => ({ value, label: t(`adjust.state.${value}`) }))}
            onChange={(state) => change({ state: state ? [state] : undefined })}
          />
          {filtered && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
          {newButton}
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'adjust.emptyFiltered' : 'adjust.empty')}</span>
          <div className="line" style={{ justifyContent: 'center' }}>
            {filtered ? <Button onClick={() => show({})}>{t('common.clear')}</Button> : newButton}
          </div>
        </div>
      }
    />
  );
}

function useColumns(): Column<PriceAdjustmentRow>[] {
  const { t, language } = useText();
  const words = useAdjustmentWords();
  const { time } = useDates();
  return useMemo(
    () => [
      {
        key: 'no',
        title: t('order.no'),
        width: 160,
        text: (row) => row.no || t('order.noNo'),
        render: (row) => (row.no ? row.no : <span className="soft">{t('order.noNo')}</span>),
      },
      { key: 'name', title: t('adjust.name'), width: 200, grows: true, text: (row) => row.name },
      {
        key: 'scope',
        title: t('price.scopeKind'),
        width: 80,
        text: (row) => t(`price.scope.${row.scope}`),
      },
      {
        key: 'whom',
        title: t('price.whom'),
        width: 180,
        grows: true,
        text: (row) => (row.scope === 'all' ? '' : words.whom(row)),
      },
      {
        key: 'lines',
        title: t('adjust.lineCount'),
        width: 80,
        align: 'end',
        text: (row) => String(row.lineCount),
      },
      { key: 'from', title: t('adjust.validFrom'), width: 110, text: (row) => row.validFrom },
      { key: 'to', title: t('adjust.validTo'), width: 110, text: (row) => row.validTo ?? '' },
      {
        key: 'state',
        title: t('price.state'),
        width: 90,
        text: words.state,
        render: (row) => <State sheet={row} />,
      },
      { key: 'by', title: t('order.maker'), width: 90, text: (row) => row.madeBy.name },
      {
        key: 'released',
        title: t('adjust.releasedAt'),
        width: 160,
        extra: true,
        text: (row) => (row.releasedAt === null ? '' : time(row.releasedAt)),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
