import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { GrantCommand } from '@xinhang/shared/grants.ts';
import { App, Button } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';

/** A change as it was sent and refused. */
export interface Refused {
  command: GrantCommand;
  error: unknown;
  sent: { params?: { id: number }; body: object } | undefined;
}

interface Props extends Refused {
  /** The request waits with an owner now: what was typed is kept there. */
  onAsked: () => void;
}

/** Where a change gives more than its author holds: an owner may confirm the very same change. */
export function AskOwner({ command, error, sent, onAsked }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const ask = useCommand(api.grants.ask);
  const gives = error instanceof ApiError && error.problem.code === 'grant-not-held';
  if (!gives || !sent) return null;
  const start = () =>
    ask.mutate(
      {
        body: {
          command,
          body: { ...sent.body },
          ...(sent.params && { targetId: sent.params.id }),
        },
      },
      {
        onSuccess: () => {
          void message.success(t('grant.asked'));
          onAsked();
        },
        onError: (refusal) => void message.error(words(refusal)),
      },
    );
  return (
    <Button size="small" type="primary" loading={ask.isPending} onClick={start}>
      {t('grant.ask')}
    </Button>
  );
}
