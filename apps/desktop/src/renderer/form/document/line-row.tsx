import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { memo } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { ChosenCell, WrittenCell, type Leaving } from './cell-editor.tsx';
import { isLack, writable, type DocLine, type LineColumn, type Place } from './line-column.ts';
import { ProductCell } from './product-cell.tsx';

/** How a place is written on its cell. */
export const placed = ({ row, column }: Place) => `${row}/${column}`;

interface Props<Line extends DocLine> {
  line: Line;
  row: number;
  columns: readonly LineColumn<Line>[];
  at: number | null;
  editable: boolean;
  marks: string;
  onGo: (place: Place) => void;
  onTake: (place: Place, line: Line, leaving: Leaving | null) => void;
  onLeave: (place: Place, leaving: Leaving) => void;
  onScan: (row: number, text: string) => void;
  onAsk: (work: () => Promise<void>) => Promise<void>;
  written: () => string;
  onPaste: (row: number, text: string) => void;
  onRemove: ((row: number) => void) | null;
  removable: boolean;
}

/** One line of the grid; drawn anew only when something of it changed. */
export const LineRow = memo(Row) as typeof Row;

function Row<Line extends DocLine>(props: Props<Line>) {
  const { line, row, columns, at, editable } = props;
  const { t } = useText();
  const marks = new Map(props.marks === '' ? [] : (JSON.parse(props.marks) as [string, string][]));
  return (
    <tr className={at === null ? '' : 'doc-here'} aria-rowindex={row + 2}>
      <td className="number soft">{row + 1}</td>
      {columns.map((column, index) => {
        const writes = editable && writable(column, line);
        const wrong = marks.get(column.key);
        const unmatched = column.input?.kind === 'product' ? line.unmatched : undefined;
        const text = unmatched ?? column.text(line);
        const label = `${column.title} ${row + 1}`;
        const lacks = editable && isLack(column, line);
        const said = wrong ?? (lacks ? t('doc.lacks') : undefined);
        const classes = [
          ...(column.align === 'end' ? ['number'] : []),
          ...(writes ? ['doc-cell'] : ['doc-fixed']),
          ...(lacks ? ['doc-lacks'] : []),
          ...(wrong || unmatched !== undefined ? ['doc-wrong'] : []),
        ].join(' ');
        if (at === index && writes) {
          const place = { row, column: index };
          const cell = {
            label,
            line,
            text,
            onTake: (next: Line, leaving: Leaving | null) => props.onTake(place, next, leaving),
            onLeave: (leaving: Leaving) => props.onLeave(place, leaving),
            onPaste: (pasted: string) => props.onPaste(row, pasted),
          };
          const input = column.input!;
          return (
            <td
              role="gridcell"
              key={column.key}
              className={`${classes} doc-active`}
              data-place={placed(place)}
            >
              {input.kind === 'product' ? (
                <ProductCell
                  {...cell}
                  input={input}
                  onScan={(scanned) => props.onScan(row, scanned)}
                  onAsk={props.onAsk}
                  written={props.written}
                />
              ) : input.kind === 'select' ? (
                <ChosenCell {...cell} input={input} />
              ) : (
                <WrittenCell {...cell} input={input} />
              )}
            </td>
          );
        }
        return (
          <td
            role="gridcell"
            key={column.key}
            className={classes}
            // The way in from the keyboard; inside it keys go on by themselves.
            {...(writes && { tabIndex: at === null ? 0 : -1 })}
            aria-label={`${label} ${text}${said ? ` ${said}` : ''}`}
            title={said ?? (unmatched === undefined ? text : t('doc.unmatched', { q: unmatched }))}
            {...(writes && {
              onMouseDown: (event) => {
                event.preventDefault();
                props.onGo({ row, column: index });
              },
              onFocus: () => props.onGo({ row, column: index }),
            })}
          >
            {text}
          </td>
        );
      })}
      {props.removable && (
        <td className="doc-tool">
          {props.onRemove && (
            <Button
              type="text"
              size="small"
              tabIndex={-1}
              icon={<DeleteOutlined />}
              aria-label={`${t('common.remove')} ${row + 1}`}
              onClick={() => props.onRemove?.(row)}
            />
          )}
        </td>
      )}
    </tr>
  );
}
