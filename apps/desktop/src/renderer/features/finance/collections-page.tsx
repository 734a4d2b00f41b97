import { api } from '@xinhang/shared/contract/api.ts';
import { collectionFilters, type CollectionRow } from '@xinhang/shared/collections.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { useDates } from '../../ui/dates.ts';
import { CollectionNoteDrawer } from './collection-note-drawer.tsx';
import type { CollectionSearch } from './finance-search.ts';
import { money, moneyOrNone } from './money.ts';
import { promiseTone, usePromiseWords } from './promise-words.tsx';

const PAGE_SIZE = 100;

/** Whom to ask for money: customers that owe too long, what they said last and what they promised. */
export function CollectionsPage({ search }: { search: CollectionSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const follow = useRecordTrail((trail) => trail.follow);
  const [noting, setNoting] = useState<NameRef | null>(null);
  const columns = useColumns(setNoting);
  const show = (next: CollectionSearch) =>
    void navigate({ to: '/collections', search: tidy(next) });
  const change = (part: Partial<CollectionSearch>) => show({ ...search, ...part });
  const query = { ...search, limit: PAGE_SIZE };
  const sums = useEndpoint(
    api.collections.list,
    { query: { ...search, limit: 1 } },
    { keep: true },
  );
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <ListPage<CollectionRow>
        label={t('menu.collections')}
        page="collections"
        queryKey={keyOf(api.collections.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.collections.list, {
            query: { ...query, ...(cursor && { cursor }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.customer.id}
        onOpen={(row, rows) => {
          follow(rows.map((one) => one.customer.id));
          void navigate({
            to: '/receivables/$id',
            params: { id: String(row.customer.id) },
            search: {},
          });
        }}
        bar={
          <>
            <FindBox
              q={search.q}
              placeholder={t('finance.findCustomer')}
              width={200}
              onFind={(q) => change({ q })}
            />
            <Select<string>
              aria-label={t('collection.promise')}
              style={{ width: 170 }}
              value={search.promise ?? ''}
              onChange={(value) =>
                change({ promise: collectionFilters.find((one) => one === value) })
              }
              options={[
                { value: '', label: t('collection.filter.all') },
                ...collectionFilters.map((value) => ({
                  value,
                  label: t(`collection.filter.${value}`),
                })),
              ]}
            />
            {filtered && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <span className="spring" />
            {sums.data && (
              <span>
                <span className="soft">{t('finance.overdue')}</span>{' '}
                <strong className={sums.data.totals.overdueFen > 0 ? 'danger' : ''}>
                  {money(sums.data.totals.overdueFen)}
                </strong>
              </span>
            )}
          </>
        }
        empty={
          <div className="stack">
            <span>{t(filtered ? 'finance.emptyFiltered' : 'collection.empty')}</span>
            {filtered && <Button onClick={() => show({})}>{t('common.clear')}</Button>}
          </div>
        }
      />
      <CollectionNoteDrawer customer={noting} onClose={() => setNoting(null)} />
    </>
  );
}

function useColumns(onNote: (customer: NameRef) => void): Column<CollectionRow>[] {
  const { t, language } = useText();
  const dates = useDates();
  const promiseWords = usePromiseWords();
  return useMemo(
    () => [
      {
        key: 'customer',
        title: t('finance.customer'),
        width: 180,
        grows: true,
        text: (row) => row.customer.name,
      },
      { key: 'owner', title: t('finance.owner'), width: 74, text: (row) => row.owner?.name ?? '' },
      {
        key: 'overdue',
        title: t('finance.overdue'),
        width: 110,
        align: 'end',
        text: (row) => money(row.overdueFen),
        value: (row) => row.overdueFen / 100,
        render: (row) => <span className="danger">{money(row.overdueFen)}</span>,
      },
      {
        key: 'days',
        title: t('finance.overdueDays'),
        width: 80,
        align: 'end',
        text: (row) => String(row.overdueDays),
        value: (row) => row.overdueDays,
      },
      {
        key: 'balance',
        title: t('finance.balance'),
        width: 110,
        align: 'end',
        text: (row) => moneyOrNone(row.balanceFen),
        value: (row) => row.balanceFen / 100,
      },
      {
        key: 'promise',
        title: t('collection.promise'),
        width: 210,
        text: (row) => (row.promise ? promiseWords(row.promise) : ''),
        render: (row) =>
          row.promise && (
            <span className={promiseTone(row.promise)}>{promiseWords(row.promise)}</span>
          ),
      },
      {
        key: 'broken',
        title: t('collection.broken'),
        width: 70,
        align: 'end',
        text: (row) => (row.broken === 0 ? '' : String(row.broken)),
        value: (row) => row.broken,
      },
      {
        key: 'last',
        title: t('collection.last'),
        width: 180,
        grows: true,
        text: (row) =>
          row.lastNote ? `${dates.day(row.lastNote.notedOn)} ${row.lastNote.result}` : '',
      },
      {
        key: 'note',
        title: '',
        width: 76,
        text: () => '',
        render: (row) => (
          <Button
            type="link"
            size="small"
            aria-label={`${t('collection.add')} ${row.customer.name}`}
            onClick={(event) => {
              event.stopPropagation();
              onNote(row.customer);
            }}
          >
            {t('collection.addShort')}
          </Button>
        ),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
