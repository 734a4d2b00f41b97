import { ApiError } from '@xinhang/shared/contract/client.ts';
import { useMemo } from 'react';
import { useFieldWords, useProblemText } from '../../app/problem-text.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import type { DocLine } from './line-column.ts';

/** A column of the lines, as a refusal names it. */
type Named = { key: string; title: string };

/** Fields of a line that stand in a column of another name. */
const columnOf: Readonly<Record<string, string>> = { productId: 'product', unitId: 'unit' };

/**
 * What a refusal says, at the cells (`3/qtyE4`) and fields (`reason`) and in lines above them.
 * `isSent` says which lines of the screen were in the request: a refusal counts those alone.
 */
export function useRefusals<Line extends DocLine>(
  error: Error | null,
  lines: readonly Line[],
  columns: readonly Named[] = [],
  isSent: (line: Line) => boolean = (line) => line.product !== null,
) {
  const { t, language } = useText();
  const words = useProblemText();
  const ofField = useFieldWords();
  return useMemo(() => {
    const marks = new Map<string, string>();
    const texts: string[] = [];
    if (!error) return { marks, texts };
    const refused = error instanceof ApiError ? (error.problem.errors ?? []) : [];
    const sent = lines.flatMap((line, at) => (isSent(line) ? [at] : []));
    for (const problem of refused) {
      const text = ofField(problem);
      const [first = '', row, field = ''] = problem.pointer.split('/').filter(Boolean);
      if (first === 'lines' && row !== undefined) {
        const key = columnOf[field] ?? field;
        const at = sent[Number(row)] ?? Number(row);
        marks.set(`${at}/${key}`, text);
        const title = columns.find((one) => one.key === key)?.title;
        const name = [lines[at]?.product?.name, title].filter(Boolean).join(' · ');
        texts.push(t('doc.lineRefused', { n: at + 1, name, text }));
      } else {
        marks.set(first, text);
        // Fields of the head by their names, where documents share them.
        const part = row === undefined ? first : `${first}.${row}`;
        const whole = wordKey('doc.head', first, 'common.labelled');
        const name = wordKey('doc.head', part, whole);
        const bare = name === 'common.labelled';
        texts.push(bare ? text : t('common.labelled', { label: t(name), text }));
      }
    }
    if (texts.length === 0) texts.push(words(error));
    return { marks, texts };
    // oxlint-disable-next-line react/exhaustive-deps -- once per refusal
  }, [error, language]);
}
