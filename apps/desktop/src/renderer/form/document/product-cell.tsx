import { api } from '@xinhang/shared/contract/api.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { client } from '../../app/client.ts';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { composing } from '../../ui/keys.ts';
import { useDebounced } from '../../ui/use-debounced.ts';
import { leavingOf, pasting, type CellProps } from './cell-editor.tsx';
import type { LineInput } from './line-column.ts';
import { looksScanned } from './paste-lines.ts';

const WAIT_MS = 120;
const OFFERED = 12;

interface Props<Line> extends CellProps<Line> {
  input: Extract<LineInput<Line>, { kind: 'product' }>;
  /** What a scanner typed, or may have: found without keeping the hand from the next. */
  onScan: (text: string) => void;
}

/** A product by pinyin, code, name or barcode: the list below, Enter takes what is marked. */
export function ProductCell<Line>(props: Props<Line>) {
  const { t } = useText();
  const { input, line, onTake, onLeave } = props;
  const [text, setText] = useState<string | null>(null);
  const [marked, setMarked] = useState(0);
  const [none, setNone] = useState(false);
  const listId = useId();
  const asking = useRef(false);
  const typed = text?.trim() ?? '';
  const q = useDebounced(typed, WAIT_MS);
  const query = { q, limit: OFFERED };
  const found = useEndpoint(api.products.pick, { query }, { enabled: q !== '' });
  const settled = q === typed && found.data !== undefined;
  const fits = (row: PickedProduct) => input.services === true || row.kind === 'goods';
  const rows = typed === '' || !settled ? [] : found.data!.rows.filter(fits);
  const take = (picked: PickedProduct) => onTake(input.take(line, picked), 'enter');

  const enter = async () => {
    if (typed === '') return onLeave('enter');
    if (looksScanned(typed)) {
      setText(null);
      props.onScan(typed);
      return undefined;
    }
    if (settled) {
      const chosen = rows[marked];
      if (chosen) take(chosen);
      else setNone(true);
      return undefined;
    }
    // The hand was faster than the list.
    if (asking.current) return undefined;
    asking.current = true;
    try {
      const answer = await client.call(api.products.pick, { query: { q: typed, limit: OFFERED } });
      const first = answer.rows.find(fits);
      if (first) take(first);
      else setNone(true);
    } catch {
      // The list below says what is wrong with the line.
    } finally {
      asking.current = false;
    }
    return undefined;
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
    if (leaving === 'enter') void enter();
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
        onBlur={() => setText(null)}
        onKeyDown={onKey}
      />
      {text !== null && typed !== '' && (
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
  rows: readonly PickedProduct[];
  marked: number;
  note: string | null;
  onTake: (picked: PickedProduct) => void;
}

function ProductList({ id, rows, marked, note, onTake }: ListProps) {
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
        </li>
      ))}
    </ul>
  );
}
