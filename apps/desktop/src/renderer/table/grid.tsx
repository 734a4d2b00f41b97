import { useVirtualizer } from '@tanstack/react-virtual';
import { theme } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import type { ClipboardEvent, CSSProperties, KeyboardEvent } from 'react';
import { composing } from '../ui/keys.ts';
import { asSheet, type Column } from './column.ts';

const ROW_HEIGHT = 36;
const NEAR_END = 15;
const PAGE_STEP = 10;

interface Props<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  idOf: (row: Row) => number;
  selected: ReadonlySet<number>;
  onSelect: (selected: ReadonlySet<number>) => void;
  onOpen?: (row: Row) => void;
  onNearEnd: () => void;
}

/** The virtual table of every list: arrows move, Enter opens, Space selects, Ctrl+C copies. */
export function Grid<Row>(props: Props<Row>) {
  const { columns, rows, idOf, selected, onSelect, onOpen, onNearEnd } = props;
  const { token } = theme.useToken();
  const prefix = useId();
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const at = Math.min(active, rows.length - 1);

  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes this component
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    scrollPaddingStart: ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - NEAR_END) onNearEnd();
  }, [last, rows.length, onNearEnd]);

  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const toggle = (row: Row) => {
    const next = new Set(selected);
    if (!next.delete(idOf(row))) next.add(idOf(row));
    onSelect(next);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    if (composing(event) || !row || event.altKey) return;
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + PAGE_STEP,
      PageUp: at - PAGE_STEP,
      Home: 0,
      End: rows.length - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) move(to);
    else if (event.key === 'Enter') onOpen?.(row);
    else if (event.key === ' ') toggle(row);
    else if (event.key === 'Escape') onSelect(new Set());
    else if (event.key === 'a' && event.ctrlKey) onSelect(new Set(rows.map(idOf)));
    else return;
    event.preventDefault();
  };

  const onCopy = (event: ClipboardEvent) => {
    if (window.getSelection()?.toString()) return;
    const chosen = rows.filter((row, index) =>
      selected.size > 0 ? selected.has(idOf(row)) : index === at,
    );
    event.clipboardData.setData('text/plain', asSheet(columns, chosen));
    event.preventDefault();
  };

  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const cell = (column: Column<Row>, index: number, background: string): CSSProperties => ({
    width: column.width,
    textAlign: column.align ?? 'start',
    ...(index === 0 && { background }),
  });

  return (
    <div
      ref={box}
      className="grid"
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-multiselectable
      aria-activedescendant={at >= 0 ? `${prefix}-${at}` : undefined}
      style={
        { '--accent': token.colorPrimary, background: token.colorBgContainer } as CSSProperties
      }
      onKeyDown={onKeyDown}
      onCopy={onCopy}
    >
      <div
        role="row"
        aria-rowindex={1}
        className="grid-head"
        style={{ display: 'flex', width, background: token.colorFillAlter }}
      >
        {columns.map((column, index) => (
          <div
            key={column.key}
            role="columnheader"
            className={index === 0 ? 'grid-cell grid-pinned' : 'grid-cell'}
            style={{
              ...cell(column, index, token.colorBgLayout),
              background: token.colorBgLayout,
              color: token.colorTextSecondary,
            }}
          >
            {column.title}
          </div>
        ))}
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), width, position: 'relative' }}>
        {items.map((item) => {
          const row = rows[item.index]!;
          const on = selected.has(idOf(row));
          const background =
            on || item.index === at ? token.controlItemBgActive : token.colorBgContainer;
          return (
            <div
              key={idOf(row)}
              id={`${prefix}-${item.index}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={item.index + 2}
              aria-selected={on}
              className={item.index === at ? 'grid-row grid-active' : 'grid-row'}
              style={{ top: item.start, width, background }}
              onClick={(event) => {
                setActive(item.index);
                if (event.ctrlKey || event.metaKey) toggle(row);
              }}
              onDoubleClick={() => onOpen?.(row)}
            >
              {columns.map((column, index) => (
                <div
                  key={column.key}
                  role="gridcell"
                  title={column.text(row)}
                  className={index === 0 ? 'grid-cell grid-pinned' : 'grid-cell'}
                  style={cell(column, index, background)}
                >
                  {column.render?.(row) ?? column.text(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
