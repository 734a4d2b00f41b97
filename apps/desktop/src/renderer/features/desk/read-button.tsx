import { api } from '@xinhang/shared/contract/api.ts';
import { App, Button } from 'antd';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';

interface Props {
  of: 'followUp' | 'workLog';
  /** The version that stands on the line; other words are shown before they are acknowledged. */
  review: { id: number; version: number };
  name: string;
}

/** One click says that a review is read; one that asks is answered where it stands. */
export function ReadButton({ of, review: { id, version }, name }: Props) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const watched = useMe().viewAs !== null;
  const send = useCommand(of === 'workLog' ? api.workLogs.acknowledge : api.reviews.acknowledge);
  if (watched) return null;
  return (
    <Button
      size="small"
      type="text"
      loading={send.isPending}
      aria-label={`${t('review.acknowledge')} ${name}`}
      onClick={() =>
        send.mutate(
          { params: { id }, body: { version } },
          { onError: (error) => void message.error(words(error)) },
        )
      }
    >
      {t('review.acknowledge')}
    </Button>
  );
}
