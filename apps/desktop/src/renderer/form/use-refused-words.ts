import { ApiError } from '@xinhang/shared/contract/client.ts';
import { useProblemText } from '../app/problem-text.ts';
import { useText, wordKey } from '../i18n/i18n.ts';

/** Everything that a refusal names, a line each; else the words for the whole. */
export function useRefusedWords(): (error: unknown) => string[] {
  const { t } = useText();
  const whole = useProblemText();
  return (error) => {
    const refused = error instanceof ApiError ? (error.problem.errors ?? []) : [];
    const lines = refused.map(({ code, params }) => {
      const values = Object.entries(params ?? {}).flatMap(([key, value]) =>
        typeof value === 'string' || typeof value === 'number' ? [[key, value] as const] : [],
      );
      return t(wordKey('field', code, 'field.invalid'), Object.fromEntries(values));
    });
    return lines.length > 0 ? lines : [whole(error)];
  };
}
