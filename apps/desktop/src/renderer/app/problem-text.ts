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
