import { api } from '@xinhang/shared/contract/api.ts';
import { loanStates, type LoanRow, type LoanState } from '@xinhang/shared/loans.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Select } from 'antd';
import { useMemo } from 'react';
import { z } from 'zod';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { useDates } from '../../ui/dates.ts';

const PAGE_SIZE = 100;
const flag = z.literal(true).optional().catch(undefined);

/** Filters as they stand in the address; what is not understood is left out. */
export const loanSearch = z.object({
  q: z.coerce.string().min(1).max(60).optional().catch(undefined),
  state: z.array(z.enum(loanStates)).optional().catch(undefined),
  customerId: z.int().positive().optional().catch(undefined),
  overdue: flag,
  mine: flag,
});
export type LoanSearch = z.output<typeof loanSearch>;

/** Goods that customers borrowed, the newest first. */
export function LoanList({ search }: { search: LoanSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const follow = useRecordTrail((trail) => trail.follow);
  const lends = useMay('salesOrders.update');
  const columns = useColumns();
  const query = { ...search, limit: PAGE_SIZE };
  const show = (next: LoanSearch) => void navigate({ to: '/loans', search: tidy(next) });
  const change = (part: Partial<LoanSearch>) => show({ ...search, ...part });
  const filtered = Object.values(search).some((value) => value !== undefined);
  const begin = lends && (
    <Button type="primary" onClick={() => void navigate({ to: '/loans/new' })}>
      {t('loan.new')}
    </Button>
  );
  return (
    <ListPage<LoanRow>
      label={t('loan.title')}
      page="loans"
      queryKey={keyOf(api.loans.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.loans.list, { query: { ...query, ...(cursor && { cursor }) }, signal })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/loans/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('loan.find')}
            width={220}
            onFind={(q) => change({ q })}
          />
          <Select<LoanState | null>
            allowClear
            style={{ width: 120 }}
            aria-label={t('loan.state')}
            placeholder={t('loan.state')}
            value={search.state?.[0] ?? null}
            options={loanStates.map((value) => ({ value, label: t(`loan.state.${value}`) }))}
            onChange={(value) => change({ state: value ? [value] : undefined })}
          />
          <Checkbox
            checked={search.overdue === true}
            onChange={(event) => change({ overdue: event.target.checked || undefined })}
          >
            {t('loan.overdue')}
          </Checkbox>
          {filtered && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span style={{ flex: 1 }} />
          {begin}
        </>
      }
      empty={
        <>
          <span>{t(filtered ? 'loan.emptyFiltered' : 'loan.empty')}</span>
          {!filtered && begin}
        </>
      }
    />
  );
}

function useColumns(): Column<LoanRow>[] {
  const { t, language } = useText();
  const { day } = useDates();
  return useMemo(
    () => [
      {
        key: 'no',
        title: t('delivery.no'),
        width: 160,
        text: (row) => row.no || t('delivery.noNo'),
        render: (row) => (row.no ? row.no : <span className="soft">{t('delivery.noNo')}</span>),
      },
      {
        key: 'customer',
        title: t('loan.customer'),
        width: 220,
        grows: true,
        text: (row) => row.customer.name,
      },
      {
        key: 'date',
        title: t('loan.date'),
        width: 100,
        text: (row) => row.businessDate,
        render: (row) => <span title={row.businessDate}>{day(row.businessDate)}</span>,
      },
      {
        key: 'dueOn',
        title: t('loan.dueOn'),
        width: 100,
        text: (row) => row.dueOn,
        render: (row) => (
          <span className={row.overdue ? 'danger' : ''} title={row.dueOn}>
            {day(row.dueOn)}
          </span>
        ),
      },
      {
        key: 'state',
        title: t('loan.state'),
        width: 90,
        text: (row) => (row.overdue ? t('loan.overdue') : t(`loan.state.${row.state}`)),
        render: (row) => (
          <span
            className={
              row.overdue || row.state === 'reversed'
                ? 'danger'
                : row.state === 'draft'
                  ? 'soft'
                  : ''
            }
          >
            {row.overdue ? t('loan.overdue') : t(`loan.state.${row.state}`)}
          </span>
        ),
      },
      {
        key: 'lines',
        title: t('stock.totalLines'),
        width: 80,
        align: 'end',
        text: (row) => String(row.lineCount),
        value: (row) => row.lineCount,
      },
      {
        key: 'purpose',
        title: t('loan.purpose'),
        width: 200,
        grows: true,
        text: (row) => row.purpose,
      },
      {
        key: 'warehouse',
        title: t('loan.warehouse'),
        width: 120,
        text: (row) => row.warehouse?.name ?? '',
      },
      { key: 'madeBy', title: t('delivery.maker'), width: 90, text: (row) => row.madeBy.name },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
