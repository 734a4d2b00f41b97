import { api } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import {
  importVerdicts,
  type ImportBatch,
  type ImportRow,
  type ImportVerdict,
} from '@xinhang/shared/imports.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useRefusedWords } from '../../form/use-refused-words.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { ListPage } from '../../table/list-page.tsx';
import { CountedChoice } from '../../ui/counted-choice.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { ImportDistribute } from './import-distribute.tsx';
import { ImportSums } from './import-sums.tsx';
import { useImportWords } from './words.ts';

interface Props {
  batch: ImportBatch;
  busy: boolean;
  onMapping: () => void;
}

const whole = (n: number) => n.toLocaleString('en-US');
/** Something of it was written: rows lead to their customers. */
const written = ({ state }: ImportBatch) => state !== 'uploaded' && state !== 'checked';
/** What somebody should look at. */
const odd: ReadonlySet<string> = new Set(['similar', 'invalid', 'kept']);
/** The server tells no names of customers to somebody without them, such as an administrator. */
const useNamed = ({ kind }: ImportBatch) => {
  const seesCustomers = useMay('customers.read');
  return seesCustomers || kind !== 'customers';
};

/** Where what a row made is looked at; kinds without have no page of their own. */
const pageOf: Partial<
  Record<ImportBatch['kind'], '/customers/$id' | '/products/$id' | '/suppliers/$id'>
> = {
  customers: '/customers/$id',
  products: '/products/$id',
  suppliers: '/suppliers/$id',
  salesFacts: '/customers/$id',
};

/** What becomes, or became, of each row, and the step that comes next. */
export function ImportResult({ batch, busy, onMapping }: Props) {
  const { t, language } = useText();
  const words = useImportWords(batch.kind);
  const navigate = useNavigate();
  const named = useNamed(batch);
  const [shown, setShown] = useState<ImportVerdict | 'all'>('all');
  const { counts } = batch;
  const present = importVerdicts.filter((code) => (counts[code] ?? 0) > 0);
  const verdict = shown !== 'all' && present.includes(shown) ? shown : 'all';
  const query = verdict === 'all' ? {} : { verdict: [verdict] };
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const count = verdict === 'all' ? total : (counts[verdict] ?? 0);
  const columns = useMemo(
    () => [
      ...(named
        ? [
            {
              key: 'name',
              title: t('import.name'),
              width: 260,
              text: (row: ImportRow) => row.label,
            },
          ]
        : []),
      {
        key: 'row',
        title: t('import.rowNo'),
        width: 80,
        align: 'end' as const,
        text: (row: ImportRow) => String(row.row),
      },
      {
        key: 'verdict',
        title: t('import.verdict'),
        width: 130,
        text: (row: ImportRow) => words.verdict(row.verdict),
        render: (row: ImportRow) => (
          <span className={odd.has(row.verdict) ? 'danger' : ''}>{words.verdict(row.verdict)}</span>
        ),
      },
      { key: 'reason', grows: true, title: t('import.reason'), width: 640, text: words.reason },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language and the fields
    [language, words.targets.length, named],
  );
  const idOf = ({ customerId, entityId }: ImportRow) => customerId ?? entityId;
  const open = (row: ImportRow) => {
    const id = idOf(row);
    if (id === null) return;
    const to = pageOf[batch.kind];
    if (to) void navigate({ to, params: { id: String(id) } });
  };
  return (
    <ListPage<ImportRow>
      label={t('import.rowsLabel')}
      page="import-rows"
      queryKey={keyOf(api.imports.listRows, { params: { id: batch.id }, query })}
      fetchPage={(cursor, signal) =>
        client.call(api.imports.listRows, {
          params: { id: batch.id },
          query: { ...query, limit: 200, ...(cursor && { cursor }) },
          signal,
        })
      }
      count={count}
      idOf={(row) => row.row}
      {...(written(batch) && {
        onOpen: open,
        opens: (row) => pageOf[batch.kind] !== undefined && idOf(row) !== null,
      })}
      columns={columns}
      bar={
        <>
          <CountedChoice
            label={t('import.verdict')}
            value={verdict}
            total={total}
            kinds={present.map((value) => ({
              value,
              label: words.verdict(value),
              count: counts[value] ?? 0,
            }))}
            onChange={setShown}
          />
          <ImportSums batch={batch} />
          <span className="spring" />
          <Actions batch={batch} busy={busy} onMapping={onMapping} />
        </>
      }
      empty={t(busy ? 'import.working' : 'import.noRows')}
    />
  );
}

function Actions({ batch, busy, onMapping }: Props) {
  const { t, language } = useText();
  const refusal = useRefusedWords();
  const { message, modal } = App.useApp();
  const run = useCommand(api.imports.run);
  const undo = useCommand(api.imports.undo);
  const { counts, state } = batch;
  const params = { id: batch.id };
  const named = useNamed(batch);
  const mayAssign = useMay('customers.assign');
  const of = (verdict: ImportVerdict) => counts[verdict] ?? 0;
  const good = of('create') + of('similar') + of('addContact') + of('update');
  const leftOut = of('duplicate') + of('invalid');
  const onError = (error: Error) => void message.error(refusal(error).join(' '));
  const start = () => {
    const { mapping, ownerless, duplicates } = batch;
    run.mutate({ params, body: { mapping, ownerless, duplicates } }, { onError });
  };
  const may = state === 'checked' && !busy && good > 0 && !run.isPending;
  useShortcut({ key: 'enter', ctrl: true }, may ? start : null);
  const askUndo = () =>
    void modal.confirm({
      title: t('import.undoAsk', { name: batch.fileName, n: whole(good) }),
      content: t(wordKey('import.undoWhat', batch.kind, 'import.undoWhat.other')),
      okText: t('import.undo'),
      onOk: () => undo.mutateAsync({ params }).catch(onError),
    });
  return (
    <>
      {leftOut > 0 && (
        <Button
          disabled={busy}
          href={urlOf(api.imports.errorFile, { params, query: { lang: language } })}
          title={t(named ? 'import.errorFileNote' : 'import.reasonsNote')}
        >
          {t(named ? 'import.errorFile' : 'import.reasons', { n: whole(leftOut) })}
        </Button>
      )}
      {state === 'checked' && (
        <>
          <Button disabled={busy} onClick={onMapping}>
            {t('import.changeMapping')}
          </Button>
          <Button
            type="primary"
            disabled={busy || good === 0}
            loading={run.isPending}
            aria-keyshortcuts="Control+Enter"
            onClick={start}
          >
            {t('import.run', { n: whole(good) })}
          </Button>
        </>
      )}
      {batch.kind === 'customers' && written(batch) && state !== 'undone' && mayAssign && !busy && (
        <ImportDistribute importId={batch.id} />
      )}
      {written(batch) && state !== 'undone' && (
        <Button disabled={!batch.undoable} loading={undo.isPending} onClick={askUndo}>
          {t('import.undo')}
        </Button>
      )}
    </>
  );
}
