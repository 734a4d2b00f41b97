import type { FollowUp } from '@xinhang/shared/activities.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { SaveView, ViewTabs } from '../../table/saved-views.tsx';
import { useDates } from '../../ui/dates.ts';
import { FollowUpFilters } from './follow-up-filters.tsx';
import { followUpSearch, type FollowUpSearch } from './follow-up-search.ts';

const PAGE_SIZE = 100;

function useFollowUpColumns(): Column<FollowUp>[] {
  const { t, language } = useText();
  const dates = useDates();
  return useMemo(
    () => [
      {
        key: 'customer',
        title: t('contact.customer'),
        width: 220,
        text: (row) => row.customer.name,
      },
      { key: 'at', title: t('followUp.at'), width: 150, text: (row) => dates.time(row.at) },
      { key: 'author', title: t('followUp.author'), width: 110, text: (row) => row.author.name },
      {
        key: 'type',
        title: t('followUp.type'),
        width: 80,
        text: (row) => t(wordKey('followType', row.type, 'followType.other')),
      },
      {
        key: 'content',
        grows: true,
        title: t('followUp.content'),
        width: 360,
        text: (row) => row.content,
      },
      { key: 'result', title: t('followUp.result'), width: 160, text: (row) => row.result },
      {
        key: 'nextOn',
        title: t('followUp.nextOn'),
        width: 110,
        text: (row) => dates.day(row.nextOn),
      },
      {
        key: 'contact',
        title: t('followUp.contact'),
        width: 110,
        text: (row) => row.contact?.name ?? '',
      },
      {
        key: 'files',
        title: t('followUp.files'),
        width: 160,
        text: (row) => row.files.map((file) => file.name).join(' '),
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language, dates the day
    [language, dates.today],
  );
}

/** Every talk with every customer that the person may see, newest first. */
export function FollowUpList({ search }: { search: FollowUpSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const show = (next: FollowUpSearch) => void navigate({ to: '/follow-ups', search: next });
  const narrowed = Object.keys(search).length > 0;
  const columns = useFollowUpColumns();
  const follow = useRecordTrail((trail) => trail.follow);
  const query = { ...search, limit: PAGE_SIZE };
  return (
    <ListPage<FollowUp>
      label={t('menu.followUps')}
      page="follow-ups"
      queryKey={keyOf(api.activities.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.activities.list, {
          query: { ...query, ...(cursor ? { cursor } : { count: true }) },
          signal,
        })
      }
      fetchMarks={(cursor, step, signal) =>
        client.call(api.activities.marks, { query: { ...search, cursor, step }, signal })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow([...new Set(rows.map((one) => one.customer.id))]);
        void navigate({ to: '/customers/$id', params: { id: String(row.customer.id) } });
      }}
      bar={
        <>
          <FollowUpFilters search={search} onChange={show} />
          <SaveView page="follow-ups" state={search} />
          <span className="spring" />
        </>
      }
      views={
        <ViewTabs
          page="follow-ups"
          state={search}
          onApply={(state) => show(followUpSearch.parse(state))}
        />
      }
      empty={
        narrowed ? (
          <div className="stack">
            <span>{t('followUp.list.none')}</span>
            <div>
              <Button onClick={() => show({})}>{t('common.clear')}</Button>
            </div>
          </div>
        ) : (
          t('followUp.list.empty')
        )
      }
    />
  );
}
