import { api } from '@xinhang/shared/contract/api.ts';
import type { Filing } from '@xinhang/shared/filings.ts';
import { useNavigate } from '@tanstack/react-router';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { z } from 'zod';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { ListPage } from '../../table/list-page.tsx';
import { useDates } from '../../ui/dates.ts';

const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .optional()
  .catch(undefined);
export const filingSearch = z.object({ from: date, to: date });
export type FilingSearch = z.output<typeof filingSearch>;

/** Who registered how many customers in a period, and how complete everybody's files are. */
export function FilingList({ search }: { search: FilingSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const to = search.to ?? today;
  const from = search.from ?? `${to.slice(0, 8)}01`;
  return (
    <ListPage<Filing>
      label={t('menu.filings')}
      queryKey={keyOf(api.filings.list, { query: { from, to } })}
      fetchPage={async (_cursor, signal) => {
        const { rows } = await client.call(api.filings.list, { query: { from, to }, signal });
        return { rows, next: null, count: rows.length };
      }}
      idOf={(row) => row.person.id}
      onOpen={({ person }) =>
        void navigate({
          to: '/customers',
          search: { view: 'all', ownerId: [person.id], sort: 'completeness', dir: 'asc' },
        })
      }
      columns={[
        { key: 'person', title: t('filing.person'), width: 200, text: (row) => row.person.name },
        {
          key: 'registered',
          title: t('filing.registered'),
          width: 160,
          align: 'end',
          value: (row) => row.registered,
          text: (row) => row.registered.toLocaleString('en-US'),
        },
        {
          key: 'owned',
          title: t('filing.owned'),
          width: 160,
          align: 'end',
          value: (row) => row.owned,
          text: (row) => row.owned.toLocaleString('en-US'),
        },
        {
          key: 'completeness',
          title: t('filing.completeness'),
          width: 180,
          align: 'end',
          value: (row) => row.completeness,
          text: (row) => (row.completeness === null ? '' : `${row.completeness}%`),
        },
      ]}
      bar={
        <>
          <DatePicker.RangePicker
            allowClear={false}
            aria-label={t('filing.period')}
            value={[dayjs(from), dayjs(to)]}
            onChange={(range) => {
              const [first, last] = range ?? [];
              if (!first || !last) return;
              void navigate({
                to: '/filings',
                search: { from: first.format('YYYY-MM-DD'), to: last.format('YYYY-MM-DD') },
              });
            }}
          />
          <span className="soft">{t('filing.why')}</span>
          <span className="spring" />
        </>
      }
      empty={t('filing.empty')}
    />
  );
}
