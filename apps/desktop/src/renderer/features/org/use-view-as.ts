import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { useNavigate } from '@tanstack/react-router';
import { App } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { queryClient, useCommand } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';

/** Looks through a colleague's eyes, after saying what that means. */
export function useViewAs() {
  const { t } = useText();
  const words = useProblemText();
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const start = useCommand(api.auth.startViewAs, { refresh: false });
  const load = useSession((store) => store.load);
  const begin = (userId: number) =>
    start.mutate(
      { body: { userId } },
      {
        onError: (error) => void message.error(words(error)),
        onSuccess: async () => {
          await navigate({ to: '/home' });
          await load();
          // Nothing that the owner saw may be shown as seen by the colleague.
          queryClient.clear();
        },
      },
    );
  return {
    starting: start.isPending,
    ask: ({ id, name }: NameRef) =>
      modal.confirm({
        title: t('viewAs.ask', { name }),
        content: t('viewAs.why'),
        okText: t('viewAs.start'),
        onOk: () => begin(id),
      }),
  };
}
