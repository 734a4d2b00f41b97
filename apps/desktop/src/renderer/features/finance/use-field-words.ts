import { ApiError } from '@xinhang/shared/contract/client.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { money } from './money.ts';

/**
 * What a refusal says of the fields of a document; else the words for the whole. `placeOf` says
 * where a line that was sent stands on the screen, where not all of them are sent.
 */
export function useFieldWords() {
  const { t } = useText();
  return (error: unknown, whole: string, placeOf = (sent: number) => sent): string[] => {
    const refused = error instanceof ApiError ? (error.problem.errors ?? []) : [];
    const lines = refused.map(({ pointer, code, params }) => {
      const line = /^\/lines\/(\d+)/.exec(pointer)?.[1];
      const values = Object.fromEntries(
        Object.entries(params ?? {}).flatMap(([key, value]) =>
          typeof value === 'number' && key.endsWith('Fen')
            ? [[key, money(value)]]
            : typeof value === 'number' && key.endsWith('E4')
              ? [[key, formatE4(qtyE4(value))]]
              : typeof value === 'string' || typeof value === 'number'
                ? [[key, value]]
                : [],
        ),
      ) as Record<string, string | number>;
      const text = t(wordKey('field', code, 'field.invalid'), values);
      const at = line === undefined ? -1 : placeOf(Number(line));
      // Of one that is no longer on the screen the rule alone is said.
      return at < 0
        ? text
        : t('common.labelled', { label: t('finance.line', { n: at + 1 }), text });
    });
    return lines.length > 0 ? lines : [whole];
  };
}
