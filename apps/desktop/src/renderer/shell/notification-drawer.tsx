import { api } from '@xinhang/shared/contract/api.ts';
import type { Notification } from '@xinhang/shared/system.ts';
import { useRouter } from '@tanstack/react-router';
import { Button, Drawer, Empty, Typography } from 'antd';
import { useCommand } from '../app/query.ts';
import { useText, wordKey } from '../i18n/i18n.ts';
import { useDates } from '../ui/dates.ts';

interface Props {
  open: boolean;
  rows: readonly Notification[];
  onClose: () => void;
}

export function NotificationDrawer({ open, rows, onClose }: Props) {
  const { t } = useText();
  const dates = useDates();
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
      {rows.map((row) => (
        <div key={row.id} className="work-line">
          <button type="button" className="plain-button" onClick={() => show(row)}>
            <Typography.Text strong={row.seenAt === null}>
              {t(wordKey('notifications', row.kind, 'notifications.other'))}
            </Typography.Text>
          </button>
          <Typography.Text type="secondary">{dates.time(row.at)}</Typography.Text>
        </div>
      ))}
    </Drawer>
  );
}
