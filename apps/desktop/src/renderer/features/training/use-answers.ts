import type { Attempt } from '@xinhang/shared/attempts.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import { useEffect, useRef, useState } from 'react';
import { useCommand } from '../../app/query.ts';

export interface Said {
  chosen: number[];
  text: string;
}
interface Kept extends Said {
  version: number;
  /** Not on the server yet. */
  dirty: boolean;
  /** Somebody (another tab) answered it meanwhile. */
  elsewhere: boolean;
}
type Answers = Readonly<Record<number, Kept>>;

const TYPING_MS = 700;

const answersIn = (attempt: Attempt): Answers =>
  Object.fromEntries(
    attempt.questions.map((one) => [
      one.no,
      {
        chosen: one.chosen,
        text: one.answer,
        version: one.version,
        dirty: false,
        elsewhere: false,
      },
    ]),
  );

/**
 * The answers of an open attempt: kept one by one as they are given, in one line, and sent again
 * while the server is out of reach.
 */
export function useAnswers(attempt: Attempt, onOver: () => void) {
  const [answers, setAnswers] = useState(() => answersIn(attempt));
  const latest = useRef(answers);
  const running = useRef<Promise<void> | null>(null);
  const timer = useRef<number | undefined>(undefined);
  const send = useCommand(api.attempts.answer, { resend: true, refresh: false });
  const [error, setError] = useState<unknown>(null);
  const put = (no: number, part: Partial<Kept>) => {
    latest.current = { ...latest.current, [no]: { ...latest.current[no]!, ...part } };
    setAnswers(latest.current);
  };
  const dirty = () => Object.entries(latest.current).find(([, one]) => one.dirty && !one.elsewhere);
  const sendAll = async () => {
    for (let next = dirty(); next; next = dirty()) {
      const no = Number(next[0]);
      const { chosen, text, version } = next[1];
      put(no, { dirty: false });
      try {
        const params = { id: attempt.id, no };
        const kept = await send.mutateAsync({ params, body: { version, chosen, text } });
        put(no, { version: kept.version });
        setError(null);
      } catch (refused) {
        const code = refused instanceof ApiError ? refused.problem.code : '';
        put(no, { dirty: true, elsewhere: code === 'version-conflict' });
        if (code === 'exam-time-over' || code === 'state-refused') onOver();
        else if (code !== 'version-conflict') setError(refused);
        if (code !== 'version-conflict') return;
      }
    }
  };
  const flush = async () => {
    window.clearTimeout(timer.current);
    running.current ??= sendAll().finally(() => {
      running.current = null;
    });
    await running.current;
    if (dirty() && !error) await (running.current ?? Promise.resolve());
  };
  const last = useRef(flush);
  useEffect(() => {
    last.current = flush;
  });
  // Whoever leaves the page has said it.
  useEffect(() => () => void last.current(), []);
  return {
    answers,
    error,
    saving: Object.values(answers).some((one) => one.dirty) || send.isPending,
    flush,
    choose: (no: number, chosen: number[]) => {
      put(no, { chosen, dirty: true });
      void flush();
    },
    write: (no: number, text: string) => {
      put(no, { text, dirty: true });
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void last.current(), TYPING_MS);
    },
    /** Takes what was said elsewhere instead of the own. */
    takeTheirs: (fresh: Attempt, no: number) => put(no, answersIn(fresh)[no]!),
  };
}
