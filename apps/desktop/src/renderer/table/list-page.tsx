import { COUNT_CAP, type Marks } from '@xinhang/shared/contract/fields.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Alert, Button, Empty, Skeleton } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useText } from '../i18n/i18n.ts';
import { useProblemText } from '../app/problem-text.ts';
import { LoadError } from '../ui/load-error.tsx';
import { composing, typing } from '../ui/keys.ts';
import { sumOf, type CellRange } from './cell-range.ts';
import { useColumnLayout } from './column-layout.ts';
import { ColumnPicker } from './column-picker.tsx';
import type { Column, Sort } from './column.ts';
import { Grid } from './grid.tsx';
import { runAround, type Page } from './page-book.ts';
import { PrintTable } from './print-table.tsx';
import { usePages } from './use-pages.ts';

/** Empty lines below the loaded rows of a list whose length nobody knows. */
const UNKNOWN = 30;

interface Props<Row> {
  label: string;
  /** Name under which column choice is remembered; defaults to the path of the endpoint. */
  page?: string;
  /** As `keyOf` makes it, with the filters in it. */
  queryKey: readonly unknown[];
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>;
  /** Walks along the list, so that its end and its middle are read without what lies before. */
  fetchMarks?: (cursor: string, step: number, signal: AbortSignal) => Promise<Marks>;
  columns: readonly Column<Row>[];
  idOf: (row: Row) => number;
  onOpen?: (row: Row, rows: readonly Row[]) => void;
  /** Whether a row leads anywhere; each does without it. */
  opens?: (row: Row) => boolean;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** Filters and actions above the table. */
  bar: ReactNode;
  /** At the end of it, together with the choice of columns. */
  actions?: ReactNode;
  /** Saved views, as tabs below. */
  views?: ReactNode;
  /** Actions on the selected rows; with it rows can be selected. `drop` takes some out again. */
  bulk?: (
    ids: readonly number[],
    rows: readonly Row[],
    drop: (ids: readonly number[]) => void,
    /** How many the list shows, as far as that is known. */
    count: number | null,
  ) => ReactNode;
  /** How many there are exactly, where the page knows better than its list. */
  count?: number;
  /** What belongs here and the first step, when there is nothing. */
  empty: ReactNode;
}

const pageName = (key: readonly unknown[]) =>
  String(key[1])
    .replace('/api/v1/', '')
    .replaceAll(/[^a-zA-Z0-9]+/g, '-');

const nobody: ReadonlySet<number> = new Set();

const gridIn = (page: HTMLElement | null) => page?.querySelector<HTMLElement>('[role=grid]');

/** j from anywhere but a text or the table itself, the arrow where nothing else takes it. */
function goesToGrid(event: KeyboardEvent): boolean {
  if (event.key === 'ArrowDown') return event.target === document.body;
  return event.key === 'j' && !typing(event) && !(event.target as Element).closest('[role=grid]');
}

/** Every list of the product: a line of filters, a virtual table, a footer with the count. */
export function ListPage<Row>(props: Props<Row>) {
  const { columns, idOf, onOpen, bulk } = props;
  const { t } = useText();
  const words = useProblemText();
  const keyText = JSON.stringify(props.queryKey);
  // The key says that the list changed, however often its parent is drawn.
  // oxlint-disable-next-line react/exhaustive-deps -- the text stands for the key and its fetch
  const queryKey = useMemo(() => props.queryKey, [keyText]);
  const source = useMemo(
    () => ({
      fetchPage: props.fetchPage,
      ...(props.fetchMarks && { fetchMarks: props.fetchMarks }),
    }),
    // oxlint-disable-next-line react/exhaustive-deps -- as above
    [keyText],
  );
  const list = usePages(queryKey, source);
  const { rows, loaded, moreError, onView } = list;
  const anywhere = props.fetchMarks !== undefined;
  const exact = props.count !== undefined || list.total !== null;
  // A list that is known to its end needs no count.
  const count = props.count ?? (list.isOld ? null : list.total) ?? list.count;
  const layout = useColumnLayout(props.page ?? pageName(queryKey), columns);

  const [marked, setMarked] = useState({ key: keyText, ids: nobody });
  const selected = marked.key === keyText ? marked.ids : nobody;
  const setSelected = useCallback(
    (ids: ReadonlySet<number>) => setMarked({ key: keyText, ids }),
    [keyText],
  );
  const [range, setRange] = useState<CellRange | null>(null);
  const sum = range && sumOf(range, rows, layout.shown);

  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (composing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === '/' && !typing(event)) {
        page.current?.querySelector<HTMLInputElement>('.page-bar input')?.focus();
      } else if (goesToGrid(event)) gridIn(page.current)?.focus();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const filled = rows.length > 0;
  useEffect(() => {
    // Whoever came by the menu or by Back goes on with the keys of the table.
    const { activeElement: now } = document;
    if (filled && (now === document.body || now?.closest('[role=menu]'))) {
      gridIn(page.current)?.focus({ preventScroll: true });
    }
  }, [filled]);

  const known = count !== null && (exact || count < COUNT_CAP) ? count : rows.length + UNKNOWN;
  const total = anywhere || list.total !== null ? rows.length : Math.max(known, rows.length);
  const whole = (number: number) => number.toLocaleString('en-US');
  const capped = (number: number) => `${whole(number)}${!exact && number >= COUNT_CAP ? '+' : ''}`;

  return (
    <div className="page" ref={page}>
      <div className="page-bar">
        {props.bar}
        <span className="page-bar-end">
          {props.actions}
          <ColumnPicker
            columns={layout.all}
            shown={layout.shown}
            changed={layout.changed}
            onShow={layout.show}
            onMove={layout.move}
            onReset={layout.reset}
          />
        </span>
      </div>
      {props.views}
      {list.error && <LoadError error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Skeleton active title={false} paragraph={{ rows: 12, width: '100%' }} />}
      {!list.isPending && !list.error && rows.length === 0 && (
        <div className="page-empty">
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={props.empty} />
        </div>
      )}
      {rows.length > 0 && (
        <Grid
          listKey={list.isOld ? '' : keyText}
          label={props.label}
          columns={layout.shown}
          rows={rows}
          total={total}
          startAt={list.startAt}
          idOf={idOf}
          selectable={bulk !== undefined}
          selected={selected}
          onSelect={setSelected}
          onView={onView}
          onRange={setRange}
          sort={props.sort}
          onResize={layout.resize}
          onMove={layout.move}
          {...(props.onSort && { onSort: props.onSort })}
          {...(anywhere && list.total === null && !list.isOld && { onSeekEnd: list.seekEnd })}
          {...(onOpen && {
            onOpen: (row: Row, at: number) => onOpen(row, runAround(rows, at)),
          })}
          {...(props.opens && { opens: props.opens })}
        />
      )}
      {rows.length > 0 && !list.isOld && (
        <PrintTable
          columns={layout.shown}
          rows={selected.size > 0 ? loaded.filter((row) => selected.has(idOf(row))) : loaded}
          idOf={idOf}
          note={
            selected.size > 0
              ? t('list.selected', { n: whole(selected.size) })
              : count !== null && count > loaded.length
                ? t('print.loaded', { n: whole(loaded.length), count: capped(count) })
                : ''
          }
        />
      )}
      {moreError && (
        <Alert
          type="error"
          showIcon
          title={words(moreError)}
          action={
            <Button size="small" onClick={list.retry}>
              {t('common.retry')}
            </Button>
          }
        />
      )}
      <div className="page-foot">
        {bulk && selected.size > 0 && (
          <div className="bulk-bar" role="toolbar" aria-label={t('list.bulk')}>
            <strong>{t('list.selected', { n: whole(selected.size) })}</strong>
            {bulk(
              [...selected],
              loaded.filter((row) => selected.has(idOf(row))),
              (done) => setSelected(new Set([...selected].filter((id) => !done.includes(id)))),
              count,
            )}
            <Button type="link" onClick={() => setSelected(nobody)}>
              {t('list.unselect')}
            </Button>
          </div>
        )}
        <span className="foot-count" role="status">
          {rows.length > 0 &&
            (count === null
              ? t('common.loaded', { shown: whole(loaded.length) })
              : t(Math.max(count, loaded.length) === 1 ? 'list.one' : 'list.count', {
                  count: capped(Math.max(count, loaded.length)),
                }))}
        </span>
        {rows.length > 0 && list.amountFen !== null && (
          <span className="foot-count">
            {t('list.sum', { sum: `¥${formatFen(fen(list.amountFen))}` })}
          </span>
        )}
        <span className="spring" />
        {sum && (
          <span className="foot-count">
            {t('list.cells', { n: whole(sum.cells) })}
            {sum.numbers > 0 && ` · ${t('list.sum', { sum: whole(sum.sum) })}`}
          </span>
        )}
      </div>
    </div>
  );
}
