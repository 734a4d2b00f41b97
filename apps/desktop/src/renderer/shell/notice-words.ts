import type { Notification } from '@xinhang/shared/system.ts';
import { comma, useText, wordKey } from '../i18n/i18n.ts';

/** A notification in words: what happened, and to what where the words do not name it. */
export function useNoticeWords(): (row: Notification) => { title: string; about: string } {
  const { t } = useText();
  return ({ kind, params }) => {
    const values: Record<string, string | number> = {};
    for (const [key, value] of Object.entries(params)) {
      if (typeof value === 'string' || typeof value === 'number') values[key] = value;
    }
    if (typeof params['jobKind'] === 'string') {
      values['job'] = t(wordKey('job.kind', params['jobKind'], 'job.kind.other'));
    }
    if (typeof params['error'] === 'string') {
      values['why'] = t(wordKey('problem', params['error'], 'problem.internal'));
    }
    if (typeof params['permissions'] === 'string') {
      const names = params['permissions'].split(' ').filter(Boolean);
      values['rights'] = names
        .map((name) => t(wordKey('perm', name, 'role.permission')))
        .join(comma());
    }
    const plain = wordKey('notifications', kind, 'notifications.other');
    // A job without a title of its own has an empty name.
    const name = typeof params['name'] === 'string' ? params['name'] : '';
    const naming = name === '' ? plain : wordKey('notifications.about', kind, plain);
    const more = Number(params['work'] ?? 0) > 0 ? t('notifications.handedWork', values) : '';
    if (naming !== plain) return { title: t(naming, values) + more, about: '' };
    const key = 'job' in values ? wordKey('notifications.of', kind, plain) : plain;
    return { title: t(key, values) + more, about: name };
  };
}
