import { api } from '@xinhang/shared/contract/api.ts';
import type { User } from '@xinhang/shared/people.ts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { FirstPassword } from './first-password.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { useViewAs } from './use-view-as.ts';

/** What can be done with a person; each consequence is named before it happens. */
export function UserActions({ user, onEdit }: { user: User; onEdit: () => void }) {
  const { t } = useText();
  const me = useMe();
  const words = useRefusalText();
  const { message, modal } = App.useApp();
  const mayView = useMay('system.viewAs');
  const viewAs = useViewAs();
  const setState = useCommand(api.org.setUserState);
  const reset = useCommand(api.org.resetPassword);
  const [password, setPassword] = useState<{ password: string; hours: number } | null>(null);
  const [leaving, setLeaving] = useState(false);
  const self = me.user.id === user.id;
  const locked = user.state === 'locked';
  const gone = user.state === 'left';
  const onError = (error: Error) => void message.error(words(error));

  const move = (state: 'active' | 'locked', done: string) =>
    setState.mutate(
      { params: { id: user.id }, body: { version: user.version, state } },
      { onError, onSuccess: () => void message.success(done) },
    );
  const lock = () => {
    if (locked) move('active', t('user.unlocked'));
    else {
      modal.confirm({
        title: t('user.lockAsk', { name: user.name }),
        content: t('user.lockWhy'),
        okText: t('user.lock'),
        okButtonProps: { danger: true },
        onOk: () => move('locked', t('user.locked')),
      });
    }
  };
  const resetPassword = () =>
    modal.confirm({
      title: t('user.resetAsk', { name: user.name }),
      content: t('user.resetWhy'),
      okText: t('user.reset'),
      onOk: () =>
        reset.mutate(
          { params: { id: user.id } },
          {
            onError,
            onSuccess: ({ firstPassword, validHours }) =>
              setPassword({ password: firstPassword, hours: validHours }),
          },
        ),
    });
  return (
    <div className="line" role="toolbar" aria-label={user.name}>
      <Button type="primary" onClick={onEdit}>
        {t('common.edit')}
      </Button>
      <Button disabled={gone} loading={reset.isPending} onClick={resetPassword}>
        {t('user.reset')}
      </Button>
      {!self && (
        <>
          <Button disabled={gone} loading={setState.isPending} onClick={lock}>
            {t(locked ? 'user.unlock' : 'user.lock')}
          </Button>
          <Button onClick={() => setLeaving(true)}>{t('user.leave')}</Button>
          {mayView && (
            <Button disabled={gone} loading={viewAs.starting} onClick={() => viewAs.ask(user)}>
              {t('viewAs.start')}
            </Button>
          )}
        </>
      )}
      <LeaveDialog user={user} open={leaving} onClose={() => setLeaving(false)} />
      <FirstPassword
        login={password && { name: user.name, login: user.login, ...password }}
        onClose={() => setPassword(null)}
      />
    </div>
  );
}
