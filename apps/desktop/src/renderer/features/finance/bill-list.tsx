import { issuedStates, receivedStates, type BillSide } from '@xinhang/shared/bill-rules.ts';
import type { BillRow } from '@xinhang/shared/bills.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { FileButton } from '../../form/file-button.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import type { BillSearch } from './bill-search.ts';
import { money } from './money.ts';

const PAGE_SIZE = 100;
const endpoints = {
  received: { list: api.bills.received, file: api.bills.exportReceived, path: '/bills-received' },
  issued: { list: api.bills.issued, file: api.bills.exportIssued, path: '/bills-issued' },
} as const;

/** Bills of one side, the one due first first. */
export function BillList({ side, search }: { side: BillSide; search: BillSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns(side);
  const { list, file, path } = endpoints[side];
  const show = (next: BillSearch) => void navigate({ to: path, search: tidy(next) });
  const states = side === 'received' ? receivedStates : issuedStates;
  const asked = { ...search, state: states.filter((one) => search.state?.includes(one)) } as never;
  const query = search.state ? asked : ({ ...search, state: undefined } as never);
  const sum = useEndpoint(list as typeof api.bills.received, {
    query: { ...(query as object), limit: 1, count: true },
  });
  const filtered = Object.values(search).some((value) => value !== undefined);
  const sumFen = sum.data?.amountFen;
  return (
    <ListPage<BillRow>
      label={t(side === 'received' ? 'menu.billsReceived' : 'menu.billsIssued')}
      page={path.slice(1)}
      queryKey={keyOf(list as typeof api.bills.received, {
        query: { ...(query as object), limit: PAGE_SIZE },
      })}
      fetchPage={(cursor, signal) =>
        client.call(list as typeof api.bills.received, {
          query: { ...(query as object), limit: PAGE_SIZE, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/bills/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('bill.find')}
            width={220}
            onFind={(q) => show({ ...search, q })}
          />
          <Select<string | null>
            allowClear
            style={{ width: 130 }}
            aria-label={t('finance.state')}
            placeholder={t('finance.state')}
            value={search.state?.[0] ?? null}
            options={states.map((value) => ({ value, label: t(`bill.state.${value}`) }))}
            onChange={(value) =>
              show({ ...search, state: value ? [value as (typeof states)[number]] : undefined })
            }
          />
          <DateField
            style={{ width: 150 }}
            label={t('bill.dueTo')}
            today={today}
            value={search.dueTo ?? null}
            onChange={(date) => show({ ...search, dueTo: date ?? undefined })}
          />
          {filtered && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
          {sumFen !== undefined && sumFen !== null && (
            <span>
              <span className="soft">{t('finance.sum')}</span> <strong>{money(sumFen)}</strong>
            </span>
          )}
          <FileButton label={t('bill.export')} endpoint={file} body={query} />
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'finance.emptyFiltered' : `bill.empty.${side}`)}</span>
          {filtered && (
            <div className="line" style={{ justifyContent: 'center' }}>
              <Button onClick={() => show({})}>{t('common.clear')}</Button>
            </div>
          )}
        </div>
      }
    />
  );
}

function useColumns(side: BillSide): Column<BillRow>[] {
  const { t, language } = useText();
  const { today } = useDates();
  return useMemo(() => {
    const stands = (row: BillRow) => row.state === 'held' || row.state === 'open';
    const party: Column<BillRow> = {
      key: 'customer',
      title: t('bill.from'),
      width: 150,
      grows: true,
      text: (row) => row.customer?.name ?? '',
    };
    return [
      {
        key: 'due',
        title: t('bill.dueOn'),
        width: 110,
        text: (row) => row.dueOn,
        render: (row) => (
          <span className={stands(row) && row.dueOn < today ? 'danger' : ''}>{row.dueOn}</span>
        ),
      },
      { key: 'no', title: t('bill.no'), width: 255, text: (row) => row.no },
      { key: 'kind', title: t('bill.kind'), width: 120, text: (row) => t(`bill.kind.${row.kind}`) },
      {
        key: 'state',
        title: t('finance.state'),
        width: 90,
        text: (row) => t(`bill.state.${row.state}`),
        render: (row) => (
          <span className={row.state === 'dishonoured' ? 'danger' : stands(row) ? '' : 'soft'}>
            {t(`bill.state.${row.state}`)}
          </span>
        ),
      },
      {
        key: 'amount',
        title: t('bill.amount'),
        width: 130,
        align: 'end',
        text: (row) => money(row.amountFen),
        value: (row) => row.amountFen / 100,
      },
      ...(side === 'received' ? [party] : []),
      {
        key: 'supplier',
        title: t('bill.to'),
        width: 130,
        grows: true,
        text: (row) => row.supplier?.name ?? '',
      },
      { key: 'acceptor', title: t('bill.acceptor'), width: 180, text: (row) => row.acceptor },
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, side, today]);
}
