import { api } from '@xinhang/shared/contract/api.ts';
import {
  cashDocStates,
  type CashDocState,
  type CashTransfer,
} from '@xinhang/shared/cash-transfers.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { useCashDocColumns } from './cash-doc-columns.tsx';
import { FileButton } from '../../form/file-button.tsx';
import type { TransferSearch } from './finance-search.ts';
import { moneyOrNone } from './money.ts';

const PAGE_SIZE = 100;

/** Money that went from one own account to another, the newest first. */
export function TransferList({ search }: { search: TransferSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const moves = useMay('cash.move');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const show = (next: TransferSearch) =>
    void navigate({ to: '/cash-transfers', search: tidy(next) });
  const create = () => void navigate({ to: '/cash-transfers/new' });
  useShortcut({ key: 'n', alt: true }, moves ? create : null);
  const query = { ...search, limit: PAGE_SIZE };
  const filtered = Object.values(search).some((value) => value !== undefined);
  const add = <NewButton may={moves} label={t('transfer.new')} onNew={create} />;
  return (
    <ListPage<CashTransfer>
      label={t('menu.cashTransfers')}
      page="cash-transfers"
      queryKey={keyOf(api.cashTransfers.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.cashTransfers.list, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/cash-transfers/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('transfer.find')}
            width={200}
            onFind={(q) => show({ ...search, q })}
          />
          <Select<CashDocState | null>
            allowClear
            style={{ width: 120 }}
            aria-label={t('finance.state')}
            placeholder={t('finance.state')}
            value={search.state?.[0] ?? null}
            options={cashDocStates.map((value) => ({ value, label: t(`finance.state.${value}`) }))}
            onChange={(value) => show({ ...search, state: value ? [value] : undefined })}
          />
          {filtered && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
          <FileButton
            label={t('transfer.export')}
            endpoint={api.cashTransfers.export}
            body={search}
          />
          {add}
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'finance.emptyFiltered' : 'transfer.empty')}</span>
          <div className="line" style={{ justifyContent: 'center' }}>
            {filtered ? <Button onClick={() => show({})}>{t('common.clear')}</Button> : add}
          </div>
        </div>
      }
    />
  );
}

function useColumns(): Column<CashTransfer>[] {
  const { t, language } = useText();
  const { no, date, state, amount, note, maker } = useCashDocColumns<CashTransfer>();
  return useMemo(
    () => [
      no,
      date,
      state,
      { key: 'from', title: t('transfer.from'), width: 170, text: (row) => row.from.name },
      { key: 'to', title: t('transfer.to'), width: 170, text: (row) => row.to.name },
      amount,
      {
        key: 'fee',
        title: t('finance.fee'),
        width: 100,
        align: 'end',
        text: (row) => moneyOrNone(row.feeFen),
        value: (row) => row.feeFen / 100,
      },
      note,
      maker,
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
