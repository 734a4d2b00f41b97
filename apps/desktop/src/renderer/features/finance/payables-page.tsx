import { api } from '@xinhang/shared/contract/api.ts';
import type { PayableRow } from '@xinhang/shared/payables.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText, type TextKey } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { tidy } from '../../table/tidy-search.ts';
import { FileButton } from '../../form/file-button.tsx';
import { type PayableSearch } from './finance-search.ts';
import { money, moneyOrNone } from './money.ts';

const PAGE_SIZE = 100;
/** The words of the parts of the age. */
const ages = ['finance.aged.0', 'finance.aged.1', 'finance.aged.2', 'finance.aged.3'] as const;

/** What suppliers are owed, by age, today or on any day before. */
export function PayablesPage({ search }: { search: PayableSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const adjusts = useMay('payables.adjust');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const show = (next: PayableSearch) => void navigate({ to: '/payables', search: tidy(next) });
  const change = (part: Partial<PayableSearch>) => show({ ...search, ...part });
  const query = { ...search, limit: PAGE_SIZE };
  const sums = useEndpoint(api.payables.list, { query: { ...search, limit: 1 } }, { keep: true });
  const filtered = Object.values(search).some((value) => value !== undefined);
  const totals = sums.data?.totals;
  return (
    <ListPage<PayableRow>
      label={t('menu.payables')}
      page="payables"
      queryKey={keyOf(api.payables.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.payables.list, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.supplier.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.supplier.id));
        void navigate({
          to: '/payables/$id',
          params: { id: String(row.supplier.id) },
          search: search.on === undefined ? {} : { to: search.on },
        });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('payable.find')}
            width={200}
            onFind={(q) => change({ q })}
          />
          <DateField
            style={{ width: 150 }}
            label={t('finance.onDay')}
            today={today}
            value={search.on ?? null}
            onChange={(on) => change({ on: on ?? undefined })}
          />
          <Checkbox
            checked={search.overdue === true}
            onChange={(event) => change({ overdue: event.target.checked || undefined })}
          >
            {t('finance.onlyOverdue')}
          </Checkbox>
          {filtered && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
          {totals && (
            <span>
              <span className="soft">{t('payable.total')}</span>{' '}
              <strong>{money(totals.balanceFen)}</strong>{' '}
              <span className="soft">{t('finance.overdue')}</span>{' '}
              <strong className={totals.overdueFen > 0 ? 'danger' : ''}>
                {money(totals.overdueFen)}
              </strong>
            </span>
          )}
          <FileButton label={t('payable.export')} endpoint={api.payables.export} body={search} />
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'finance.emptyFiltered' : 'payable.empty')}</span>
          <div className="line" style={{ justifyContent: 'center' }}>
            {filtered ? (
              <Button onClick={() => show({})}>{t('common.clear')}</Button>
            ) : (
              adjusts && (
                <Button
                  type="primary"
                  onClick={() => void navigate({ to: '/ap-adjustments', search: { new: true } })}
                >
                  {t('finance.newOpening')}
                </Button>
              )
            )}
          </div>
        </div>
      }
    />
  );
}

function useColumns(): Column<PayableRow>[] {
  const { t, language } = useText();
  return useMemo(() => {
    const amount = (
      key: string,
      title: TextKey,
      of: (row: PayableRow) => number,
      danger = false,
    ): Column<PayableRow> => ({
      key,
      title: t(title),
      width: 98,
      align: 'end',
      text: (row) => moneyOrNone(of(row)),
      value: (row) => of(row) / 100,
      ...(danger && {
        render: (row) => (
          <span className={of(row) > 0 ? 'danger' : ''}>{moneyOrNone(of(row))}</span>
        ),
      }),
    });
    return [
      {
        key: 'supplier',
        title: t('payable.supplier'),
        width: 225,
        grows: true,
        text: (row) => `${row.supplier.code}  ${row.supplier.name}`,
      },
      { key: 'buyer', title: t('payable.buyer'), width: 74, text: (row) => row.buyer.name },
      amount('balance', 'payable.balance', (row) => row.balanceFen),
      amount('current', 'finance.current', (row) => row.currentFen),
      ...ages.map((title, at) => amount(`aged${at}`, title, (row) => row.agedFen[at]!)),
      amount('overdue', 'finance.overdue', (row) => row.overdueFen, true),
      {
        key: 'days',
        title: t('finance.overdueDays'),
        width: 80,
        align: 'end' as const,
        text: (row) => (row.overdueDays === 0 ? '' : String(row.overdueDays)),
        value: (row) => row.overdueDays,
      },
      amount('advance', 'payable.advance', (row) => row.advanceFen),
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language]);
}
