import { api } from '@xinhang/shared/contract/api.ts';
import { receiptNoteStates, type ReceiptNoteState } from '@xinhang/shared/purchase-order-rules.ts';
import type { ReceiptNoteRow } from '@xinhang/shared/receipt-notes.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { PlaceSelect } from '../../form/place-select.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { DayRange } from '../../ui/day-range.tsx';
import { useDates } from '../../ui/dates.ts';
import { shownFen } from './purchase-line.ts';
import type { ReceiptNoteSearch } from './purchase-search.ts';

const PAGE_SIZE = 100;

/** What came in from suppliers, the newest first. */
export function ReceiptNoteList({ search }: { search: ReceiptNoteSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const query = { ...search, limit: PAGE_SIZE };
  const show = (next: ReceiptNoteSearch) =>
    void navigate({ to: '/receipt-notes', search: tidy(next) });
  const change = (part: Partial<ReceiptNoteSearch>) => show({ ...search, ...part });
  const filtered = Object.values(search).some((value) => value !== undefined);
  const toIncoming = (
    <Button type="primary" onClick={() => void navigate({ to: '/incoming' })}>
      {t('receiptNote.toIncoming')}
    </Button>
  );
  return (
    <ListPage<ReceiptNoteRow>
      label={t('receiptNote.title')}
      page="receipt-notes"
      queryKey={keyOf(api.receiptNotes.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.receiptNotes.list, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/receipt-notes/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('receiptNote.find')}
            width={240}
            onFind={(q) => change({ q })}
          />
          <Select<ReceiptNoteState | null>
            allowClear
            style={{ width: 110 }}
            aria-label={t('order.state')}
            placeholder={t('order.state')}
            value={search.state?.[0] ?? null}
            options={receiptNoteStates.map((value) => ({
              value,
              label: t(`receiptNote.state.${value}`),
            }))}
            onChange={(value) => change({ state: value ? [value] : undefined })}
          />
          <PlaceSelect
            label={t('receiptNote.warehouse')}
            clearable
            style={{ width: 150 }}
            value={search.warehouseId ?? null}
            onChange={(warehouseId) => change({ warehouseId: warehouseId ?? undefined })}
          />
          <DayRange from={search.from} to={search.to} width={120} onChange={change} />
          {filtered && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
          {toIncoming}
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'receiptNote.emptyFiltered' : 'receiptNote.empty')}</span>
          <div className="line" style={{ justifyContent: 'center' }}>
            {filtered ? <Button onClick={() => show({})}>{t('common.clear')}</Button> : toIncoming}
          </div>
        </div>
      }
    />
  );
}

function useColumns(): Column<ReceiptNoteRow>[] {
  const { t, language } = useText();
  const { day } = useDates();
  return useMemo(
    () => [
      {
        key: 'no',
        title: t('order.no'),
        width: 160,
        text: (row) => row.no || t('order.noNo'),
        render: (row) => (row.no ? row.no : <span className="soft">{t('order.noNo')}</span>),
      },
      {
        key: 'supplier',
        title: t('purchase.supplier'),
        width: 220,
        grows: true,
        text: (row) => row.supplier.name,
      },
      {
        key: 'date',
        title: t('receiptNote.date'),
        width: 100,
        text: (row) => row.businessDate,
        render: (row) => <span title={row.businessDate}>{day(row.businessDate)}</span>,
      },
      {
        key: 'state',
        title: t('order.state'),
        width: 80,
        text: (row) => t(`receiptNote.state.${row.state}`),
        words: receiptNoteStates.map((state) => t(`receiptNote.state.${state}`)),
        render: (row) => (
          <span
            className={row.state === 'reversed' ? 'danger' : row.state === 'draft' ? 'soft' : ''}
          >
            {t(`receiptNote.state.${row.state}`)}
          </span>
        ),
      },
      {
        key: 'gross',
        title: t('order.gross'),
        width: 120,
        align: 'end',
        text: (row) => shownFen(row.grossFen),
        value: (row) => (row.grossFen === null ? null : row.grossFen / 100),
      },
      {
        key: 'lines',
        title: t('order.lineCount'),
        width: 70,
        align: 'end',
        text: (row) => String(row.lineCount),
        value: (row) => row.lineCount,
      },
      {
        key: 'warehouse',
        title: t('receiptNote.warehouse'),
        width: 120,
        text: (row) => row.warehouse?.name ?? '',
      },
      {
        key: 'supplierNoteNo',
        title: t('receiptNote.supplierNoteNo'),
        width: 140,
        text: (row) => row.supplierNoteNo,
      },
      { key: 'note', title: t('purchase.note'), width: 160, grows: true, text: (row) => row.note },
      { key: 'madeBy', title: t('order.maker'), width: 90, text: (row) => row.madeBy.name },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
