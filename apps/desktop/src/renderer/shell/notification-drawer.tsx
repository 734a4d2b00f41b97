import { api } from '@xinhang/shared/contract/api.ts';
import type { Notification } from '@xinhang/shared/system.ts';
import { useRouter } from '@tanstack/react-router';
import { App, Button, Drawer, Dropdown, Empty, Skeleton } from 'antd';
import { useProblemText } from '../app/problem-text.ts';
import { useCommand, useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { useDates } from '../ui/dates.ts';
import { LoadError } from '../ui/load-error.tsx';
import { useNoticeWords } from './notice-words.ts';
import { useLater } from './use-later.ts';

const NEWEST = 30;

interface Props {
  open: boolean;
  onClose: () => void;
}

/** What concerns the person, newest first; each can be opened, seen, or put off. */
export function NotificationDrawer({ open, onClose }: Props) {
  const { t } = useText();
  const mark = useCommand(api.system.markNotifications);
  const router = useRouter();
  const found = useEndpoint(
    api.system.listNotifications,
    { query: { limit: NEWEST } },
    { enabled: open, keep: true },
  );
  const rows = found.data?.rows ?? [];
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={440}
      title={t('notifications.title')}
      extra={
        <Button
          disabled={!found.data || found.data.unseen === 0}
          loading={mark.isPending}
          onClick={() => mark.mutate({ body: { all: true } })}
        >
          {t('notifications.allSeen')}
        </Button>
      }
    >
      {found.error && <LoadError error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Skeleton active title={false} />}
      {found.data && rows.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('notifications.empty')} />
      )}
      <ul className="notices">
        {rows.map((row) => (
          <Notice key={row.id} row={row} onOpen={onClose} />
        ))}
      </ul>
      <Button
        block
        type="link"
        onClick={() => {
          onClose();
          router.history.push('/notifications');
        }}
      >
        {t('notifications.all')}
      </Button>
    </Drawer>
  );
}

function Notice({ row, onOpen }: { row: Notification; onOpen: () => void }) {
  const { t } = useText();
  const dates = useDates();
  const words = useNoticeWords();
  const refusal = useProblemText();
  const { message } = App.useApp();
  const router = useRouter();
  const later = useLater();
  const mark = useCommand(api.system.markNotifications);
  const ids = [row.id];
  const unseen = row.seenAt === null;
  const { title, about } = words(row);
  const text = [title, about].filter(Boolean).join(' · ');
  const onError = (error: Error) => void message.error(refusal(error));

  const show = () => {
    if (unseen) mark.mutate({ body: { ids } }, { onError });
    if (row.route === null) return;
    onOpen();
    router.history.push(row.route);
  };
  const snooze = (key: string) => {
    const chosen = later().find((one) => one.key === key);
    if (!chosen) return;
    const done = t('notifications.snoozed', { at: dates.time(chosen.at) });
    mark.mutate(
      { body: { ids, snoozeUntil: chosen.at } },
      { onError, onSuccess: () => void message.success(done) },
    );
  };
  return (
    <li className={unseen ? 'notice notice-new' : 'notice'}>
      <button type="button" className="plain-button notice-text" onClick={show}>
        {unseen && (
          <span className="notice-dot" role="img" aria-label={t('notifications.unseen')} />
        )}
        {text}
      </button>
      <div className="line">
        <span className="soft">{dates.time(row.at)}</span>
        <span className="spring" />
        {unseen && (
          <Button
            type="text"
            size="small"
            aria-label={`${t('notifications.seen')}: ${text}`}
            onClick={() => mark.mutate({ body: { ids } }, { onError })}
          >
            {t('notifications.seen')}
          </Button>
        )}
        <Dropdown
          trigger={['click']}
          menu={{
            items: later().map(({ key, label }) => ({ key, label })),
            onClick: ({ key }) => snooze(key),
          }}
        >
          <Button
            type="text"
            size="small"
            loading={mark.isPending}
            aria-label={`${t('notifications.snooze')}: ${text}`}
          >
            {t('notifications.snooze')}
          </Button>
        </Dropdown>
      </div>
    </li>
  );
}
