import { useMemo } from 'react';
import { z } from 'zod';
import { fontSizes, useAppearance } from '../app/appearance.ts';
import { usePreference } from '../app/preferences.ts';
import type { Column } from './column.ts';
import { builtWidth } from './text-width.ts';

export const NARROWEST = 56;
const WIDEST = 800;

export const layoutSchema = z.object({
  order: z.array(z.string()).max(100),
  hidden: z.array(z.string()).max(100),
  widths: z.record(z.string(), z.number().min(NARROWEST).max(WIDEST)),
});
export type ColumnLayout = z.output<typeof layoutSchema>;

const asBuilt = <Row>(columns: readonly Column<Row>[]): ColumnLayout => ({
  order: columns.map((column) => column.key),
  hidden: columns.filter((column) => column.extra).map((column) => column.key),
  widths: {},
});

/** The columns as the person has chosen, ordered and sized them; new ones come last. */
export function arrange<Row>(
  columns: readonly Column<Row>[],
  layout: ColumnLayout,
  /** How much larger than the usual one the type is: columns as built grow with it. */
  scale: number,
): { all: Column<Row>[]; shown: Column<Row>[] } {
  const place = (column: Column<Row>) => {
    const at = layout.order.indexOf(column.key);
    return at < 0 ? layout.order.length + columns.indexOf(column) : at;
  };
  const known = new Set(layout.order);
  const all = columns
    .toSorted((a, b) => place(a) - place(b))
    .map((column) => {
      const width = layout.widths[column.key];
      return width === undefined
        ? { ...column, width: Math.round(builtWidth(column) * scale) }
        : { ...column, width, grows: false };
    });
  const hidden = (column: Column<Row>) =>
    layout.hidden.includes(column.key) || (!known.has(column.key) && column.extra === true);
  const shown = all.filter((column) => !hidden(column));
  return { all, shown: shown.length > 0 ? shown : all.slice(0, 1) };
}

/** Which columns a list shows, remembered for the person; without a page only for as long as it is open. */
export function useColumnLayout<Row>(page: string, columns: readonly Column<Row>[]) {
  const [layout, setLayout] = usePreference(`list.${page}`, layoutSchema.nullable(), null);
  const scale = useAppearance((store) => store.fontSize) / fontSizes[0];
  const current = layout ?? asBuilt(columns);
  const { all, shown } = useMemo(() => arrange(columns, current, scale), [columns, current, scale]);
  const keys = all.map((column) => column.key);
  const shownKeys = new Set(shown.map((column) => column.key));
  const hidden = keys.filter((key) => !shownKeys.has(key));
  return {
    all,
    shown,
    changed: layout !== null,
    resize: (key: string, width: number) => {
      const fitted = Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));
      setLayout({ order: keys, hidden, widths: { ...current.widths, [key]: fitted } });
    },
    /** Puts a column before another, or last. */
    move: (key: string, before: string | null) => {
      if (key === before) return;
      const order = keys.filter((one) => one !== key);
      order.splice(before === null ? order.length : order.indexOf(before), 0, key);
      setLayout({ order, hidden, widths: current.widths });
    },
    show: (key: string, on: boolean) => {
      const left = on ? hidden.filter((one) => one !== key) : [...hidden, key];
      setLayout({ order: keys, hidden: left, widths: current.widths });
    },
    reset: () => setLayout(null),
  };
}
