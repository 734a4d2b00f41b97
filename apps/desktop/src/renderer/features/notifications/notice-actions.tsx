import { api } from '@xinhang/shared/contract/api.ts';
import { App, Button, Dropdown } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useLater } from '../../shell/use-later.ts';
import { useDates } from '../../ui/dates.ts';

/** Marks the selected notifications as seen, or puts them off. */
export function NoticeActions({ ids }: { ids: readonly number[] }) {
  const { t } = useText();
  const dates = useDates();
  const words = useProblemText();
  const { message } = App.useApp();
  const later = useLater();
  const mark = useCommand(api.system.markNotifications);
  const onError = (error: Error) => void message.error(words(error));
  const snooze = (key: string) => {
    const chosen = later().find((one) => one.key === key);
    if (!chosen) return;
    const done = t('notifications.snoozed', { at: dates.time(chosen.at) });
    mark.mutate(
      { body: { ids: [...ids], snoozeUntil: chosen.at } },
      { onError, onSuccess: () => void message.success(done) },
    );
  };
  return (
    <>
      <Button
        loading={mark.isPending}
        onClick={() => mark.mutate({ body: { ids: [...ids] } }, { onError })}
      >
        {t('notifications.seen')}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: later().map(({ key, label }) => ({ key, label })),
          onClick: ({ key }) => snooze(key),
        }}
      >
        <Button>{t('notifications.snooze')}</Button>
      </Dropdown>
    </>
  );
}
