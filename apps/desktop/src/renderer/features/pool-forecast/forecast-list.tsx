import { addDays, daysBetween } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { ForecastRow } from '@xinhang/shared/pool-work.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useSides } from '../../app/sides.ts';
import { SideChoice } from '../../form/side-choice.tsx';
import { usePeople } from '../../form/use-people.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { useDropWords } from '../../ui/drop-words.ts';
import { spans, type ForecastSearch } from './forecast-search.ts';

const PAGE_SIZE = 100;

function useColumns(): Column<ForecastRow>[] {
  const { t, language } = useText();
  const dates = useDates();
  const words = useDropWords();
  const { today } = dates;
  return useMemo(
    () => {
      const left = (row: ForecastRow) => daysBetween(today, row.drop.on);
      const leftText = (row: ForecastRow) => t('pool.forecast.leftDays', { n: left(row) });
      return [
        {
          key: 'customer',
          grows: true,
          title: t('customer.name'),
          width: 240,
          text: (row) => row.customer.name,
        },
        { key: 'on', title: t('pool.forecast.on'), width: 120, text: (row) => row.drop.on },
        {
          key: 'left',
          title: t('pool.forecast.left'),
          width: 80,
          align: 'end',
          value: left,
          text: leftText,
          render: (row) => (
            <span className={row.drop.warnOn <= today ? 'danger' : ''}>{leftText(row)}</span>
          ),
        },
        {
          key: 'grade',
          title: t('customer.grade'),
          width: 80,
          text: (row) => row.chanceGrade ?? '',
        },
        { key: 'owner', title: t('customer.owner'), width: 120, text: (row) => row.owner.name },
        {
          key: 'why',
          title: t('pool.forecast.why'),
          width: 180,
          text: (row) => words.why(row.drop),
        },
        {
          key: 'last',
          title: t('customer.lastFollow'),
          width: 120,
          text: (row) => (row.lastFollowAt ? dates.dayOf(row.lastFollowAt) : t('date.never')),
        },
        { key: 'pool', title: t('pool.forecast.pool'), width: 140, text: (row) => row.pool.name },
      ];
    },
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language, dates the day
    [language, today],
  );
}

/** Dry run of the pools: which customers of one's reach drop by when, by which rule. */
export function ForecastList({ search }: { search: ForecastSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const columns = useColumns();
  const follow = useRecordTrail((trail) => trail.follow);
  const { others: leads } = useSides('customers.read');
  const owners = usePeople(search.ownerId ?? []);
  const { mine, all, ownerId, within } = search;
  const show = (next: ForecastSearch) => void navigate({ to: '/pool-forecast', search: next });
  const query = {
    limit: PAGE_SIZE,
    ...(mine && { mine: true }),
    ...(!mine && !all && { team: true }),
    ...(ownerId && ownerId.length > 0 && { ownerId }),
    ...(within && { until: addDays(today, Number(within)) }),
  };
  const narrowed = mine === true || (ownerId?.length ?? 0) > 0 || within !== undefined;
  return (
    <ListPage<ForecastRow>
      label={t('menu.poolForecast')}
      page="pool-forecast"
      queryKey={keyOf(api.poolWork.forecast, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.poolWork.forecast, {
          query: { ...query, ...(cursor ? { cursor } : { count: true }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.customer.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.customer.id));
        void navigate({ to: '/customers/$id', params: { id: String(row.customer.id) } });
      }}
      bar={
        <>
          {leads && (
            <SideChoice
              label={t('customer.whose')}
              reads={['customers.read']}
              words="customer.view"
              value={mine ? 'mine' : all ? 'all' : 'team'}
              onChange={(side) =>
                show({
                  ...search,
                  mine: side === 'mine' || undefined,
                  all: side === 'all' || undefined,
                  ownerId: undefined,
                })
              }
            />
          )}
          <Select<(typeof spans)[number] | 'all'>
            style={{ width: 140 }}
            aria-label={t('pool.forecast.until')}
            value={within ?? 'all'}
            options={([...spans, 'all'] as const).map((value) => ({
              value,
              label: t(`pool.forecast.until.${value}`),
            }))}
            onChange={(value) => show({ ...search, within: value === 'all' ? undefined : value })}
          />
          {leads && !mine && (
            <div style={{ width: 200 }}>
              <UserPicker
                label={t('customer.owner')}
                value={owners}
                onChange={(chosen) => show({ ...search, ownerId: chosen.map((one) => one.id) })}
              />
            </div>
          )}
          {narrowed && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
        </>
      }
      empty={t(narrowed ? 'pool.forecast.none' : 'pool.forecast.empty')}
    />
  );
}
