import { ApiError, ConnectionError } from '@xinhang/shared/contract/client.ts';
import { useText, wordKey } from '../i18n/i18n.ts';

/** Why something was refused, in words. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useText();
  return (error) => {
    if (error instanceof ConnectionError) return t('problem.connection');
    if (!(error instanceof ApiError)) return t('problem.internal');
    const { code, params } = error.problem;
    const values: Record<string, string | number> = {};
    for (const [name, value] of Object.entries(params ?? {})) {
      if (typeof value === 'string' || typeof value === 'number') values[name] = value;
    }
    const fallback = error.problem.status < 500 ? 'problem.validation-failed' : 'problem.internal';
    return t(wordKey('problem', code, fallback), values);
  };
}

/** The same where one field alone was sent: by the rule that it broke, where the answer names one. */
export function useFieldProblemText(): (error: unknown) => string {
  const { t } = useText();
  const words = useProblemText();
  return (error) => {
    const rule = error instanceof ApiError ? error.problem.errors?.[0]?.code : undefined;
    return rule ? t(wordKey('field', rule, 'field.invalid')) : words(error);
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
    const lines = refused.flatMap(({ pointer, code }) => {
      const what = named(pointer);
      return what === undefined
        ? []
        : t('common.labelled', { label: what, text: t(wordKey('field', code, 'field.invalid')) });
    });
    return lines.length > 0 && lines.length === refused.length ? lines : [words(error)];
  };
}
