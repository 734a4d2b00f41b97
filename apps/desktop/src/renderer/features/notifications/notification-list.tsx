import { api } from '@xinhang/shared/contract/api.ts';
import { noticeKinds, noticeSubjects, type NoticeSubject } from '@xinhang/shared/notices.ts';
import { noticeViews, type Notification } from '@xinhang/shared/system.ts';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { App, Button, Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { keyOf, useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useNoticeWords } from '../../shell/notice-words.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';
import { NoticeActions } from './notice-actions.tsx';
import type { NoticeSearch } from './notice-search.ts';

const PAGE_SIZE = 100;

const subjectOf = (kind: string): NoticeSubject | undefined =>
  noticeSubjects.find((subject) => (noticeKinds[subject] as readonly string[]).includes(kind));

/** Everything a person was told of, newest first: Enter goes to it, Space selects. */
export function NotificationList({ search }: { search: NoticeSearch }) {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const router = useRouter();
  const columns = useNoticeColumns();
  const mark = useCommand(api.system.markNotifications);
  // What the bell asks for as well.
  const bell = useEndpoint(api.system.listNotifications, { query: { limit: 50 } });
  const { show = 'awake', about = [] } = search;
  const query = { show, limit: PAGE_SIZE, ...(about.length > 0 && { about }) };
  const change = (next: NoticeSearch) =>
    void navigate({
      to: '/notifications',
      search: {
        ...(next.show && next.show !== 'awake' && { show: next.show }),
        ...(next.about && next.about.length > 0 && { about: next.about }),
      },
    });
  const onError = (error: Error) => void message.error(words(error));
  return (
    <ListPage<Notification>
      label={t('notifications.title')}
      page="notifications"
      queryKey={keyOf(api.system.listNotifications, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.system.listNotifications, {
          query: { ...query, ...(cursor ? { cursor } : { count: true }) },
          signal,
        })
      }
      idOf={(row) => row.id}
      columns={columns}
      onOpen={(row) => {
        if (row.seenAt === null) mark.mutate({ body: { ids: [row.id] } }, { onError });
        if (row.route !== null) router.history.push(row.route);
      }}
      opens={(row) => row.route !== null}
      bulk={(ids) => <NoticeActions ids={ids} />}
      bar={
        <>
          <Segmented<(typeof noticeViews)[number]>
            aria-label={t('notifications.which')}
            value={show}
            options={noticeViews.map((value) => ({
              value,
              label: t(`notifications.show.${value}`),
            }))}
            onChange={(value) => change({ ...search, show: value })}
          />
          <Select<NoticeSubject[]>
            mode="multiple"
            allowClear
            style={{ minWidth: 180 }}
            aria-label={t('notifications.subject')}
            placeholder={t('notifications.subject')}
            value={about}
            options={noticeSubjects.map((value) => ({
              value,
              label: t(`notifications.subject.${value}`),
            }))}
            onChange={(value) => change({ ...search, about: value })}
          />
          <span className="spring" />
          <Button
            disabled={bell.data?.unseen === 0}
            loading={mark.isPending}
            onClick={() => mark.mutate({ body: { all: true } }, { onError })}
          >
            {t('notifications.allSeen')}
          </Button>
        </>
      }
      empty={t(
        show === 'awake' && about.length === 0 ? 'notifications.empty' : 'notifications.noneFound',
      )}
    />
  );
}

function useNoticeColumns(): Column<Notification>[] {
  const { t, language } = useText();
  const dates = useDates();
  const words = useNoticeWords();
  return useMemo(() => {
    const text = (row: Notification) => {
      const { title, about } = words(row);
      return [title, about].filter(Boolean).join(' · ');
    };
    return [
      {
        key: 'text',
        grows: true,
        title: t('notifications.what'),
        width: 520,
        text,
        render: (row) => (
          <span className={row.seenAt === null ? 'notice-unseen' : ''}>{text(row)}</span>
        ),
      },
      {
        key: 'state',
        title: t('notifications.state'),
        width: 90,
        text: (row) => t(row.seenAt === null ? 'notifications.unseen' : 'notifications.read'),
      },
      {
        key: 'subject',
        title: t('notifications.subject'),
        width: 110,
        text: (row) => {
          const subject = subjectOf(row.kind);
          return subject ? t(`notifications.subject.${subject}`) : '';
        },
      },
      { key: 'at', title: t('notifications.at'), width: 160, text: (row) => dates.time(row.at) },
      {
        key: 'snoozed',
        title: t('notifications.until'),
        width: 160,
        text: (row) => (row.snoozedUntil === null ? '' : dates.time(row.snoozedUntil)),
      },
    ] satisfies Column<Notification>[];
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language, dates the day
  }, [language, dates.today]);
}
