import { api } from '@xinhang/shared/contract/api.ts';
import {
  supplierInvoiceStates,
  type SupplierInvoiceRow,
  type SupplierInvoiceState,
  type UninvoicedSupplier,
} from '@xinhang/shared/supplier-invoices.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Segmented, Select } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { useDates } from '../../ui/dates.ts';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import type { SupplierInvoiceSearch } from './fapiao-search.ts';
import { FileButton } from '../../form/file-button.tsx';
import { money } from './money.ts';

const PAGE_SIZE = 100;

/** Invoices of suppliers, and what came and has none. */
export function SupplierInvoiceList({ search }: { search: SupplierInvoiceSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const show = (next: SupplierInvoiceSearch) =>
    void navigate({ to: '/supplier-invoices', search: tidy(next) });
  const choice = (
    <Segmented<'list' | 'open'>
      aria-label={t('menu.supplierInvoices')}
      value={search.open ? 'open' : 'list'}
      options={[
        { value: 'list', label: t('supplierInvoice.list') },
        { value: 'open', label: t('supplierInvoice.uninvoiced') },
      ]}
      onChange={(value) => show({ open: value === 'open' || undefined })}
    />
  );
  return search.open ? (
    <OpenList choice={choice} search={search} onShow={show} />
  ) : (
    <InvoiceList choice={choice} search={search} onShow={show} />
  );
}

interface Props {
  choice: ReactNode;
  search: SupplierInvoiceSearch;
  onShow: (next: SupplierInvoiceSearch) => void;
}

function InvoiceList({ choice, search, onShow }: Props) {
  const { t } = useText();
  const navigate = useNavigate();
  const manages = useMay('supplierInvoices.manage');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const { open: _open, ...asked } = search;
  const query = { ...asked, limit: PAGE_SIZE };
  const sums = useEndpoint(
    api.supplierInvoices.list,
    { query: { ...asked, count: true, limit: 1 } },
    { keep: true },
  );
  const totals = sums.data?.totals;
  const change = (part: Partial<SupplierInvoiceSearch>) => onShow({ ...search, ...part });
  const create = () => void navigate({ to: '/supplier-invoices/new', search: {} });
  useShortcut({ key: 'n', alt: true }, manages ? create : null);
  const filtered = Object.values(asked).some((value) => value !== undefined);
  const add = <NewButton may={manages} label={t('supplierInvoice.new')} onNew={create} />;
  return (
    <ListPage<SupplierInvoiceRow>
      label={t('menu.supplierInvoices')}
      page="supplier-invoices"
      queryKey={keyOf(api.supplierInvoices.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.supplierInvoices.list, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/supplier-invoices/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          {choice}
          <FindBox
            q={search.q}
            placeholder={t('supplierInvoice.find')}
            width={180}
            onFind={(q) => change({ q })}
          />
          <Select<SupplierInvoiceState | null>
            allowClear
            style={{ width: 100 }}
            aria-label={t('finance.state')}
            placeholder={t('finance.state')}
            value={search.state?.[0] ?? null}
            options={supplierInvoiceStates.map((value) => ({
              value,
              label: t(`finance.state.${value}`),
            }))}
            onChange={(value) => change({ state: value ? [value] : undefined })}
          />
          <Checkbox
            checked={search.uncertified === true}
            onChange={(event) => change({ uncertified: event.target.checked || undefined })}
          >
            {t('supplierInvoice.uncertified')}
          </Checkbox>
          {filtered && (
            <Button type="link" onClick={() => onShow({})}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
          {totals && (
            <span style={{ whiteSpace: 'nowrap' }}>
              <span className="soft">{t('fapiao.tax')}</span>{' '}
              <strong>{money(totals.taxFen)}</strong>{' '}
              <span className="soft">{t('fapiao.gross')}</span>{' '}
              <strong>{money(totals.grossFen)}</strong>
            </span>
          )}
          <FileButton
            label={t('fapiao.export')}
            endpoint={api.supplierInvoices.export}
            body={asked}
          />
          {add}
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'fapiao.emptyFiltered' : 'supplierInvoice.empty')}</span>
          <div className="line" style={{ justifyContent: 'center' }}>
            {filtered ? <Button onClick={() => onShow({})}>{t('common.clear')}</Button> : add}
          </div>
        </div>
      }
    />
  );
}

function useColumns(): Column<SupplierInvoiceRow>[] {
  const { t, language } = useText();
  const { day } = useDates();
  return useMemo(() => {
    const amount = (
      key: string,
      title: string,
      of: (row: SupplierInvoiceRow) => number,
    ): Column<SupplierInvoiceRow> => ({
      key,
      title,
      width: 120,
      align: 'end',
      text: (row) => money(of(row)),
      value: (row) => of(row) / 100,
    });
    const certified = (row: SupplierInvoiceRow) =>
      !row.deductible || row.purpose === 'red'
        ? ''
        : (row.certifiedMonth ??
          (row.state === 'confirmed' ? t('supplierInvoice.uncertified') : ''));
    return [
      {
        key: 'number',
        title: t('fapiao.number'),
        width: 172,
        text: (row) => row.number || t('finance.draft'),
        render: (row) => row.number || <span className="soft">{t('finance.draft')}</span>,
      },
      {
        key: 'date',
        title: t('fapiao.date'),
        width: 90,
        text: (row) => row.businessDate,
        render: (row) => <span title={row.businessDate}>{day(row.businessDate)}</span>,
      },
      {
        key: 'purpose',
        title: t('supplierInvoice.purpose'),
        width: 56,
        text: (row) => t(`supplierInvoice.purpose.${row.purpose}`),
        render: (row) => (
          <span className={row.purpose === 'red' ? 'danger' : ''}>
            {t(`supplierInvoice.purpose.${row.purpose}`)}
          </span>
        ),
      },
      {
        key: 'kind',
        title: t('fapiao.kind'),
        width: 100,
        text: (row) => t(`fapiao.kind.${row.kind}`),
      },
      {
        key: 'state',
        title: t('finance.state'),
        width: 76,
        text: (row) => t(`finance.state.${row.state}`),
        render: (row) => (
          <span
            className={row.state === 'reversed' ? 'danger' : row.state === 'draft' ? 'soft' : ''}
          >
            {t(`finance.state.${row.state}`)}
          </span>
        ),
      },
      {
        key: 'supplier',
        title: t('supplierInvoice.supplier'),
        width: 200,
        grows: true,
        text: (row) => row.supplier.name,
      },
      amount('net', t('fapiao.net'), (row) => row.netFen),
      amount('tax', t('fapiao.tax'), (row) => row.taxFen),
      amount('gross', t('fapiao.gross'), (row) => row.grossFen),
      { key: 'certified', title: t('supplierInvoice.certified'), width: 90, text: certified },
      { key: 'note', title: t('fapiao.note'), width: 160, text: (row) => row.note },
      { key: 'maker', title: t('finance.maker'), width: 90, text: (row) => row.madeBy.name },
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language]);
}

function OpenList({ choice, search, onShow }: Props) {
  const { t } = useText();
  const navigate = useNavigate();
  const columns = useOpenColumns();
  const { q } = search;
  const query = { ...(q !== undefined && { q }), limit: PAGE_SIZE };
  const sums = useEndpoint(
    api.supplierInvoices.uninvoiced,
    { query: { ...query, limit: 1 } },
    { keep: true },
  );
  return (
    <ListPage<UninvoicedSupplier>
      label={t('supplierInvoice.uninvoiced')}
      page="uninvoiced-suppliers"
      queryKey={keyOf(api.supplierInvoices.uninvoiced, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.supplierInvoices.uninvoiced, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.supplier.id}
      onOpen={({ supplier: { id, name } }) =>
        void navigate({
          to: '/supplier-invoices/new',
          search: { supplierId: id, supplierName: name },
        })
      }
      bar={
        <>
          {choice}
          <FindBox
            q={q}
            placeholder={t('supplierInvoice.findSupplier')}
            width={200}
            onFind={(text) => onShow({ open: true, q: text })}
          />
          <span className="spring" />
          {sums.data && (
            <span>
              <span className="soft">{t('supplierInvoice.uninvoiced')}</span>{' '}
              <strong>{money(sums.data.totals.uninvoicedFen)}</strong>
            </span>
          )}
        </>
      }
      empty={t(q === undefined ? 'supplierInvoice.allCame' : 'fapiao.emptyFiltered')}
    />
  );
}

function useOpenColumns(): Column<UninvoicedSupplier>[] {
  const { t, language } = useText();
  return useMemo(
    () => [
      {
        key: 'supplier',
        title: t('supplierInvoice.supplier'),
        width: 280,
        grows: true,
        text: (row) => row.supplier.name,
      },
      {
        key: 'open',
        title: t('supplierInvoice.uninvoiced'),
        width: 160,
        align: 'end',
        text: (row) => money(row.uninvoicedFen),
        value: (row) => row.uninvoicedFen / 100,
      },
      {
        key: 'receipts',
        title: t('supplierInvoice.receipts'),
        width: 100,
        align: 'end',
        text: (row) => String(row.receiptCount),
        value: (row) => row.receiptCount,
      },
      {
        key: 'oldest',
        title: t('supplierInvoice.oldest'),
        width: 120,
        text: (row) => row.oldestOn,
      },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
