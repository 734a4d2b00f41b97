import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { PerformanceMetric } from '@xinhang/shared/performance.ts';
import { Alert, App, Button, Empty } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { useText } from '../../i18n/i18n.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { shown } from './metric-words.ts';
import { RevisionList } from './revision-list.tsx';
import { MONTHS, splitMonth, type CellRef, type Placed, type SplitWay } from './sheet-cells.ts';
import { SheetState } from './sheet-state.tsx';
import { SplitDialog } from './split-dialog.tsx';
import { TargetGrid } from './target-grid.tsx';
import { savedValue, useSheetDraft, type Sheet } from './use-sheet-draft.ts';

interface Props {
  sheet: Sheet;
  year: number;
  metric: PerformanceMetric;
  onOpen: (deptId: number) => void;
  onChanged: () => void;
}

/** One sheet: its state, its grid, and what can be done with it. */
export function TargetSheetView({ sheet, year, metric, onOpen, onChanged }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const words = useProblemText();
  const [lost, setLost] = useState<Placed['lost']>([]);
  const [splitting, setSplitting] = useState(false);
  const save = useCommand(api.targets.save);
  const submit = useCommand(api.targets.submit);
  const discard = useCommand(api.targets.discard);
  const own = sheet.ownHere ? { deptId: sheet.dept.id, months: sheet.own } : null;
  const draft = useSheetDraft(savedValue(sheet.rows, own), metric);
  const editable = sheet.mayEdit && sheet.draft?.state !== 'submitted';
  const rows = [
    ...(own
      ? [{ kind: 'dept' as const, ...sheet.dept, former: false, yearAgo: null, own: true }]
      : []),
    ...sheet.rows.map((row) => ({
      ...row.node,
      former: row.former,
      yearAgo: row.yearAgo,
      own: false,
    })),
  ];
  const wrong = rows.flatMap((row) =>
    MONTHS.flatMap((month) => {
      const cell: CellRef = { kind: row.kind, id: row.id, month };
      return Number.isNaN(draft.value(cell))
        ? [t('target.wrongCell', { name: row.name, n: month, text: draft.text(cell) })]
        : [];
    }),
  );
  const good = rows.flatMap((row) =>
    MONTHS.flatMap((month) => {
      const cell: CellRef = { kind: row.kind, id: row.id, month };
      const value = draft.value(cell);
      if (!draft.changed(cell) || Number.isNaN(value)) return [];
      return [{ nodeKind: row.kind, nodeId: row.id, month, value }];
    }),
  );
  const version = sheet.draft?.version ?? null;
  const store = (then?: (saved: { id: number; version: number }) => void) =>
    save.mutate(
      { body: { year, deptId: sheet.dept.id, metric, version, cells: good } },
      {
        onSuccess: (saved) => {
          draft.keepUnread();
          onChanged();
          if (then) then(saved);
          else void message.success(t('target.saved'));
        },
      },
    );
  const send = (row: { id: number; version: number }) =>
    submit.mutate(
      { params: { id: row.id }, body: { version: row.version } },
      {
        onSuccess: ({ state }) => {
          onChanged();
          void message.success(t(state === 'locked' ? 'target.lockedNow' : 'target.sent'));
        },
      },
    );
  const dirty = good.length > 0;
  useShortcut({ key: 's', ctrl: true, inText: true }, editable && dirty ? () => store() : null);
  const split = (way: SplitWay, weights: ReadonlyMap<string, number>) => {
    const members = sheet.rows
      .filter((row) => !row.former)
      .map((row) => ({
        ...row.node,
        yearAgo: row.yearAgo,
        weight: weights.get(`${row.node.kind}:${row.node.id}`) ?? 0,
      }));
    draft.put(
      MONTHS.flatMap((month) => {
        const whole = own
          ? draft.value({ kind: 'dept', id: sheet.dept.id, month })
          : (sheet.own[month - 1] ?? null);
        if (whole === null || Number.isNaN(whole)) return [];
        return splitMonth(whole, members, way, month).map((part, at) => ({
          cell: { kind: members[at]!.kind, id: members[at]!.id, month },
          text: shown(part, metric),
        }));
      }),
    );
    setSplitting(false);
  };
  const wholeKnown = own
    ? MONTHS.some((month) => draft.value({ kind: 'dept', id: sheet.dept.id, month }) !== null)
    : sheet.own.some((value) => value !== null);
  const error = save.error ?? submit.error ?? discard.error;
  const stale = error instanceof ApiError && error.problem.code === 'version-conflict';
  const waiting = save.isPending || submit.isPending || discard.isPending;
  return (
    <>
      <div className="page-bar">
        <SheetState sheet={sheet} />
        <span className="spring" />
        {editable && (
          <>
            <Button
              disabled={!wholeKnown || rows.length < 2}
              title={wholeKnown ? '' : t('target.splitNothing')}
              onClick={() => setSplitting(true)}
            >
              {t('target.split')}
            </Button>
            {sheet.draft && (
              <Button
                disabled={waiting}
                onClick={() =>
                  discard.mutate(
                    { params: { id: sheet.draft!.id }, body: { version: sheet.draft!.version } },
                    {
                      onSuccess: () => {
                        draft.clear();
                        onChanged();
                      },
                    },
                  )
                }
              >
                {t('target.discard')}
              </Button>
            )}
            <Button disabled={!dirty} loading={save.isPending} onClick={() => store()}>
              {t('common.save')}
            </Button>
            <Button
              type="primary"
              disabled={wrong.length > 0 || (!dirty && !sheet.draft)}
              loading={submit.isPending}
              onClick={() => (dirty ? store(send) : send(sheet.draft!))}
            >
              {t('target.submit')}
            </Button>
          </>
        )}
      </div>
      {error && (
        <Alert
          type="error"
          showIcon
          className="page-note"
          title={stale ? t('target.stale') : words(error)}
          {...(stale && {
            action: (
              <Button
                size="small"
                onClick={() => {
                  save.reset();
                  submit.reset();
                  discard.reset();
                  onChanged();
                }}
              >
                {t('target.readAgain')}
              </Button>
            ),
          })}
        />
      )}
      {(wrong.length > 0 || lost.length > 0) && (
        <Alert
          type="warning"
          showIcon
          className="page-note"
          title={t('target.notTaken')}
          description={[
            ...wrong,
            ...lost.map(({ text, why }) =>
              t(why === 'outside' ? 'target.lostOutside' : 'target.lostName', { text }),
            ),
          ].map((line, at) => (
            <div key={at}>{line}</div>
          ))}
          {...(lost.length > 0 && { closable: { onClose: () => setLost([]) } })}
        />
      )}
      {rows.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('target.nobody')} />
      ) : (
        <TargetGrid
          rows={rows}
          above={own ? null : sheet.own}
          metric={metric}
          draft={draft}
          editable={editable}
          onLost={setLost}
        />
      )}
      {editable && <p className="soft sheet-keys">{t('target.keys')}</p>}
      <div className="line sheet-below">
        {sheet.rows
          .filter((row) => row.node.kind === 'dept' && !row.former)
          .map((row) => (
            <Button key={row.node.id} size="small" onClick={() => onOpen(row.node.id)}>
              {t('target.openBelow', { name: row.node.name })}
            </Button>
          ))}
      </div>
      <RevisionList revisions={sheet.revisions} metric={metric} />
      <SplitDialog
        open={splitting}
        members={sheet.rows.filter((row) => !row.former).map((row) => row.node)}
        onClose={() => setSplitting(false)}
        onSplit={split}
      />
    </>
  );
}
