import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ClipboardEvent, KeyboardEvent, MouseEvent, PointerEvent } from 'react';
import { useAppearance } from '../app/appearance.ts';
import { useText } from '../i18n/i18n.ts';
import { composing } from '../ui/keys.ts';
import { columnsIn, edges, type Cell, type CellRange } from './cell-range.ts';
import { asSheet, spread, type Column, type Sort } from './column.ts';
import { GridHead } from './grid-head.tsx';
import { GridGap, GridRow } from './grid-row.tsx';
import { useRoom } from './use-room.ts';

const ROW_HEIGHT = { compact: 28, normal: 36 } as const;
const CHECK_WIDTH = 36;
/** Pixels that Alt+Shift and an arrow make a column wider. */
const WIDER: Readonly<Record<string, number>> = { ArrowRight: 16, ArrowLeft: -16 };

interface Props<Row> {
  label: string;
  columns: readonly Column<Row>[];
  /** Rows by place; one that is not loaded is missing and shows as an empty line. */
  rows: readonly Row[];
  /** Rows there are, as far as known: those beyond cannot be reached before they are loaded. */
  total?: number;
  /** Finds out where the list ends; absent once `rows` reach there. */
  onSeekEnd?: () => void;
  /** Filters and sort of what is shown: another one begins at the top again. */
  listKey?: string;
  /** Row to begin at: where the person was before. */
  startAt?: number;
  idOf: (row: Row) => number;
  selectable?: boolean;
  selected: ReadonlySet<number>;
  onSelect: (selected: ReadonlySet<number>) => void;
  onOpen?: (row: Row, at: number) => void;
  /** Whether a row leads anywhere; each does without it. */
  opens?: (row: Row) => boolean;
  /** First and last row in view. */
  onView?: (first: number, last: number) => void;
  sort?: Sort | undefined;
  onSort?: (sort: Sort) => void;
  onResize?: (key: string, width: number) => void;
  onMove?: (key: string, before: string) => void;
  onRange?: (range: CellRange) => void;
}

function cellAt(target: EventTarget): { row: number; column: number; check: boolean } | null {
  if (!(target instanceof Element)) return null;
  const row = target.closest<HTMLElement>('[data-row]')?.dataset['row'];
  if (row === undefined) return null;
  const column = target.closest<HTMLElement>('[data-column]')?.dataset['column'];
  return {
    row: Number(row),
    column: Number(column ?? 0),
    check: target.closest('[data-check]') !== null,
  };
}

/**
 * The virtual table of every list. Arrows move the active cell, with Shift they select cells,
 * with Alt+Shift they make the column wider or narrower, Enter opens, Space selects the row, Ctrl+A all loaded rows, Ctrl+C copies. A selection ends where
 * the rows that are loaded end.
 */
export function Grid<Row>(props: Props<Row>) {
  const { rows, idOf, selected, onSelect, onOpen, onView, onRange } = props;
  const { t } = useText();
  const density = useAppearance((store) => store.density);
  const height = ROW_HEIGHT[density];
  const prefix = useId();
  const box = useRef<HTMLDivElement>(null);
  const room = useRoom(box);
  const selectable = props.selectable === true;
  const before = selectable ? CHECK_WIDTH : 0;
  const columns = useMemo(
    () => spread(props.columns, room - before),
    [props.columns, room, before],
  );
  const width = columns.reduce((sum, column) => sum + column.width, before);
  const lastChecked = useRef(0);
  const { listKey = '', startAt = 0 } = props;
  const start = { row: startAt, column: 0 };
  const [shownKey, setShownKey] = useState(listKey);
  const [state, setRange] = useState<CellRange>({ from: start, to: start });
  if (listKey !== '' && shownKey !== listKey) {
    setShownKey(listKey);
    setRange({ from: start, to: start });
  }
  const within = (cell: Cell): Cell => ({
    row: Math.max(0, Math.min(rows.length - 1, cell.row)),
    column: Math.max(0, Math.min(columns.length - 1, cell.column)),
  });
  const range = { from: within(state.from), to: within(state.to) };
  const at = range.to;
  const total = Math.max(props.total ?? 0, rows.length);

  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes this component
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    scrollPaddingStart: height,
    overscan: 10,
  });
  useEffect(() => virtual.measure(), [virtual, height]);
  useLayoutEffect(() => {
    virtual.scrollToIndex(startAt, { align: 'start' });
    // oxlint-disable-next-line react/exhaustive-deps -- once per list
  }, [virtual, shownKey]);
  const items = virtual.getVirtualItems();
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => onView?.(first, last), [first, last, onView]);

  const [toEnd, setToEnd] = useState(false);
  useEffect(() => {
    if (!toEnd || props.onSeekEnd) return;
    setToEnd(false);
    go({ ...at, row: rows.length - 1 }, false);
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the end is known
  }, [toEnd, props.onSeekEnd]);

  const select = (next: CellRange) => {
    setRange(next);
    onRange?.(next);
  };
  const showColumn = (column: number) => {
    const view = box.current;
    if (!view || column === 0) return;
    const pinned = columns[0]!.width + before;
    const left = columns.slice(0, column).reduce((sum, one) => sum + one.width, before);
    const right = left + columns[column]!.width;
    if (left < view.scrollLeft + pinned) view.scrollLeft = left - pinned;
    else if (right > view.scrollLeft + view.clientWidth) view.scrollLeft = right - view.clientWidth;
  };
  /** The farthest cell on the way to one that is reached without passing a row not loaded. */
  const upTo = (from: number, cell: Cell): Cell => {
    const step = Math.sign(cell.row - from);
    let row = from;
    while (row !== cell.row && rows[row + step] !== undefined) row += step;
    return { ...cell, row };
  };
  const go = (cell: Cell, extend: boolean) => {
    const to = extend ? upTo(range.from.row, within(cell)) : within(cell);
    select({ from: extend ? range.from : to, to });
    virtual.scrollToIndex(to.row);
    if (to.column !== at.column) showColumn(to.column);
  };
  const check = (index: number, extend: boolean) => {
    const row = rows[index];
    if (!row) return;
    const next = new Set(selected);
    const on = !next.has(idOf(row));
    const end = extend ? upTo(index, { row: lastChecked.current, column: 0 }).row : index;
    for (const one of rows.slice(Math.min(end, index), Math.max(end, index) + 1)) {
      if (on || extend) next.add(idOf(one));
      else next.delete(idOf(one));
    }
    lastChecked.current = index;
    onSelect(next);
  };
  const all = () => new Set(rows.filter((one) => one !== undefined).map(idOf));
  const pageStep = () => Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / height) - 2);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = rows[at.row];
    const wider = event.altKey && event.shiftKey ? WIDER[event.key] : undefined;
    if (wider && event.target === event.currentTarget) {
      event.preventDefault();
      const { key, width: now } = columns[at.column]!;
      props.onResize?.(key, now + wider);
      return;
    }
    if (composing(event) || event.altKey || event.target !== event.currentTarget) return;
    const { key, shiftKey: extend, ctrlKey: far } = event;
    const seeks = !extend && (key === 'End' || (far && key === 'ArrowDown')) && props.onSeekEnd;
    setToEnd(Boolean(seeks));
    if (seeks) {
      seeks();
      event.preventDefault();
      return;
    }
    const end = rows.length - 1;
    const steps: Record<string, Cell> = {
      ArrowDown: { ...at, row: far ? end : at.row + 1 },
      ArrowUp: { ...at, row: far ? 0 : at.row - 1 },
      ArrowRight: { ...at, column: far ? columns.length - 1 : at.column + 1 },
      ArrowLeft: { ...at, column: far ? 0 : at.column - 1 },
      PageDown: { ...at, row: at.row + pageStep() },
      PageUp: { ...at, row: at.row - pageStep() },
      Home: { ...at, row: 0 },
      End: { ...at, row: end },
      ...(!far && !extend && { j: { ...at, row: at.row + 1 }, k: { ...at, row: at.row - 1 } }),
    };
    const to = steps[key];
    if (to) go(to, extend);
    else if (key === 'Enter' && !far && row && onOpen) onOpen(row, at.row);
    else if (key === ' ' && selectable) check(at.row, extend);
    else if (key === 'Escape') {
      onSelect(new Set());
      select({ from: at, to: at });
    } else if (key === 'a' && far && selectable) onSelect(all());
    else return;
    event.preventDefault();
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const cell = cellAt(event.target);
    if (!cell || event.button !== 0) return;
    if (cell.check) {
      if (event.shiftKey) event.preventDefault();
      return;
    }
    if (event.shiftKey) event.preventDefault();
    if (event.shiftKey) select({ from: range.from, to: upTo(range.from.row, cell) });
    else select({ from: cell, to: cell });
  };
  const onPointerOver = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1) return;
    const cell = cellAt(event.target);
    if (cell && !cell.check) select({ from: range.from, to: upTo(range.from.row, cell) });
  };
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const cell = cellAt(event.target);
    if (!cell) return;
    if (cell.check || ((event.ctrlKey || event.metaKey) && selectable)) {
      check(cell.row, event.shiftKey);
    } else if (
      event.target instanceof Element &&
      event.target.closest('[data-open]') &&
      !event.shiftKey
    ) {
      const row = rows[cell.row];
      if (row) onOpen?.(row, cell.row);
    }
  };
  const onDoubleClick = (event: MouseEvent<HTMLDivElement>) => {
    const cell = cellAt(event.target);
    const row = cell && !cell.check ? rows[cell.row] : undefined;
    if (cell && row) onOpen?.(row, cell.row);
  };

  const onCopy = (event: ClipboardEvent) => {
    const { top, bottom, left, right } = edges(range);
    const several = top !== bottom || left !== right;
    const text =
      selected.size > 0 && !several
        ? asSheet(
            columns,
            rows.filter((row) => selected.has(idOf(row))),
          )
        : asSheet(columns.slice(left, right + 1), rows.slice(top, bottom + 1), false);
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  };

  const checked =
    selected.size === 0 ? 'none' : rows.every((row) => selected.has(idOf(row))) ? 'all' : 'some';

  return (
    <div
      ref={box}
      className="grid"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length + (selectable ? 1 : 0)}
      aria-multiselectable
      aria-activedescendant={rows[at.row] ? `${prefix}-${at.row}-${at.column}` : undefined}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
      onPointerDown={onPointerDown}
      onPointerOver={onPointerOver}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
    >
      <GridHead
        columns={columns}
        width={width}
        sort={props.sort}
        onSort={props.onSort}
        onResize={props.onResize}
        onMove={props.onMove}
        checked={selectable ? checked : undefined}
        checkLabel={t('grid.selectAll')}
        onCheckAll={() => onSelect(checked === 'all' ? new Set() : all())}
      />
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), width, position: 'relative' }}>
        {items.map((item) => {
          const row = rows[item.index];
          const place = { index: item.index, top: item.start, height, width };
          // By place: while things change a row may stand in two places for a moment.
          if (row === undefined) return <GridGap key={item.index} {...place} />;
          const ranged = columnsIn(range, item.index);
          return (
            <GridRow
              key={item.index}
              id={`${prefix}-${item.index}`}
              {...place}
              row={row}
              columns={columns}
              selectable={selectable}
              selected={selected.has(idOf(row))}
              active={item.index === at.row ? at.column : -1}
              rangeFrom={ranged?.[0] ?? -1}
              rangeTo={ranged?.[1] ?? -2}
              opens={onOpen !== undefined && props.opens?.(row) !== false}
              checkLabel={t('grid.selectRow')}
            />
          );
        })}
      </div>
    </div>
  );
}
