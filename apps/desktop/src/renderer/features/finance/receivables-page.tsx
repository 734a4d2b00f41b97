import { api } from '@xinhang/shared/contract/api.ts';
import type { ListedReceivable } from '@xinhang/shared/receivables.ts';
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
import { type ReceivableSearch } from './finance-search.ts';
import { money, moneyOrNone } from './money.ts';

const PAGE_SIZE = 100;
/** The words of the parts of the age. */
const ages = ['finance.aged.0', 'finance.aged.1', 'finance.aged.2', 'finance.aged.3'] as const;

/** What customers owe, by age, today or on any day before. */
export function ReceivablesPage({ search }: { search: ReceivableSearch }) {
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const adjusts = useMay('receivables.adjust');
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns();
  const show = (next: ReceivableSearch) =>
    void navigate({ to: '/receivables', search: tidy(next) });
  const change = (part: Partial<ReceivableSearch>) => show({ ...search, ...part });
  const query = { ...search, limit: PAGE_SIZE };
  const sums = useEndpoint(
    api.receivables.list,
    { query: { ...search, limit: 1 } },
    { keep: true },
  );
  const filtered = Object.values(search).some((value) => value !== undefined);
  const totals = sums.data?.totals;
  return (
    <ListPage<ListedReceivable>
      label={t('menu.receivables')}
      page="receivables"
      queryKey={keyOf(api.receivables.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.receivables.list, {
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.customer.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.customer.id));
        void navigate({
          to: '/receivables/$id',
          params: { id: String(row.customer.id) },
          search: search.on === undefined ? {} : { to: search.on },
        });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('finance.findCustomer')}
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
              <span className="soft">{t('finance.totalBalance')}</span>{' '}
              <strong>{money(totals.balanceFen)}</strong>{' '}
              <span className="soft">{t('finance.overdue')}</span>{' '}
              <strong className={totals.overdueFen > 0 ? 'danger' : ''}>
                {money(totals.overdueFen)}
              </strong>
            </span>
          )}
          <FileButton label={t('finance.export')} endpoint={api.receivables.export} body={search} />
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'finance.emptyFiltered' : 'finance.emptyReceivables')}</span>
          <div className="line" style={{ justifyContent: 'center' }}>
            {filtered ? (
              <Button onClick={() => show({})}>{t('common.clear')}</Button>
            ) : (
              adjusts && (
                <Button
                  type="primary"
                  onClick={() => void navigate({ to: '/ar-adjustments', search: { new: true } })}
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

function useColumns(): Column<ListedReceivable>[] {
  const { t, language } = useText();
  const invoices = useMay('fapiao.read');
  return useMemo(() => {
    const amount = (
      key: string,
      title: TextKey,
      of: (row: ListedReceivable) => number,
      danger = false,
    ): Column<ListedReceivable> => ({
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
        key: 'customer',
        title: t('finance.customer'),
        width: 200,
        grows: true,
        text: (row) => row.customer.name,
      },
      { key: 'owner', title: t('finance.owner'), width: 74, text: (row) => row.owner?.name ?? '' },
      amount('balance', 'finance.balance', (row) => row.balanceFen),
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
      amount('advance', 'finance.advance', (row) => row.advanceFen),
      ...(invoices
        ? [amount('uninvoiced', 'menu.uninvoiced', (row) => row.uninvoicedFen ?? 0)]
        : []),
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, invoices]);
}
