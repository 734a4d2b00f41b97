import { api } from '@xinhang/shared/contract/api.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { client } from '../../app/client.ts';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { composing } from '../../ui/keys.ts';
import { useDebounced } from '../../ui/use-debounced.ts';
import { leavingOf, pasting, type CellProps } from './cell-editor.tsx';
import type { DocLine, LineInput } from './line-column.ts';
import { looksScanned } from './paste-lines.ts';

const WAIT_MS = 120;
const OFFERED = 12;

type Found = PickedProduct & { active: boolean };

interface Props<Line> extends CellProps<Line> {
  input: Extract<LineInput<Line>, { kind: 'product' }>;
  /** What a scanner typed, or may have: found without keeping the hand from the next. */
  onScan: (text: string) => void;
  /** Keys that are pressed meanwhile wait. */
  onAsk: (work: () => Promise<void>) => Promise<void>;
  /** What was written meanwhile. */
  written: () => string;
}

/** A product by pinyin, code, name or barcode: the list below, Enter takes what is marked. */
export function ProductCell<Line extends DocLine>(props: Props<Line>) {
  const { t } = useText();
  const { input, line, onTake, onLeave } = props;
  const [text, setText] = useState<string | null>(null);
  const [marked, setMarked] = useState(0);
  const [none, setNone] = useState(false);
  const listId = useId();
  // What names no product yet is looked for anew by Enter alone.
  const typed = (text ?? line.unmatched ?? '').trim();
  const q = useDebounced(typed, WAIT_MS);
  const query = { q, limit: OFFERED, all: input.retired };
  const found = useEndpoint(api.products.pick, { query }, { enabled: q !== '' });
  const settled = q === typed && found.data !== undefined;
  const fits = (row: PickedProduct) => input.services === true || row.kind === 'goods';
  const rows = typed === '' || !settled ? [] : found.data!.rows.filter(fits);
  const take = (picked: PickedProduct) => onTake(input.take(line, picked), 'enter');

  /** Nothing of that word; whoever only passes goes on. */
  const nothing = () => (text === null ? onLeave('enter') : setNone(true));
  /** The hand was faster than the list. */
  const ask = async () => {
    const query = {
      q: typed,
      limit: OFFERED,
      all: input.retired,
    };
    const answer = await client.call(api.products.pick, { query }).catch(() => null);
    const first = answer?.rows.find(fits);
    if (first) take(first);
    // Who wrote on sees it in red, and finds the next cells where they belong.
    else if (props.written() !== '') onTake({ ...line, product: null, unmatched: typed }, 'enter');
    else if (answer) nothing();
  };
  const enter = () => {
    if (typed === '') onLeave('enter');
    else if (looksScanned(typed)) {
      setText(null);
      props.onScan(typed);
    } else if (!settled) void props.onAsk(ask);
    else if (rows[marked]) take(rows[marked]);
    else nothing();
  };
  /** What was typed and not taken stands there in red, unless a product stands there already. */
  const leaveIt = () => {
    setText(null);
    if (text !== null && typed !== '' && line.product === null && typed !== line.unmatched)
      onTake({ ...line, unmatched: typed }, null);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && text !== null && !composing(event)) {
      event.stopPropagation();
      setText(null);
      setNone(false);
      return;
    }
    const leaving = leavingOf(event);
    if (!leaving) return;
    event.preventDefault();
    if (leaving === 'enter') enter();
    else if (rows.length > 0 && (leaving === 'down' || leaving === 'up')) {
      const step = leaving === 'down' ? 1 : -1;
      setMarked((marked + step + rows.length) % rows.length);
    } else onLeave(leaving);
  };
  return (
    <div className="doc-product">
      <input
        autoFocus
        autoComplete="off"
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(rows[marked] && { 'aria-activedescendant': `${listId}-${rows[marked].id}` })}
        className={none ? 'doc-input doc-wrong' : 'doc-input'}
        maxLength={100}
        aria-label={props.label}
        aria-invalid={none}
        placeholder={t('doc.productHint')}
        value={text ?? props.text}
        onFocus={(event) => event.target.select()}
        onPaste={pasting(props.onPaste)}
        onChange={(event) => {
          setText(event.target.value);
          setMarked(0);
          setNone(false);
        }}
        onBlur={leaveIt}
        onKeyDown={onKey}
      />
      {typed !== '' && (
        <ProductList
          id={listId}
          rows={rows}
          marked={marked}
          note={settled && rows.length === 0 ? t('doc.noProduct', { q: typed }) : null}
          onTake={take}
        />
      )}
    </div>
  );
}

interface ListProps {
  id: string;
  rows: readonly Found[];
  marked: number;
  note: string | null;
  onTake: (picked: PickedProduct) => void;
}

function ProductList({ id, rows, marked, note, onTake }: ListProps) {
  const { t } = useText();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[marked]?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  if (rows.length === 0) return note === null ? null : <div className="doc-list soft">{note}</div>;
  return (
    <ul className="doc-list" id={id} role="listbox" ref={list}>
      {rows.map((row, at) => (
        <li
          key={`${row.id}-${row.unit.id}`}
          id={`${id}-${row.id}`}
          role="option"
          aria-selected={at === marked}
          className={at === marked ? 'doc-marked' : ''}
          // Before the field loses the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(row);
          }}
        >
          <span>{row.code}</span>
          <span>{row.name}</span>
          <span className="soft">{row.spec}</span>
          <span className="soft">{row.unit.name}</span>
          {!row.active && <span className="soft">{t('field.not-in-use')}</span>}
        </li>
      ))}
    </ul>
  );
}
