import { ClockCircleOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { Notification } from '@xinhang/shared/system.ts';
import { useRouter } from '@tanstack/react-router';
import { Button, Drawer, Empty, Typography } from 'antd';
import { useCommand } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { useDates } from '../ui/dates.ts';
import { useNoticeWords } from './notice-words.ts';

const HOUR_MS = 3_600_000;

interface Props {
  open: boolean;
  rows: readonly Notification[];
  onClose: () => void;
}

export function NotificationDrawer({ open, rows, onClose }: Props) {
  const { t } = useText();
  const dates = useDates();
  const words = useNoticeWords();
  const router = useRouter();
  const mark = useCommand(api.system.markNotifications);

  const show = (row: Notification) => {
    if (row.seenAt === null) mark.mutate({ body: { ids: [row.id] } });
    if (row.route === null) return;
    onClose();
    router.history.push(row.route);
  };

  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t('notifications.title')}
      extra={
        <Button
          disabled={!rows.some((row) => row.seenAt === null)}
          loading={mark.isPending}
          onClick={() => mark.mutate({ body: { all: true } })}
        >
          {t('notifications.allSeen')}
        </Button>
      }
    >
      {rows.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('notifications.empty')} />
      )}
      {rows.map((row) => {
        const { title, about } = words(row);
        return (
          <div key={row.id} className="notice">
            <button type="button" className="plain-button notice-what" onClick={() => show(row)}>
              <Typography.Text strong={row.seenAt === null}>{title}</Typography.Text>
              {about !== '' && <span>{about}</span>}
              <span className="soft">{dates.time(row.at)}</span>
            </button>
            <Button
              size="small"
              type="text"
              icon={<ClockCircleOutlined />}
              title={t('notifications.later')}
              aria-label={`${t('notifications.later')} ${title} ${about}`}
              onClick={() =>
                mark.mutate({ body: { ids: [row.id], snoozeUntil: Date.now() + HOUR_MS } })
              }
            />
          </div>
        );
      })}
    </Drawer>
  );
}
