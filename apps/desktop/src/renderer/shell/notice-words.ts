import type { Notification } from '@xinhang/shared/system.ts';
import { useText, wordKey } from '../i18n/i18n.ts';

/** A notification in words: what happened, and to what. */
export function useNoticeWords(): (row: Notification) => { title: string; about: string } {
  const { t } = useText();
  return (row) => ({
    title: t(wordKey('notifications', row.kind, 'notifications.other')),
    about: typeof row.params['name'] === 'string' ? row.params['name'] : '',
  });
}
