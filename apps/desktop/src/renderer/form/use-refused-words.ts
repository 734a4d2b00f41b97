import { ApiError } from '@xinhang/shared/contract/client.ts';
import { useFieldWords, useProblemText } from '../app/problem-text.ts';
import { useText } from '../i18n/i18n.ts';

/** What a line that was sent is called, by its place in the request. */
type NameOf = (line: number) => string | undefined;

/**
 * Everything that a refusal names, a line each, with the name of the line of goods that it is about;
 * else the words for the whole.
 */
export function useRefusedWords(): (error: unknown, nameOf?: NameOf) => string[] {
  const { t } = useText();
  const whole = useProblemText();
  const ofField = useFieldWords();
  return (error, nameOf) => {
    const refused = error instanceof ApiError ? (error.problem.errors ?? []) : [];
    const lines = refused.map((problem) => {
      const text = ofField(problem);
      const at = /(?:^|\/)lines\/(\d+)/.exec(problem.pointer)?.[1];
      const label = at === undefined ? undefined : nameOf?.(Number(at));
      return label === undefined ? text : t('common.labelled', { label, text });
    });
    return lines.length > 0 ? lines : [whole(error)];
  };
}

/** The same in one, where no field is on the screen that could be marked. */
export function useRefusalText(): (error: unknown, nameOf?: NameOf) => string {
  const words = useRefusedWords();
  return (error, nameOf) => words(error, nameOf).join('；');
}
