import { ApiError } from '@xinhang/shared/contract/client.ts';
import { Alert, Button } from 'antd';
import { unitOf, type TargetMetric } from '@xinhang/shared/performance.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { useText } from '../../i18n/i18n.ts';
import { MONTHS, type CellRef, type Placed, type SheetRow } from './sheet-cells.ts';
import { amount } from './sheet-sums.tsx';
import type { SheetDraft } from './use-sheet-draft.ts';

interface Props {
  rows: readonly SheetRow[];
  draft: SheetDraft;
  metric: TargetMetric;
  /** What of a pasted block found no place. */
  lost: Placed['lost'];
  onLost: (lost: Placed['lost']) => void;
  error: Error | null;
  /** Reads what is there now. */
  onAgain: () => void;
}

export const cellsOf = <Row extends SheetRow>(rows: readonly Row[]) =>
  rows.flatMap((row) =>
    MONTHS.map((month) => {
      const cell: CellRef = { kind: row.kind, id: row.id, month };
      return { row, month, cell };
    }),
  );

/** Whether something is typed that is no number. */
export const hasWrong = (rows: readonly SheetRow[], draft: SheetDraft) =>
  cellsOf(rows).some(({ cell }) => Number.isNaN(draft.value(cell)));

/** What went wrong with a sheet: what was refused, what is no number, what others changed below it. */
const lostWords = {
  outside: 'target.lostOutside',
  'unknown-name': 'target.lostName',
  'same-name': 'target.lostSame',
  former: 'target.lostFormer',
  'no-year': 'target.lostYear',
} as const;

export function SheetNotes({ rows, draft, metric, lost, onLost, error, onAgain }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const stale = error instanceof ApiError && error.problem.code === 'version-conflict';
  const wrong = cellsOf(rows).flatMap(({ row, month, cell }) =>
    Number.isNaN(draft.value(cell))
      ? [
          t(unitOf(metric) === 'e4' ? 'target.wrongQuantity' : 'target.wrongCell', {
            name: row.name,
            n: month,
            text: draft.text(cell),
          }),
        ]
      : [],
  );
  const theirs = cellsOf(rows).flatMap(({ row, month, cell }) =>
    draft.conflicts(cell)
      ? [
          t('target.theirs', {
            name: row.name,
            n: month,
            now: amount(draft.known(cell), metric) || t('target.nothing'),
            mine: draft.text(cell) || t('target.nothing'),
          }),
        ]
      : [],
  );
  const lines = (texts: readonly string[]) => texts.map((text, at) => <div key={at}>{text}</div>);
  return (
    <>
      {error && (
        <Alert
          type="error"
          showIcon
          className="page-note"
          title={stale ? t('target.stale') : words(error)}
          {...(stale && {
            action: (
              <Button size="small" onClick={onAgain}>
                {t('target.readAgain')}
              </Button>
            ),
          })}
        />
      )}
      {theirs.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className="page-note"
          title={t('target.othersChanged')}
          description={lines(theirs)}
        />
      )}
      {(wrong.length > 0 || lost.length > 0) && (
        <Alert
          type="warning"
          showIcon
          className="page-note"
          title={t('target.notTaken')}
          description={lines([
            ...wrong,
            ...lost.map(({ text, why }) => t(lostWords[why], { text })),
          ])}
          {...(lost.length > 0 && { closable: { onClose: () => onLost([]) } })}
        />
      )}
    </>
  );
}
