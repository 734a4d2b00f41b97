import { api } from '@xinhang/shared/contract/api.ts';
import { App } from 'antd';
import { useProblemText } from '../app/problem-text.ts';
import { useCommand } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { useDates } from '../ui/dates.ts';
import { useLater } from './use-later.ts';

/** Marks notifications as seen or puts them off, and says what became of it. */
export function useNoticeMarks(ids: readonly number[]) {
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
  return {
    pending: mark.isPending,
    markSeen: () => mark.mutate({ body: { ids: [...ids] } }, { onError }),
    /** Until when, as a menu. */
    snoozeMenu: () => ({
      items: later().map(({ key, label }) => ({ key, label })),
      onClick: ({ key }: { key: string }) => snooze(key),
    }),
  };
}
