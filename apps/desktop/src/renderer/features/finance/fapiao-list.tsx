import { api } from '@xinhang/shared/contract/api.ts';
import type { FapiaoRow } from '@xinhang/shared/fapiao.ts';
import { fapiaoStates, type FapiaoState } from '@xinhang/shared/fapiao-rules.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
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
import { FapiaoExport } from './fapiao-export.tsx';
import type { FapiaoSearch } from './fapiao-search.ts';
import { money } from './money.ts';

const PAGE_SIZE = 100;

/** The register of fapiao to customers, the newest first. */
export function FapiaoList({ search }: { search: FapiaoSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const manages = useMay('fapiao.manage');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const { customerName, ...asked } = search;
  const query = { ...asked, limit: PAGE_SIZE };
  const sums = useEndpoint(
    api.fapiao.list,
    { query: { ...asked, count: true, limit: 1 } },
    { keep: true },
  );
  const totals = sums.data?.totals;
  const show = (next: FapiaoSearch) => void navigate({ to: '/fapiao', search: tidy(next) });
  const change = (part: Partial<FapiaoSearch>) => show({ ...search, ...part });
  const create = () => void navigate({ to: '/fapiao/new', search: {} });
  useShortcut({ key: 'n', alt: true }, manages ? create : null);
  const filtered = Object.values(asked).some((value) => value !== undefined);
  const add = <NewButton may={manages} label={t('fapiao.new')} onNew={create} />;
  const customer =
    search.customerId === undefined
      ? null
      : { id: search.customerId, name: customerName ?? String(search.customerId) };
  return (
    <ListPage<FapiaoRow>
      label={t('menu.fapiao')}
      page="fapiao"
      queryKey={keyOf(api.fapiao.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.fapiao.list, { query: { ...query, ...(cursor && { cursor }) }, signal })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/fapiao/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('fapiao.find')}
            width={140}
            onFind={(q) => change({ q })}
          />
          <Select<FapiaoState | null>
            allowClear
            style={{ width: 92 }}
            aria-label={t('fapiao.state')}
            placeholder={t('fapiao.state')}
            value={search.state?.[0] ?? null}
            options={fapiaoStates.map((value) => ({ value, label: t(`fapiao.state.${value}`) }))}
            onChange={(value) => change({ state: value ? [value] : undefined })}
          />
          <span style={{ width: 164 }}>
            <CustomerRefPicker
              label={t('fapiao.customer')}
              placeholder={t('fapiao.customer')}
              value={customer}
              onChange={(chosen) => change({ customerId: chosen?.id, customerName: chosen?.name })}
            />
          </span>
          <DayRange from={search.from} to={search.to} width={112} onChange={change} />
          {filtered && (
            <Button type="link" onClick={() => show({})}>
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
          <FapiaoExport filter={asked} />
          {add}
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'fapiao.emptyFiltered' : 'fapiao.empty')}</span>
          <div className="line" style={{ justifyContent: 'center' }}>
            {filtered ? <Button onClick={() => show({})}>{t('common.clear')}</Button> : add}
          </div>
        </div>
      }
    />
  );
}

function useColumns(): Column<FapiaoRow>[] {
  const { t, language } = useText();
  const { day } = useDates();
  return useMemo(() => {
    const amount = (
      key: string,
      title: string,
      of: (row: FapiaoRow) => number,
    ): Column<FapiaoRow> => ({
      key,
      title,
      width: 106,
      align: 'end',
      text: (row) => money(of(row)),
      value: (row) => of(row) / 100,
      render: (row) => <span className={of(row) < 0 ? 'danger' : ''}>{money(of(row))}</span>,
    });
    return [
      {
        key: 'number',
        title: t('fapiao.number'),
        width: 170,
        text: (row) => row.number || t('fapiao.state.registered'),
        render: (row) => row.number || <span className="soft">{t('fapiao.state.registered')}</span>,
      },
      {
        key: 'date',
        title: t('fapiao.date'),
        width: 96,
        text: (row) => row.businessDate,
        render: (row) => <span title={row.businessDate}>{day(row.businessDate)}</span>,
      },
      {
        key: 'kind',
        title: t('fapiao.kind'),
        width: 84,
        text: (row) => t(`fapiao.kind.${row.kind}`),
      },
      {
        key: 'state',
        title: t('fapiao.state'),
        width: 104,
        text: (row) =>
          [t(`fapiao.state.${row.state}`), row.redOfNo !== '' && t('fapiao.isRed')]
            .filter(Boolean)
            .join(' · '),
        render: (row) => (
          <span
            className={
              row.state === 'red' || row.redOfNo !== ''
                ? 'danger'
                : row.state === 'registered'
                  ? 'soft'
                  : ''
            }
          >
            {t(`fapiao.state.${row.state}`)}
            {row.redOfNo !== '' && ` · ${t('fapiao.isRed')}`}
          </span>
        ),
      },
      {
        key: 'customer',
        title: t('fapiao.customer'),
        width: 160,
        grows: true,
        text: (row) => row.customer.name,
      },
      { key: 'title', title: t('fapiao.buyer'), width: 150, text: (row) => row.title },
      amount('net', t('fapiao.net'), (row) => row.netFen),
      amount('tax', t('fapiao.tax'), (row) => row.taxFen),
      amount('gross', t('fapiao.gross'), (row) => row.grossFen),
      { key: 'note', title: t('fapiao.note'), width: 160, text: (row) => row.note },
      { key: 'maker', title: t('fapiao.maker'), width: 90, text: (row) => row.madeBy.name },
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language]);
}
