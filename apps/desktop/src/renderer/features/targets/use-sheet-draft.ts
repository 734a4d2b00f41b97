import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { unitOf, type Goods, type TargetMetric } from '@xinhang/shared/performance.ts';
import type { TargetRow } from '@xinhang/shared/targets.ts';
import { useState } from 'react';
import { readNumber } from '../../form/amount-text.ts';
import { useDraft, useKeptDraft } from '../../form/drafts.ts';
import { shown } from './metric-words.ts';
import { keyOfCell, type CellRef } from './sheet-cells.ts';

/** What the server answers. */
export type Sheet = EndpointOutput<typeof api.targets.get>;

/** As the server takes it; one trillion yuan. */
const MOST = 1e14;

export interface SheetDraft {
  /** What is saved. */
  known: (cell: CellRef) => number | null;
  /** Whether somebody saved something else below what is typed. */
  conflicts: (cell: CellRef) => boolean;
  /** The value of a cell; NaN where what is typed is none. */
  value: (cell: CellRef) => number | null;
  text: (cell: CellRef) => string;
  /** What a typed text is worth. */
  read: (text: string) => number | null;
  /** The smallest step between two values: a fen, one, or what a quantity is counted in. */
  step: number;
  changed: (cell: CellRef) => boolean;
  put: (cells: readonly { cell: CellRef; text: string }[]) => void;
  undo: (() => void) | null;
  /** Forgets what was saved; what is no number stays. */
  keepUnread: () => void;
  clear: () => void;
}

/** A sheet among the drafts of this computer. */
export const nameOfSheet = (
  { dept, goods }: Sheet,
  { year, metric }: { year: number; metric: TargetMetric },
) => `${year}.${dept.id}.${metric}.${goods?.key ?? ''}`;

/** What is typed, and what was saved when it was begun. */
interface Typed {
  text: string;
  was: number | null;
}

/** What a cell says; null where it is empty, NaN where it is no number. */
export function readCell(text: string, metric: TargetMetric, step = 1): number | null {
  if (text.trim() === '') return null;
  const value = readNumber(text, placesOf[unitOf(metric)]);
  return value === null || value > MOST || value % step !== 0 ? Number.NaN : value;
}

const placesOf = { fen: 2, count: 0, e4: 4 } as const;
/** Of a quantity with so many decimals. */
export const stepOf = (goods: Goods | null) => 10 ** (goods ? 4 - goods.decimals : 0);

interface Options {
  metric: TargetMetric;
  step?: number;
  /** Under which what is typed is kept on this computer; null where nothing may be typed. */
  name: string | null;
}

/** What is typed into a sheet, until it is saved; it outlives the page. */
export function useSheetDraft(
  known: (cell: CellRef) => number | null,
  { metric, step = 1, name }: Options,
): SheetDraft {
  const readText = (text: string) => readCell(text, metric, step);
  const kept = useDraft<{ cells: [string, Typed][] }>(`targets.${name}`);
  const [history, setHistory] = useState<readonly ReadonlyMap<string, Typed>[]>(() => {
    const cells = name === null ? [] : (kept.read().cells ?? []);
    // What was there before is one step back.
    return cells.length > 0 ? [new Map(), new Map(cells)] : [new Map()];
  });
  const texts = history.at(-1)!;
  useKeptDraft(`targets.${name}`, name !== null && texts.size > 0 ? { cells: [...texts] } : null);
  const value = (cell: CellRef) => {
    const typed = texts.get(keyOfCell(cell));
    return typed === undefined ? known(cell) : readText(typed.text);
  };
  return {
    known,
    value,
    conflicts(cell) {
      const typed = texts.get(keyOfCell(cell));
      const now = known(cell);
      return typed !== undefined && typed.was !== now && value(cell) !== now;
    },
    read: readText,
    step,
    changed: (cell) => texts.has(keyOfCell(cell)),
    text(cell) {
      const typed = texts.get(keyOfCell(cell));
      const now = value(cell);
      if (typed !== undefined && Number.isNaN(now)) return typed.text;
      return now === null ? '' : shown(now, metric);
    },
    put(cells) {
      const next = new Map(texts);
      for (const { cell, text } of cells) {
        if (readText(text) === known(cell)) next.delete(keyOfCell(cell));
        else {
          const was = texts.get(keyOfCell(cell))?.was ?? known(cell);
          next.set(keyOfCell(cell), { text, was });
        }
      }
      setHistory([...history.slice(-50), next]);
    },
    undo: history.length > 1 ? () => setHistory(history.slice(0, -1)) : null,
    keepUnread: () =>
      setHistory([new Map([...texts].filter(([, { text }]) => Number.isNaN(readText(text))))]),
    clear: () => setHistory([new Map()]),
  };
}

/** The saved value of a cell. */
export const savedValue =
  (
    rows: readonly TargetRow[],
    own: { deptId: number; months: readonly (number | null)[] } | null,
  ) =>
  ({ kind, id, month }: CellRef): number | null => {
    if (own && kind === 'dept' && id === own.deptId) return own.months[month - 1] ?? null;
    const row = rows.find((one) => one.node.kind === kind && one.node.id === id);
    return row?.months[month - 1] ?? null;
  };
