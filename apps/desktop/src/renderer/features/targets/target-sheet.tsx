import { api } from '@xinhang/shared/contract/api.ts';
import type { Node, SplitDimension, TargetMetric } from '@xinhang/shared/performance.ts';
import { App, Button, Empty } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { isLedger, shown } from './metric-words.ts';
import { RevisionList } from './revision-list.tsx';
import { MONTHS, splitMonth, type Placed, type SplitWay } from './sheet-cells.ts';
import { cellsOf, hasWrong, SheetNotes } from './sheet-notes.tsx';
import { SheetState } from './sheet-state.tsx';
import { SplitButton } from './split-button.tsx';
import { SplitDialog } from './split-dialog.tsx';
import { SplitDrawer } from './split-drawer.tsx';
import { TargetGrid } from './target-grid.tsx';
import { savedValue, stepOf, nameOfSheet, useSheetDraft, type Sheet } from './use-sheet-draft.ts';

interface Props {
  sheet: Sheet;
  year: number;
  metric: TargetMetric;
  onOpen: (deptId: number) => void;
  onChanged: () => void;
}

/** One sheet: its state, its grid, and what can be done with it. */
export function TargetSheetView({ sheet, year, metric, onOpen, onChanged }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const { message, modal } = App.useApp();
  const [lost, setLost] = useState<Placed['lost']>([]);
  const [splitting, setSplitting] = useState(false);
  const [opened, setOpened] = useState<{ node: Node; dimension: SplitDimension } | null>(null);
  const save = useCommand(api.targets.save);
  const submit = useCommand(api.targets.submit);
  const discard = useCommand(api.targets.discard);
  const own = sheet.ownHere ? { deptId: sheet.dept.id, months: sheet.own } : null;
  const editable = sheet.mayEdit && sheet.draft?.state !== 'submitted';
  const draft = useSheetDraft(savedValue(sheet.rows, own), {
    metric,
    step: stepOf(sheet.goods),
    name: editable ? nameOfSheet(sheet, { year, metric }) : null,
  });
  const [first] = sheet.dimensions;
  const rows = [
    ...(own
      ? [
          {
            kind: 'dept' as const,
            ...sheet.dept,
            former: false,
            yearAgo: null,
            own: true,
            splits: sheet.ownSplits,
          },
        ]
      : []),
    ...sheet.rows.map((row) => ({
      ...row.node,
      former: row.former,
      yearAgo: row.yearAgo,
      own: false,
      splits: row.splits,
    })),
  ];
  const wrong = hasWrong(rows, draft);
  const good = cellsOf(rows).flatMap(({ row, month, cell }) => {
    const value = draft.value(cell);
    if (!draft.changed(cell) || Number.isNaN(value)) return [];
    return [{ nodeKind: row.kind, nodeId: row.id, month, value }];
  });
  const version = sheet.draft?.version ?? null;
  const goods = sheet.goods && { goods: sheet.goods.key };
  const store = (then?: (saved: { id: number; version: number }) => void) =>
    save.mutate(
      { body: { year, deptId: sheet.dept.id, metric, ...goods, version, cells: good } },
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
  const askDiscard = ({ id, version: seen, revision, madeBy }: NonNullable<Sheet['draft']>) =>
    void modal.confirm({
      title: t('target.discardAsk', { n: revision }),
      content: t('target.discardWhy', { name: madeBy.name }),
      okText: t('target.discard'),
      cancelText: t('common.cancel'),
      onOk: () =>
        discard.mutate(
          { params: { id }, body: { version: seen } },
          {
            onSuccess: () => {
              draft.clear();
              onChanged();
            },
          },
        ),
    });
  const dirty = good.length > 0;
  useShortcut({ key: 's', ctrl: true, inText: true }, editable && dirty ? () => store() : null);
  const split = (way: SplitWay, weights: ReadonlyMap<string, number>) => {
    const former = sheet.rows.filter((row) => row.former).map((row) => row.node);
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
        const set = (nodes: readonly Node[]) =>
          nodes.map(({ kind, id }) => draft.value({ kind, id, month }) ?? 0);
        // What was set for a month that is over is no plan any more.
        const over = `${year}-${String(month).padStart(2, '0')}` < today.slice(0, 7);
        if (over && set(members).some((value) => value !== 0)) return [];
        const rest = whole - set(former).reduce((sum, value) => sum + value, 0);
        return splitMonth(Math.max(0, rest), members, way, month, draft.step).map((part, at) => ({
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
              <Button disabled={waiting} onClick={() => askDiscard(sheet.draft!)}>
                {t('target.discard')}
              </Button>
            )}
            <Button disabled={!dirty} loading={save.isPending} onClick={() => store()}>
              {t('common.save')}
            </Button>
            <Button
              type="primary"
              disabled={wrong || (!dirty && !sheet.draft)}
              loading={submit.isPending}
              onClick={() => (dirty ? store(send) : send(sheet.draft!))}
            >
              {t('target.submit')}
            </Button>
          </>
        )}
      </div>
      <SheetNotes
        rows={rows}
        draft={draft}
        metric={metric}
        lost={lost}
        onLost={setLost}
        error={error}
        onAgain={() => {
          save.reset();
          submit.reset();
          discard.reset();
          onChanged();
        }}
      />
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
          {...(first && {
            extra: {
              title: t('split.column'),
              cell: ({ id, kind }) => {
                const row = rows.find((one) => one.kind === kind && one.id === id)!;
                // Of somebody who went only what is split is of interest.
                if (row.former && row.splits.length === 0) return null;
                return (
                  <SplitButton
                    name={row.name}
                    dimensions={
                      row.splits.length > 0
                        ? row.splits.map((one) => one.dimension)
                        : sheet.dimensions
                    }
                    split={row.splits.find((one) => one.off) ?? row.splits[0]}
                    onOpen={() =>
                      setOpened({
                        node: { kind: row.kind, id: row.id, name: row.name },
                        dimension: row.splits[0]?.dimension ?? first,
                      })
                    }
                  />
                );
              },
            },
          })}
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
      {isLedger(metric) && (
        <SplitDrawer
          opened={opened}
          sheet={sheet}
          year={year}
          metric={metric}
          editable={editable}
          onClose={() => setOpened(null)}
        />
      )}
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
