import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { Review } from '@xinhang/shared/reviews.ts';
import { Alert, Button } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { queryClient, useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useKeptText } from '../../form/drafts.ts';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { saveKeys } from '../../ui/keys.ts';
import type { ReviewSubject } from './review-box.tsx';

const changed = (error: unknown) =>
  error instanceof ApiError && error.problem.code === 'version-conflict';

/** One click says that it is read; what asks is answered with it. */
export function Acknowledge({ of, review }: { of: ReviewSubject; review: Review }) {
  const { t } = useText();
  const words = useProblemText();
  const watched = useMe().viewAs !== null;
  const name = `${of === 'workLog' ? 'logAnswer' : 'answer'}.${review.id}`;
  const { text, setText, saved } = useKeptText(name);
  const send = useCommand(of === 'workLog' ? api.workLogs.acknowledge : api.reviews.acknowledge);
  const answered = text.trim() !== '';
  const save = () => {
    if (send.isPending || (review.asks && !answered)) return;
    send.mutate(
      {
        params: { id: review.id },
        body: { version: review.version, ...(answered && { answer: text }) },
      },
      {
        onSuccess: () => saved(text),
        // Other words stand there by now: they are shown before anything is acknowledged.
        onError: (error) => {
          if (changed(error)) void queryClient.invalidateQueries();
        },
      },
    );
  };
  if (watched) return null;
  return (
    <div className="stack review-answer" {...saveKeys(save)}>
      {review.asks && (
        <GrowingText
          value={text}
          minRows={1}
          maxRows={6}
          maxLength={2000}
          aria-label={t('review.answer')}
          placeholder={t('review.answerPlaceholder')}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <div>
        <Button
          type="primary"
          disabled={review.asks && !answered}
          loading={send.isPending}
          onClick={save}
        >
          {t(review.asks ? 'review.answer' : 'review.acknowledge')}
        </Button>
      </div>
      {send.error && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={changed(send.error) ? t('review.changed') : words(send.error)}
        />
      )}
    </div>
  );
}
