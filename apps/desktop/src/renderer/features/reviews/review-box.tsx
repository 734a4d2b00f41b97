import { api } from '@xinhang/shared/contract/api.ts';
import type { Review } from '@xinhang/shared/reviews.ts';
import { Alert, Button, Checkbox, Rate } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useEffect, useRef, useState } from 'react';
import { useConnection } from '../../app/events.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useDraft, useKeptDraft } from '../../form/drafts.ts';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { saveKeys } from '../../ui/keys.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';

/** What is reviewed. */
export type ReviewSubject = 'followUp' | 'workLog';

interface Draft {
  comment: string;
  asks: boolean;
  /** Chosen while the server was out of reach; 0 takes it off. */
  rating?: number | undefined;
}
/** The page hears the keys again. */
function leaveText(): void {
  if (document.activeElement instanceof HTMLTextAreaElement) document.activeElement.blur();
}

const RATINGS = [1, 2, 3, 4, 5] as const;

interface Props {
  of: ReviewSubject;
  id: number;
  reviews: readonly Review[];
}

/** The own review of a record: a key rates it at once, words are saved by Ctrl+Enter. */
export function ReviewBox({ of, id, reviews }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const me = useMe().user.id;
  const own = reviews.find((one) => one.reviewer.id === me);
  const name = `${of === 'workLog' ? 'logReview' : 'review'}.${id}`;
  const set = of === 'workLog' ? api.workLogs.setReview : api.reviews.set;
  const kept = useDraft<Draft>(name);
  const said = { comment: own?.comment ?? '', asks: own?.asks ?? false };
  const [draft, setDraft] = useState<Draft>(() => ({ ...said, ...kept.read() }));
  const changed =
    draft.comment.trim() !== said.comment || draft.asks !== said.asks || draft.rating !== undefined;
  useKeptDraft(name, changed ? draft : null);
  const text = useRef<TextAreaRef>(null);
  const rate = useCommand(set);
  const say = useCommand(set);

  const rating = rate.isPending
    ? (rate.variables.body.rating ?? null)
    : draft.rating === undefined
      ? (own?.rating ?? null)
      : draft.rating || null;
  const keepRating = (value: number | undefined) =>
    setDraft(({ rating: _past, ...now }) => ({
      ...now,
      ...(value !== undefined && { rating: value }),
    }));
  const setRating = (value: number) => {
    say.reset();
    if (value === own?.rating) {
      keepRating(undefined);
      rate.reset();
      return;
    }
    rate.mutate(
      { params: { id }, body: { rating: value || null } },
      { onSuccess: () => keepRating(undefined), onError: () => keepRating(value) },
    );
  };
  const write = (asks: boolean) => {
    if (asks !== draft.asks) setDraft({ ...draft, asks });
    text.current?.focus();
  };
  const save = () => {
    if (say.isPending || rate.isPending || !changed || (draft.asks && draft.comment.trim() === ''))
      return;
    const { comment, asks } = draft;
    const body = {
      comment,
      asks,
      ...(draft.rating !== undefined && { rating: draft.rating || null }),
    };
    rate.reset();
    // At once, not when the answer is here: the next key may already go on to the next record.
    leaveText();
    say.mutate({ params: { id }, body }, { onSuccess: () => keepRating(undefined) });
  };
  const unsaid = say.error;
  useEffect(() => {
    if (unsaid) text.current?.focus();
  }, [unsaid]);
  const error = rate.error ?? unsaid;
  // What could not be sent is kept; when the line is back it is sent, as it would have been at once.
  const { online } = useConnection();
  const sendKept = useRef(() => {});
  useEffect(() => {
    sendKept.current = () => {
      say.reset();
      rate.reset();
      if (draft.rating !== undefined) setRating(draft.rating);
    };
  });
  useEffect(() => {
    if (online) sendKept.current();
  }, [online]);
  useShortcut({ key: 'c' }, () => write(draft.asks));
  useShortcut({ key: 'a' }, () => write(!draft.asks));
  return (
    <section
      className="section stack"
      aria-label={t('review.own')}
      {...saveKeys(save, (event) => {
        if (event.key === 'Escape') leaveText();
      })}
    >
      {RATINGS.map((value) => (
        <RatingKey key={value} value={value} onRate={setRating} />
      ))}
      <div className="line">
        <span id={`rating-${id}`}>{t('review.rating')}</span>
        <Rate
          aria-labelledby={`rating-${id}`}
          value={rating ?? 0}
          onChange={setRating}
          tooltips={RATINGS.map((value) => t(`review.rating.${value}`))}
        />
        {rating !== null && (
          <span className="soft" role="status">
            {t(`review.rating.${rating as (typeof RATINGS)[number]}`)}
          </span>
        )}
        <span className="spring" />
        <span className="soft review-keys">{t('review.keys')}</span>
      </div>
      <GrowingText
        ref={text}
        value={draft.comment}
        minRows={2}
        maxRows={8}
        maxLength={1000}
        aria-label={t('review.comment')}
        placeholder={t('review.placeholder')}
        onChange={(event) => setDraft({ ...draft, comment: event.target.value })}
      />
      <div className="line">
        <Checkbox
          checked={draft.asks}
          onChange={(event) => setDraft({ ...draft, asks: event.target.checked })}
        >
          {t('review.ask')}
        </Checkbox>
        <span className="spring" />
        <Button type="primary" disabled={!changed} loading={say.isPending} onClick={save}>
          {t('review.save')}
        </Button>
      </div>
      {error && <Alert type="error" showIcon role="alert" title={words(error)} />}
    </section>
  );
}

function RatingKey({ value, onRate }: { value: number; onRate: (value: number) => void }) {
  useShortcut({ key: String(value) }, () => onRate(value));
  return null;
}
