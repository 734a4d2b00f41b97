import { memo } from 'react';
import type { Column } from './column.ts';

interface Props<Row> {
  id: string;
  row: Row;
  index: number;
  top: number;
  height: number;
  width: number;
  columns: readonly Column<Row>[];
  selectable: boolean;
  selected: boolean;
  /** Column of the active cell, -1 when it is in another row. */
  active: number;
  rangeFrom: number;
  rangeTo: number;
  opens: boolean;
  checkLabel: string;
}

function RowOf<Row>(props: Props<Row>) {
  const { row, index, columns, active, rangeFrom, rangeTo, selectable, selected } = props;
  const offset = selectable ? 2 : 1;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-row={index}
      className={`grid-row${active >= 0 ? ' grid-here' : ''}${selected ? ' grid-selected' : ''}`}
      style={{
        top: props.top,
        height: props.height,
        lineHeight: `${props.height}px`,
        width: props.width,
      }}
    >
      {selectable && (
        <div role="gridcell" aria-colindex={1} className="grid-check" data-check="">
          <input
            type="checkbox"
            tabIndex={-1}
            checked={selected}
            readOnly
            aria-label={`${props.checkLabel} ${columns[0]?.text(row) ?? ''}`}
          />
        </div>
      )}
      {columns.map((column, at) => {
        const text = column.text(row);
        const ranged = at >= rangeFrom && at <= rangeTo;
        const shown = column.render?.(row) ?? text;
        return (
          <div
            key={column.key}
            id={`${props.id}-${at}`}
            role="gridcell"
            aria-colindex={at + offset}
            title={text}
            data-column={at}
            className={`grid-cell${at === 0 ? ' grid-pinned' : ''}${at === active ? ' grid-active' : ''}${ranged ? ' grid-ranged' : ''}${column.align === 'end' ? ' grid-end' : ''}`}
            style={{ width: column.width }}
          >
            {at === 0 && props.opens ? (
              <span className="grid-link" data-open="">
                {shown}
              </span>
            ) : (
              shown
            )}
          </div>
        );
      })}
    </div>
  );
}

/** One line of a grid; drawn again only when something about it changed. */
export const GridRow = memo(RowOf) as typeof RowOf;

/** Stands where a row will be once it is loaded. */
export function GridGap(props: { index: number; top: number; height: number; width: number }) {
  return (
    <div
      role="row"
      aria-rowindex={props.index + 2}
      className="grid-row grid-gap"
      style={{ top: props.top, height: props.height, width: props.width }}
    >
      <div role="gridcell" className="grid-gap-bar" />
    </div>
  );
}
