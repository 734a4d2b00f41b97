import { ApiError, ConnectionError } from '@xinhang/shared/contract/client.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { FieldProblem } from '@xinhang/shared/problems.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { useText, wordKey } from '../i18n/i18n.ts';

/** Parameters as words take them: quantities and amounts as people read them. */
function shownParams(params: Record<string, unknown> = {}): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([key, value]): [string, string | number][] => {
      if (typeof value === 'number' && key.endsWith('E4')) return [[key, formatE4(qtyE4(value))]];
      if (typeof value === 'number' && key.endsWith('Fen')) return [[key, formatFen(fen(value))]];
      return typeof value === 'string' || typeof value === 'number' ? [[key, value]] : [];
    }),
  );
}

/** What a refusal says of one field, by the rule that it broke and its figures. */
export function useFieldWords(): (problem: Pick<FieldProblem, 'code' | 'params'>) => string {
  const { t } = useText();
  return ({ code, params }) => t(wordKey('field', code, 'field.invalid'), shownParams(params));
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
  const words = useProblemText();
  const ofField = useFieldWords();
  return (error) => {
    const refused = error instanceof ApiError ? error.problem.errors?.[0] : undefined;
    return refused ? ofField(refused) : words(error);
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
  const ofField = useFieldWords();
  return (error, named) => {
    const refused = error instanceof ApiError ? (error.problem.errors ?? []) : [];
    const lines = refused.flatMap((problem) => {
      const label = named(problem.pointer);
      return label === undefined ? [] : t('common.labelled', { label, text: ofField(problem) });
    });
    return lines.length > 0 && lines.length === refused.length ? lines : [words(error)];
  };
}
