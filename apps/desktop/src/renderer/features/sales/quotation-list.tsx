import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { quotationStates, type QuotationState as State } from '@xinhang/shared/quotation-rules.ts';
import type { QuotationRow } from '@xinhang/shared/quotations.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { DayRange } from '../../ui/day-range.tsx';
import { useDates } from '../../ui/dates.ts';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { QuotationExport } from './quotation-export.tsx';
import type { QuotationSearch } from './quotation-search.ts';
import { QuotationState } from './quotation-state.tsx';

const PAGE_SIZE = 100;

/** Quotations to the customers that the person sees, the newest first. */
export function QuotationList({ search }: { search: QuotationSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const mayWrite = useMay('quotations.update');
  const mayExport = useMay('quotations.export');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const [exporting, setExporting] = useState(false);
  const { customerName, ...asked } = search;
  const query = { ...asked, count: true, limit: PAGE_SIZE };
  const show = (next: QuotationSearch) => void navigate({ to: '/quotations', search: tidy(next) });
  const change = (part: Partial<QuotationSearch>) => show({ ...search, ...part });
  const create = () => void navigate({ to: '/quotations/new' });
  useShortcut({ key: 'n', alt: true }, mayWrite ? create : null);
  const filtered = Object.values(asked).some((value) => value !== undefined);
  const customer =
    search.customerId === undefined
      ? null
      : { id: search.customerId, name: customerName ?? String(search.customerId) };
  return (
    <>
      <ListPage<QuotationRow>
        label={t('quotation.title')}
        page="quotations"
        queryKey={keyOf(api.quotations.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.quotations.list, {
            query: { ...query, ...(cursor && { cursor }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row, rows) => {
          follow(rows.map((one) => one.id));
          void navigate({ to: '/quotations/$id', params: { id: String(row.id) } });
        }}
        bar={
          <>
            <FindBox
              q={search.q}
              placeholder={t('quotation.find')}
              width={180}
              onFind={(q) => change({ q })}
            />
            <Select<State | null>
              allowClear
              style={{ width: 104 }}
              aria-label={t('order.state')}
              placeholder={t('order.state')}
              value={search.state?.[0] ?? null}
              options={quotationStates.map((value) => ({
                value,
                label: t(`quotation.state.${value}`),
              }))}
              onChange={(value) => change({ state: value ? [value] : undefined })}
            />
            <span style={{ width: 164 }}>
              <CustomerRefPicker
                label={t('order.customer')}
                placeholder={t('order.customer')}
                value={customer}
                onChange={(chosen) =>
                  change({ customerId: chosen?.id, customerName: chosen?.name })
                }
              />
            </span>
            <DayRange from={search.from} to={search.to} width={116} onChange={change} />
            {filtered && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <span className="spring" />
            {mayExport && <Button onClick={() => setExporting(true)}>{t('order.exportOk')}</Button>}
            <NewButton may={mayWrite} label={t('quotation.new')} onNew={create} />
          </>
        }
        empty={
          <div className="stack">
            <span>{t(filtered ? 'quotation.emptyFiltered' : 'quotation.empty')}</span>
            <div className="line" style={{ justifyContent: 'center' }}>
              {filtered ? (
                <Button onClick={() => show({})}>{t('common.clear')}</Button>
              ) : (
                <NewButton may={mayWrite} label={t('quotation.new')} onNew={create} />
              )}
            </div>
          </div>
        }
      />
      <QuotationExport open={exporting} filter={asked} onClose={() => setExporting(false)} />
    </>
  );
}

function useColumns(): Column<QuotationRow>[] {
  const { t, language } = useText();
  const { day } = useDates();
  return useMemo(
    () => [
      {
        key: 'no',
        title: t('order.no'),
        width: 150,
        text: (row) => row.no || t('order.noNo'),
        render: (row) => (row.no ? row.no : <span className="soft">{t('order.noNo')}</span>),
      },
      {
        key: 'revision',
        title: t('quotation.revision'),
        width: 60,
        align: 'end',
        text: (row) => String(row.revision),
      },
      {
        key: 'customer',
        title: t('order.customer'),
        width: 220,
        grows: true,
        text: (row) => row.customer.name,
      },
      {
        key: 'date',
        title: t('quotation.businessDate'),
        width: 100,
        text: (row) => row.businessDate,
        render: (row) => <span title={row.businessDate}>{day(row.businessDate)}</span>,
      },
      {
        key: 'state',
        title: t('order.state'),
        width: 80,
        text: (row) => t(`quotation.state.${row.state}`),
        render: (row) => <QuotationState state={row.state} />,
      },
      {
        key: 'gross',
        title: t('order.gross'),
        width: 120,
        align: 'end',
        text: (row) => formatFen(fen(row.grossFen)),
        value: (row) => row.grossFen / 100,
      },
      {
        key: 'validTo',
        title: t('quotation.validTo'),
        width: 110,
        text: (row) => row.validTo,
        render: (row) => (
          <span className={row.state === 'expired' ? 'danger' : ''} title={row.validTo}>
            {day(row.validTo)}
          </span>
        ),
      },
      { key: 'reason', title: t('quotation.reason'), width: 160, text: (row) => row.reason },
      { key: 'note', title: t('order.note'), width: 160, text: (row) => row.note },
      { key: 'madeBy', title: t('order.maker'), width: 90, text: (row) => row.madeBy.name },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
