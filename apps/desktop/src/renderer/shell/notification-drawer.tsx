import { api } from '@xinhang/shared/contract/api.ts';
import type { Notification } from '@xinhang/shared/system.ts';
import { useRouter } from '@tanstack/react-router';
import { Button, Drawer, Empty, Skeleton } from 'antd';
import { useCommand, useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { useDates } from '../ui/dates.ts';
import { DropMenu } from '../ui/drop-menu.tsx';
import { LoadError } from '../ui/load-error.tsx';
import { useNoticeWords } from './notice-words.ts';
import { useNoticeMarks } from './use-notice-marks.ts';

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
  const router = useRouter();
  const { pending, markSeen, snoozeMenu } = useNoticeMarks([row.id]);
  const unseen = row.seenAt === null;
  const { title, about } = words(row);
  const text = [title, about].filter(Boolean).join(' · ');

  const show = () => {
    if (unseen) markSeen();
    if (row.route === null) return;
    onOpen();
    router.history.push(row.route);
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
            onClick={markSeen}
          >
            {t('notifications.seen')}
          </Button>
        )}
        <DropMenu menu={snoozeMenu()}>
          <Button
            type="text"
            size="small"
            loading={pending}
            aria-label={`${t('notifications.snooze')}: ${text}`}
          >
            {t('notifications.snooze')}
          </Button>
        </DropMenu>
      </div>
    </li>
  );
}
