import { api } from '@xinhang/shared/contract/api.ts';
import { useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { RecordPage } from '../../ui/record-page.tsx';
import { AttemptReview } from './attempt-review.tsx';
import { TakeExam } from './take-exam.tsx';

/** An attempt: taken while it is open, looked through once it is over. */
export function AttemptPage({ id }: { id: number }) {
  const { t } = useText();
  const watched = useMe().viewAs !== null;
  const found = useEndpoint(api.attempts.getAttempt, { params: { id } });
  return (
    <RecordPage
      found={found}
      tab={{
        path: `/training/attempts/${id}`,
        title: ({ exam, no }) => `${exam.name} · ${t('exam.try', { n: no })}`,
      }}
    >
      {(attempt) =>
        attempt.state === 'open' && attempt.own && !watched ? (
          <TakeExam key={id} attempt={attempt} reload={() => found.refetch()} />
        ) : (
          <AttemptReview key={id} attempt={attempt} />
        )
      }
    </RecordPage>
  );
}
