import type { TargetMetric } from '@xinhang/shared/performance.ts';
import type { TargetRow } from '@xinhang/shared/targets.ts';
import { useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { composing } from '../../ui/keys.ts';
import { shown } from './metric-words.ts';
import {
  MONTHS,
  placeBlock,
  readBlock,
  spreadYear,
  withoutFormer,
  type CellRef,
  type Placed,
  type SheetRow,
} from './sheet-cells.ts';
import { SheetCell } from './sheet-cell.tsx';
import { amount, SheetSums } from './sheet-sums.tsx';
import type { SheetDraft } from './use-sheet-draft.ts';

export interface GridRow extends SheetRow {
  former: boolean;
  yearAgo: TargetRow['yearAgo'] | null;
  own: boolean;
}

interface Props {
  /** The department's own line comes first where it is set here. */
  rows: readonly GridRow[];
  /** What the department is to reach, where it is set above. */
  above: readonly (number | null)[] | null;
  metric: TargetMetric;
  /** What the rows are, what stands above them, and what they come to; absent: of a department. */
  words?: { rows: string; above: string; sum: string };
  /** One more column. */
  extra?: { title: string; cell: (row: GridRow) => ReactNode };
  draft: SheetDraft;
  editable: boolean;
  onLost: (lost: Placed['lost']) => void;
}

interface Place {
  row: number;
  /** 1 to 12; 13 is the year. */
  month: number;
}
const YEAR = 13;

/** Rows by months, written in like a spreadsheet. */
export function TargetGrid({ rows, above, metric, words, extra, draft, editable, onLost }: Props) {
  const { t } = useText();
  const grid = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<Place>({ row: 0, month: 1 });
  const [anchor, setAnchor] = useState<Place | null>(null);
  /** The text with which a cell is being written; null while none is. */
  const [typing, setTyping] = useState<string | null>(null);
  const cellOf = ({ row, month }: Place): CellRef => ({
    kind: rows[row]!.kind,
    id: rows[row]!.id,
    month,
  });
  const focus = (place: Place) =>
    grid.current?.querySelector<HTMLElement>(`[data-cell="${place.row}-${place.month}"]`)?.focus();
  const range = () => {
    const other = anchor ?? active;
    const sorted = (a: number, b: number) => [Math.min(a, b), Math.max(a, b)] as const;
    return { rows: sorted(active.row, other.row), months: sorted(active.month, other.month) };
  };
  const inRange = ({ row, month }: Place) => {
    const chosen = range();
    return (
      anchor !== null &&
      row >= chosen.rows[0] &&
      row <= chosen.rows[1] &&
      month >= chosen.months[0] &&
      month <= chosen.months[1]
    );
  };
  const places = () => {
    const chosen = range();
    const list: Place[] = [];
    for (let row = chosen.rows[0]; row <= chosen.rows[1]; row += 1) {
      for (let month = chosen.months[0]; month <= chosen.months[1]; month += 1)
        list.push({ row, month });
    }
    return list;
  };
  const go = (place: Place, extend = false) => {
    const next = {
      row: Math.max(0, Math.min(rows.length - 1, place.row)),
      month: Math.max(1, Math.min(YEAR, place.month)),
    };
    setAnchor(extend ? (anchor ?? active) : null);
    setActive(next);
    focus(next);
  };
  const yearOf = (row: number) => {
    const values = MONTHS.map((month) => draft.value(cellOf({ row, month })));
    return values.every((value) => value === null)
      ? null
      : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  };
  const put = (texts: Placed['texts'], lost: Placed['lost'] = []) => {
    const placed = withoutFormer({ texts, lost }, rows);
    draft.put(placed.texts);
    if (placed.lost.length > 0) onLost(placed.lost);
  };
  const write = (place: Place, text: string) => {
    // A year that was only looked at must not level its months.
    if (text === textAt(place)) return;
    if (place.month < YEAR) {
      put([{ cell: cellOf(place), text }]);
      return;
    }
    const value = draft.read(text);
    if (value === null) {
      put(monthsOf(place.row).map((cell) => ({ cell, text: '' })));
      return;
    }
    if (Number.isNaN(value)) {
      const { name } = rows[place.row]!;
      onLost([{ text: `${name} ${t('target.year')} ${text}`, why: 'no-year' }]);
      return;
    }
    // A year that is written is spread over its months.
    put(
      spreadYear(value, draft.step).map((part, at) => ({
        cell: cellOf({ row: place.row, month: at + 1 }),
        text: shown(part, metric),
      })),
    );
  };
  const monthsOf = (row: number) => MONTHS.map((month) => cellOf({ row, month }));
  const leave = (to: Place | null) => {
    if (typing !== null) write(active, typing);
    setTyping(null);
    if (to) go(to);
  };
  const steps: Record<string, readonly [number, number]> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  };
  const onKey = (event: KeyboardEvent) => {
    if (composing(event)) return;
    const { key } = event;
    if (typing !== null) {
      if (key === 'Enter')
        leave({ row: active.row + (event.shiftKey ? -1 : 1), month: active.month });
      else if (key === 'Tab')
        leave({ row: active.row, month: active.month + (event.shiftKey ? -1 : 1) });
      else if (key === 'Escape') {
        setTyping(null);
        focus(active);
      } else if (key === 'ArrowUp' || key === 'ArrowDown') {
        leave({ row: active.row + steps[key]![0], month: active.month });
      } else return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const step = steps[key];
    if (step && !event.altKey) {
      go({ row: active.row + step[0], month: active.month + step[1] }, event.shiftKey);
    } else if (key === 'Home') go({ row: active.row, month: 1 }, event.shiftKey);
    else if (key === 'End') go({ row: active.row, month: 12 }, event.shiftKey);
    else if (!editable) return;
    else if (key === 'Enter' || key === 'F2') setTyping(textAt(active));
    else if (key === 'Delete' || key === 'Backspace') {
      draft.put(
        places().flatMap((place) =>
          (place.month < YEAR ? [cellOf(place)] : monthsOf(place.row)).map((cell) => ({
            cell,
            text: '',
          })),
        ),
      );
    } else if (key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey)) draft.undo?.();
    else if (key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) setTyping(key);
    else return;
    event.preventDefault();
  };
  const textAt = (place: Place) => {
    if (place.month < YEAR) return draft.text(cellOf(place));
    const year = yearOf(place.row);
    return year === null || Number.isNaN(year) ? '' : shown(year, metric);
  };
  const onCopy = (event: ClipboardEvent) => {
    if (typing !== null) return;
    const chosen = range();
    const lines: string[] = [];
    for (let row = chosen.rows[0]; row <= chosen.rows[1]; row += 1) {
      const cells: string[] = [];
      for (let month = chosen.months[0]; month <= chosen.months[1]; month += 1) {
        cells.push(textAt({ row, month }).replaceAll(',', ''));
      }
      lines.push(cells.join('\t'));
    }
    event.clipboardData.setData('text/plain', lines.join('\n'));
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (typing !== null || !editable) return;
    event.preventDefault();
    onLost([]);
    const block = readBlock(event.clipboardData.getData('text/plain'));
    const chosen = range();
    // One value goes into every chosen cell, as in a spreadsheet.
    if (block.length === 1 && block[0]!.length === 1 && anchor) {
      const [text = ''] = block[0]!;
      put(places().flatMap((place) => (place.month < YEAR ? [{ cell: cellOf(place), text }] : [])));
      return;
    }
    const placed = placeBlock(block, rows, { row: chosen.rows[0], month: chosen.months[0] });
    put(placed.texts, placed.lost);
  };
  const members = rows.flatMap((row, at) => (row.own ? [] : [at]));
  const summed = (month: number) =>
    members.reduce((sum, row) => {
      const value = month === YEAR ? yearOf(row) : draft.value(cellOf({ row, month }));
      return sum + (value === null || Number.isNaN(value) ? 0 : value);
    }, 0);
  const ownRow = rows.findIndex((row) => row.own);
  const wanted = (month: number): number | null => {
    if (ownRow >= 0)
      return month === YEAR ? yearOf(ownRow) : draft.value(cellOf({ row: ownRow, month }));
    if (!above) return null;
    if (month < YEAR) return above[month - 1] ?? null;
    return above.every((value) => value === null)
      ? null
      : above.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  };
  const columns = [...MONTHS, YEAR];
  return (
    <div className="sheet-scroll">
      <table
        ref={grid}
        role="grid"
        aria-label={t('target.grid')}
        aria-multiselectable
        className="sheet"
        onKeyDown={onKey}
        onCopy={onCopy}
        onPaste={onPaste}
      >
        <thead>
          <tr role="row">
            <th className="sheet-name">{words?.rows ?? t('achievement.node')}</th>
            {MONTHS.map((month) => (
              <th key={month}>{t('month.short', { n: month })}</th>
            ))}
            <th>{t('target.year')}</th>
            <th className="soft">{t('target.yearAgo')}</th>
            {extra && <th className="sheet-extra">{extra.title}</th>}
          </tr>
        </thead>
        <tbody>
          {above && (
            <tr className="sheet-above">
              <th scope="row" className="sheet-name">
                {words?.above ?? t('target.fromAbove')}
              </th>
              {columns.map((month) => (
                <td key={month} className="number">
                  {amount(wanted(month), metric)}
                </td>
              ))}
              <td />
              {extra && <td />}
            </tr>
          )}
          {rows.map((row, at) => (
            <tr key={`${row.kind}${row.id}`} role="row" className={row.own ? 'sheet-own' : ''}>
              <th scope="row" className="sheet-name" title={row.name}>
                {row.own ? t('target.ownLine') : row.name}
                {row.former && <span className="soft"> {t('achievement.former')}</span>}
              </th>
              {columns.map((month) => {
                const place = { row: at, month };
                const isActive = active.row === at && active.month === month;
                return (
                  <SheetCell
                    key={month}
                    place={`${at}-${month}`}
                    label={`${row.name} ${month === YEAR ? t('target.year') : t('month.short', { n: month })}`}
                    text={textAt(place)}
                    active={isActive}
                    chosen={inRange(place)}
                    changed={month < YEAR && draft.changed(cellOf(place))}
                    wrong={month < YEAR && Number.isNaN(draft.value(cellOf(place)))}
                    total={month === YEAR}
                    typing={isActive ? typing : null}
                    onType={setTyping}
                    onLeave={() => leave(null)}
                    onChoose={(extend) => {
                      leave(null);
                      setAnchor(extend ? (anchor ?? active) : null);
                      setActive(place);
                    }}
                    onEdit={() => editable && setTyping(textAt(place))}
                  />
                );
              })}
              <td className="number soft">
                {row.yearAgo
                  ? amount(
                      row.yearAgo.reduce((sum, value) => sum + value, 0),
                      metric,
                    )
                  : ''}
              </td>
              {extra && <td className="sheet-extra">{extra.cell(row)}</td>}
            </tr>
          ))}
        </tbody>
        <SheetSums
          columns={columns}
          summed={summed}
          wanted={wanted}
          metric={metric}
          label={words?.sum ?? t('target.sum')}
          wide={extra !== undefined}
        />
      </table>
    </div>
  );
}
