import { Button } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { useNoticeMarks } from '../../shell/use-notice-marks.ts';
import { DropMenu } from '../../ui/drop-menu.tsx';

/** Marks the selected notifications as seen, or puts them off. */
export function NoticeActions({ ids }: { ids: readonly number[] }) {
  const { t } = useText();
  const { pending, markSeen, snoozeMenu } = useNoticeMarks(ids);
  return (
    <>
      <Button loading={pending} onClick={markSeen}>
        {t('notifications.seen')}
      </Button>
      <DropMenu menu={snoozeMenu()}>
        <Button>{t('notifications.snooze')}</Button>
      </DropMenu>
    </>
  );
}
