import { ApiError, ConnectionError } from '@xinhang/shared/contract/client.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { useText, wordKey } from '../i18n/i18n.ts';

/** Parameters as words take them: quantities and amounts as people read them. */
export function shownParams(params: Record<string, unknown> = {}): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([key, value]): [string, string | number][] => {
      if (typeof value === 'number' && key.endsWith('E4')) return [[key, formatE4(qtyE4(value))]];
      if (typeof value === 'number' && key.endsWith('Fen')) return [[key, formatFen(fen(value))]];
      return typeof value === 'string' || typeof value === 'number' ? [[key, value]] : [];
    }),
  );
}

/** Why something was refused, in words. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useText();
  return (error) => {
    if (error instanceof ConnectionError) return t('problem.connection');
    if (!(error instanceof ApiError)) return t('problem.internal');
    const { code, params } = error.problem;
    const fallback = error.problem.status < 500 ? 'problem.validation-failed' : 'problem.internal';
    return t(wordKey('problem', code, fallback), shownParams(params));
  };
}

/** The same where one field alone was sent: by the rule that it broke, where the answer names one. */
export function useFieldProblemText(): (error: unknown) => string {
  const { t } = useText();
  const words = useProblemText();
  return (error) => {
    const refused = error instanceof ApiError ? error.problem.errors?.[0] : undefined;
    if (!refused) return words(error);
    return t(wordKey('field', refused.code, 'field.invalid'), shownParams(refused.params));
  };
}

/**
 * The same where several fields were sent: a line for each that was refused, by what stands in it.
 * `named` says that for the pointer of a field.
 */
export function useFieldsProblemText(): (
  error: unknown,
  named: (pointer: string) => string | undefined,
) => string[] {
  const { t } = useText();
  const words = useProblemText();
  return (error, named) => {
    const refused = error instanceof ApiError ? (error.problem.errors ?? []) : [];
    const lines = refused.flatMap(({ pointer, code, params }) => {
      const label = named(pointer);
      const text = t(wordKey('field', code, 'field.invalid'), shownParams(params));
      return label === undefined ? [] : t('common.labelled', { label, text });
    });
    return lines.length > 0 && lines.length === refused.length ? lines : [words(error)];
  };
}
