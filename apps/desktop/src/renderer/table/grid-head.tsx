import { useState, type DragEvent, type PointerEvent } from 'react';
import type { Column, Sort } from './column.ts';

interface Props<Row> {
  columns: readonly Column<Row>[];
  width: number;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
  onResize: ((key: string, width: number) => void) | undefined;
  onMove: ((key: string, before: string) => void) | undefined;
  /** Whether all, some or none of the loaded rows are selected; absent where rows cannot be. */
  checked: 'all' | 'some' | 'none' | undefined;
  checkLabel: string;
  onCheckAll: () => void;
}

/** Titles of the columns: a click sorts, the edge resizes, dragging moves. */
export function GridHead<Row>(props: Props<Row>) {
  const { columns, sort, onSort, onResize, onMove, checked } = props;
  const [dragged, setDragged] = useState<string | null>(null);
  const [sizing, setSizing] = useState<{ key: string; x: number; width: number } | null>(null);
  const offset = checked ? 2 : 1;

  const onEdge = (column: Column<Row>) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      setSizing({ key: column.key, x: event.clientX, width: column.width });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (sizing?.key === column.key) {
        onResize?.(column.key, sizing.width + event.clientX - sizing.x);
      }
    },
    onPointerUp: () => setSizing(null),
    onPointerCancel: () => setSizing(null),
  });
  const onHeader = (column: Column<Row>) =>
    onMove && {
      draggable: sizing === null,
      onDragStart: (event: DragEvent) => {
        event.dataTransfer.effectAllowed = 'move';
        setDragged(column.key);
      },
      onDragOver: (event: DragEvent) => {
        if (dragged !== null) event.preventDefault();
      },
      onDrop: () => {
        if (dragged !== null) onMove(dragged, column.key);
        setDragged(null);
      },
      onDragEnd: () => setDragged(null),
    };
  const toggle = (column: Column<Row>) => {
    if (!column.sort) return;
    const down = sort?.key === column.sort ? sort.dir === 'asc' : column.align === 'end';
    onSort?.({ key: column.sort, dir: down ? 'desc' : 'asc' });
  };

  return (
    <div role="row" aria-rowindex={1} className="grid-head" style={{ width: props.width }}>
      {checked && (
        <div role="columnheader" aria-colindex={1} className="grid-check">
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={props.checkLabel}
            checked={checked === 'all'}
            ref={(box) => {
              if (box) box.indeterminate = checked === 'some';
            }}
            onChange={props.onCheckAll}
          />
        </div>
      )}
      {columns.map((column, at) => {
        const sorted = column.sort !== undefined && sort?.key === column.sort;
        return (
          <div
            key={column.key}
            role="columnheader"
            aria-colindex={at + offset}
            {...(column.sort && {
              'aria-sort': sorted ? (sort.dir === 'asc' ? 'ascending' : 'descending') : 'none',
            })}
            title={column.title}
            className={`grid-cell${at === 0 ? ' grid-pinned' : ''}${column.align === 'end' ? ' grid-end' : ''}`}
            style={{ width: column.width }}
            {...onHeader(column)}
          >
            {column.sort && onSort ? (
              <button type="button" className="grid-sort" onClick={() => toggle(column)}>
                {column.title}
                <span aria-hidden className="grid-arrow">
                  {sorted ? (sort.dir === 'asc' ? '▲' : '▼') : ''}
                </span>
              </button>
            ) : (
              column.title
            )}
            {onResize && <span aria-hidden className="grid-edge" {...onEdge(column)} />}
          </div>
        );
      })}
    </div>
  );
}
