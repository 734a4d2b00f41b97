import { api } from '@xinhang/shared/contract/api.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useRefusalText } from '../form/use-refused-words.ts';
import { queryClient, useCommand } from '../app/query.ts';
import { useMe, useSession } from '../app/session.ts';
import { useText } from '../i18n/i18n.ts';

/** Stands as long as somebody looks through other eyes: whose, that nothing can be changed, the end. */
export function ViewAsBar() {
  const { t } = useText();
  const me = useMe();
  const words = useRefusalText();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const load = useSession((store) => store.load);
  const end = useCommand(api.auth.endViewAs, { refresh: false });
  const who = [me.user.name, me.user.post].filter(Boolean).join(' · ');
  const finish = () =>
    end.mutate(
      {},
      {
        onError: (error) => void message.error(words(error)),
        onSuccess: async () => {
          await navigate({ to: '/home' });
          await load();
          queryClient.clear();
        },
      },
    );
  return (
    <Alert
      banner
      type="warning"
      className="view-as-bar"
      title={t('viewAs.bar', { name: who })}
      action={
        <Button size="small" type="primary" loading={end.isPending} onClick={finish}>
          {t('viewAs.end')}
        </Button>
      }
    />
  );
}
