import { App } from 'antd';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import type { Leaving } from './cell-editor.tsx';
import './document.css';
import {
  firstLack,
  nextCell,
  nextStop,
  widthFor,
  writable,
  type DocLine,
  type LineAt,
  type LineColumn,
  type Place,
} from './line-column.ts';
import { LineRow, placed } from './line-row.tsx';
import { useFoundLines } from './use-found-lines.ts';
import { useHeldKeys } from './use-held-keys.ts';

/** Pixels of the column of line numbers, and with that of removing. */
const NUMBERS = 44;
const NARROW = 80;
/** Cells of a paste that are told in full. */
const UNREAD_SHOWN = 5;
/** Seconds. */
const LONG = 15;

interface Props<Line extends DocLine> {
  label: string;
  columns: readonly LineColumn<Line>[];
  lines: readonly Line[];
  onChange: (lines: Line[]) => void;
  /** Null where lines are neither added nor taken away. */
  blank: (() => Line) | null;
  /** A product that stands there already was scanned again. */
  addOne?: (line: Line) => Line;
  /** Columns of the further cells of a pasted row, after the one that names the product. */
  pastes?: readonly string[];
  editable: boolean;
  /** The first cell to be written has the focus as the document opens. */
  begins?: boolean;
  /** What is wrong with a cell, by line and column: `3/qty`. */
  marks: ReadonlyMap<string, string>;
  /** Lines came by a button: the cell of them that is written next has the focus. */
  at?: LineAt | null;
  /** The line in which somebody is. */
  onLine?: (line: Line | null) => void;
}

const same = <Line,>(line: Line): Line => line;
const none: readonly string[] = [];

/**
 * The lines of a document as a grid that is written from the keyboard: Enter to the next cell that
 * needs typing, Tab to every cell, arrows up and down, a scanner stays with the products, and a
 * paste from a spreadsheet fills many lines. A blank line waits at the end.
 */
export function LineGrid<Line extends DocLine>(props: Props<Line>) {
  const { columns, lines, onChange, blank, editable, marks, onLine } = props;
  const { t } = useText();
  const { message } = App.useApp();
  const [active, setActive] = useState<Place | null>(null);
  const [spare, setSpare] = useState<Line | null>(() => blank?.() ?? null);
  // The blank line joined the others: another one waits.
  const joined = spare !== null && lines.some((one) => one.key === spare.key);
  if (joined && blank) setSpare(blank());
  const last = editable && blank && !joined ? spare : null;
  const shown = last ? [...lines, last] : lines;
  // Written lines stand here before they are drawn: what is found comes outside of any event.
  const latest = useRef({ lines, columns, last, onChange });
  useLayoutEffect(() => {
    latest.current = { lines, columns, last, onChange };
  });
  const rowsNow = () => {
    const { lines: now, last: waiting } = latest.current;
    return waiting ? [...now, waiting] : now;
  };
  const root = useRef<HTMLDivElement>(null);
  const wanted = useRef<Place | null>(null);
  const go = useCallback((place: Place | null) => {
    wanted.current = place && place.row < rowsNow().length ? place : null;
    setActive(wanted.current);
  }, []);
  const arrived = useCallback(() => {
    const here = root.current?.querySelector('td.doc-active');
    return wanted.current === null
      ? !here
      : here?.getAttribute('data-place') === placed(wanted.current) &&
          here.contains(document.activeElement);
  }, []);
  const { hold, written, onKeyDownCapture } = useHeldKeys(arrived);
  const activeLine = active && shown[active.row] ? shown[active.row]! : null;
  const activeKey = activeLine?.key;
  useEffect(() => {
    onLine?.(activeLine);
    // oxlint-disable-next-line react/exhaustive-deps -- another line, or another product in it
  }, [activeKey, activeLine?.product?.id]);

  const { begins = false } = props;
  useEffect(() => {
    if (!begins || document.activeElement !== document.body) return;
    const line = rowsNow()[0];
    const column = line ? columns.findIndex((one) => writable(one, line)) : -1;
    if (column >= 0) go({ row: 0, column });
    // oxlint-disable-next-line react/exhaustive-deps -- once, as it opens
  }, [begins]);

  const { at = null } = props;
  useEffect(() => {
    if (at === null) return;
    const row = rowsNow().findIndex(({ key }) => key === at.key);
    const column = columns.findIndex(({ key }) => key === at.column);
    if (row >= 0 && column >= 0) go({ row, column });
    // oxlint-disable-next-line react/exhaustive-deps -- once for each that came
  }, [at]);

  // What is refused of the lines is to be mended there: the first of it has the focus.
  useEffect(() => {
    const here = document.activeElement;
    if (here !== document.body && !root.current?.contains(here)) return;
    const { columns: all } = latest.current;
    const rows = rowsNow();
    for (const key of marks.keys()) {
      const [row = '', field] = key.split('/');
      const place = { row: Number(row), column: all.findIndex((one) => one.key === field) };
      const line = rows[place.row];
      if (line && place.column >= 0 && writable(all[place.column]!, line)) return go(place);
    }
  }, [marks, go]);

  // The same from drawing to drawing, whatever an editor hands in: rows are drawn anew that changed.
  const put = useCallback((next: readonly Line[]) => {
    latest.current = { ...latest.current, lines: next };
    latest.current.onChange([...next]);
  }, []);
  /** Puts a line in its place; the blank one joins the others once something stands in it. */
  const setLine = useCallback(
    (row: number, line: Line) => {
      const { lines: now } = latest.current;
      put(row < now.length ? now.with(row, line) : [...now, line]);
    },
    [put],
  );
  const found = useFoundLines<Line>({
    lines: () => latest.current.lines,
    put,
    blank,
    input: columns.find((one) => one.input?.kind === 'product')?.input,
    addOne: props.addOne ?? same,
    pastes: props.pastes ?? none,
    onPasted: ({ count: n, missing, unread }) => {
      const some = unread.slice(0, UNREAD_SHOWN).map((one) => t('doc.pastedUnread', { ...one }));
      const said = missing === 0 ? t('doc.pasted', { n }) : t('doc.pastedSome', { n, missing });
      if (unread.length === 0) void message[missing === 0 ? 'success' : 'warning'](said);
      // What was not taken over is told for as long as it takes to read it.
      else
        void message.warning(
          t('doc.pastedNot', { said, n: unread.length, some: some.join(t('doc.pastedAnd')) }),
          LONG,
        );
    },
    onPlace: go,
    hold,
    written,
    columns,
  });

  const leave = useCallback(
    (from: Place, leaving: Leaving) => {
      const { columns: all } = latest.current;
      const rows = rowsNow();
      if (leaving === 'enter') {
        // Whoever leaves the blank line as it is, is through: what turned out to be missing is next.
        const through = rows[from.row] === latest.current.last;
        go((through ? firstLack(all, rows) : null) ?? nextStop(all, rows, from));
      } else if (leaving === 'next' || leaving === 'back') {
        go(nextCell(all, rows, from, leaving === 'next' ? 1 : -1) ?? from);
      } else {
        const step = leaving === 'down' ? 1 : -1;
        let row = from.row + step;
        while (rows[row] && !writable(all[from.column]!, rows[row]!)) row += step;
        if (rows[row]) go({ row, column: from.column });
      }
    },
    [go],
  );
  const take = useCallback(
    (place: Place, line: Line, leaving: Leaving | null) => {
      setLine(place.row, line);
      if (leaving) leave(place, leaving);
    },
    [setLine, leave],
  );
  const remove = useCallback(
    (row: number) => {
      put(latest.current.lines.filter((_, at) => at !== row));
      setActive(null);
    },
    [put],
  );

  const widths = useMemo(() => columns.map((column) => widthFor(column, lines)), [columns, lines]);

  return (
    <div className="doc-lines" ref={root} onKeyDownCapture={onKeyDownCapture}>
      <table
        role="grid"
        aria-label={props.label}
        aria-rowcount={shown.length + 1}
        className={editable ? 'doc-grid doc-editable' : 'doc-grid'}
        style={{ minWidth: widths.reduce((sum, width) => sum + width, NARROW) }}
      >
        <colgroup>
          <col style={{ width: NUMBERS }} />
          {columns.map((column, at) => (
            <col key={column.key} {...(!column.grows && { style: { width: widths[at] } })} />
          ))}
          {editable && blank && <col style={{ width: NARROW - NUMBERS }} />}
        </colgroup>
        <thead>
          <tr>
            <th className="number soft">{t('doc.lineNo')}</th>
            {columns.map((column) => (
              <th key={column.key} className={column.align === 'end' ? 'number' : ''}>
                {column.title}
              </th>
            ))}
            {editable && blank && <th aria-label={t('common.remove')} />}
          </tr>
        </thead>
        <tbody>
          {shown.map((line, row) => (
            <LineRow<Line>
              key={line.key}
              line={line}
              row={row}
              columns={columns}
              at={active?.row === row ? active.column : null}
              editable={editable}
              marks={marksOf(marks, row)}
              onGo={go}
              onTake={take}
              onLeave={leave}
              onScan={found.scan}
              onAsk={hold}
              written={written}
              onPaste={found.paste}
              onRemove={editable && blank && row < lines.length ? remove : null}
              removable={editable && blank !== null}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Marks of one line as one text, so that the other lines need not be drawn anew. */
const marksOf = (marks: ReadonlyMap<string, string>, row: number) => {
  const own = [...marks].filter(([key]) => key.startsWith(`${row}/`));
  return own.length === 0
    ? ''
    : JSON.stringify(own.map(([key, text]) => [key.split('/')[1], text]));
};
