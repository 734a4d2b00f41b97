import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { SplitDimension } from '@xinhang/shared/performance.ts';
import { App, Button, Empty } from 'antd';
import { useEffect, useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { shown, type PostedMetric } from './metric-words.ts';
import { MONTHS, splitMonth, type CellRef, type Placed, type SplitWay } from './sheet-cells.ts';
import { cellsOf, hasWrong, SheetNotes } from './sheet-notes.tsx';
import { SplitDialog } from './split-dialog.tsx';
import { TargetGrid } from './target-grid.tsx';
import { stepOf, useSheetDraft, type Sheet } from './use-sheet-draft.ts';

interface Props {
  sheet: Sheet;
  year: number;
  metric: PostedMetric;
  editable: boolean;
  dimension: SplitDimension;
  split: EndpointOutput<typeof api.targets.splits>;
  /** Told whether something is typed and not saved. */
  onDirty: (unsaved: boolean) => void;
}

/** The parts of a target by month, summed against it; saved into the draft of the sheet. */
export function SplitSheet({ sheet, year, metric, editable, dimension, split, onDirty }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const [lost, setLost] = useState<Placed['lost']>([]);
  const [splitting, setSplitting] = useState(false);
  const word = t(`dimension.${dimension}`);
  // No target is split by single products.
  const kind = dimension === 'region' ? 'region' : 'category';
  const rows = split.rows.map((row) => ({
    kind: dimension,
    id: row.part,
    name: row.name || t('split.gone'),
    former: false,
    yearAgo: row.yearAgo,
    own: false,
  }));
  const known = ({ id, month }: CellRef) =>
    split.rows.find((row) => row.part === id)?.months[month - 1] ?? null;
  // Whoever goes away is asked first.
  const draft = useSheetDraft(known, { metric, step: stepOf(sheet.goods), name: null });
  const save = useCommand(api.targets.save, {
    onDone() {
      draft.keepUnread();
      void message.success(t('target.saved'));
    },
  });
  const good = cellsOf(rows).flatMap(({ row, month, cell }) => {
    const value = draft.value(cell);
    if (!draft.changed(cell) || Number.isNaN(value)) return [];
    const { kind: nodeKind, id: nodeId } = split.node;
    return [{ nodeKind, nodeId, dimension, part: row.id, month, value }];
  });
  const store = () =>
    save.mutate({
      body: {
        year,
        deptId: sheet.dept.id,
        metric,
        ...(sheet.goods && { goods: sheet.goods.key }),
        version: sheet.draft?.version ?? null,
        cells: [],
        splits: good,
      },
    });
  const dirty = good.length > 0;
  useEffect(() => {
    onDirty(dirty);
  });
  useShortcut(
    { key: 's', ctrl: true, inText: true, inDialog: true },
    editable && dirty ? store : null,
  );
  const fill = (way: SplitWay, weights: ReadonlyMap<string, number>) => {
    const parts = rows.map((row) => ({
      ...row,
      weight: weights.get(`${row.kind}:${row.id}`) ?? 0,
    }));
    draft.put(
      MONTHS.flatMap((month) => {
        const whole = split.whole[month - 1] ?? null;
        if (whole === null) return [];
        return splitMonth(whole, parts, way, month, draft.step).map((part, at) => ({
          cell: { kind: dimension, id: parts[at]!.id, month },
          text: shown(part, metric),
        }));
      }),
    );
    setSplitting(false);
  };
  if (rows.length === 0) {
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(`split.noParts.${kind}`)} />;
  }
  const wholeKnown = split.whole.some((value) => value !== null);
  return (
    <>
      <div className="page-bar">
        <span className="soft">{t(`split.why.${kind}`)}</span>
        <span className="spring" />
        {editable && (
          <>
            <Button
              disabled={!wholeKnown}
              title={wholeKnown ? '' : t('split.noWhole')}
              onClick={() => setSplitting(true)}
            >
              {t('target.split')}
            </Button>
            <Button
              type="primary"
              disabled={!dirty || hasWrong(rows, draft)}
              loading={save.isPending}
              onClick={store}
            >
              {t('common.save')}
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
        error={save.error}
        onAgain={save.reset}
      />
      <TargetGrid
        rows={rows}
        above={split.whole}
        words={{
          rows: word,
          above: t('split.whole'),
          sum: t('split.sum'),
        }}
        metric={metric}
        draft={draft}
        editable={editable}
        onLost={setLost}
      />
      {editable && <p className="soft sheet-keys">{t('target.keys')}</p>}
      <SplitDialog
        open={splitting}
        members={rows}
        onClose={() => setSplitting(false)}
        onSplit={fill}
      />
    </>
  );
}
