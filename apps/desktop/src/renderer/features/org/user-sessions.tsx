import { api } from '@xinhang/shared/contract/api.ts';
import type { User } from '@xinhang/shared/people.ts';
import { App, Button } from 'antd';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { SessionTable } from './session-table.tsx';

/** Where a person is logged in now. */
export function UserSessions({ user }: { user: User }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const sessions = useEndpoint(api.org.listUserSessions, { params: { id: user.id } });
  const end = useCommand(api.org.endUserSessions);
  const rows = sessions.data?.rows ?? [];
  if (sessions.error) {
    return <LoadError error={sessions.error} retry={() => void sessions.refetch()} />;
  }
  return (
    <div className="stack">
      <SessionTable rows={rows} loading={sessions.isPending} empty={t('user.noSessions')} />
      {rows.length > 0 && (
        <div>
          <Button
            danger
            loading={end.isPending}
            onClick={() =>
              end.mutate(
                { params: { id: user.id } },
                {
                  onError: (error) => void message.error(words(error)),
                  onSuccess: () => void message.success(t('user.everywhereDone')),
                },
              )
            }
          >
            {t('user.everywhere')}
          </Button>
        </div>
      )}
    </div>
  );
}
