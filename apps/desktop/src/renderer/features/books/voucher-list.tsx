import { accountCodes, accountKeys, type AccountKey } from '@xinhang/shared/accounts.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { accountWords, docWords, docWordsOf } from '@xinhang/shared/voucher-words.ts';
import type { VoucherRow } from '@xinhang/shared/vouchers.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { useDates } from '../../ui/dates.ts';
import type { VoucherSearch } from './books-search.ts';
import { money, moneyOrNone } from './money.ts';
import { MonthRange } from './month-range.tsx';
import { VoucherExport } from './voucher-export.tsx';

const PAGE_SIZE = 100;
/** Kinds that have vouchers, as they are chosen from. */
const kinds = Object.keys(docWords).filter((kind) => kind !== 'other');

/** Vouchers of the events, the newest date first: read, and led from to their documents. */
export function VoucherList({ search }: { search: VoucherSearch }) {
  const { t, language } = useText();
  const navigate = useNavigate();
  const follow = useRecordTrail((trail) => trail.follow);
  const columns = useColumns(search.account !== undefined);
  const show = (next: VoucherSearch) => void navigate({ to: '/vouchers', search: tidy(next) });
  const change = (part: Partial<VoucherSearch>) => show({ ...search, ...part });
  const query = { ...search, limit: PAGE_SIZE };
  const sums = useEndpoint(
    api.vouchers.list,
    { query: { ...search, limit: 1, totals: true } },
    { keep: true },
  );
  const totals = sums.data?.totals;
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <ListPage<VoucherRow>
      label={t('menu.vouchers')}
      page="vouchers"
      queryKey={keyOf(api.vouchers.list, { query })}
      fetchPage={(cursor, signal) =>
        client.call(api.vouchers.list, { query: { ...query, ...(cursor && { cursor }) }, signal })
      }
      columns={columns}
      idOf={(row) => row.id}
      onOpen={(row, rows) => {
        follow(rows.map((one) => one.id));
        void navigate({ to: '/vouchers/$id', params: { id: String(row.id) } });
      }}
      bar={
        <>
          <FindBox
            q={search.q}
            placeholder={t('books.findVoucher')}
            width={170}
            onFind={(q) => change({ q })}
          />
          <MonthRange from={search.from} to={search.to} onChange={change} />
          <Select<AccountKey | null>
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: 190 }}
            aria-label={t('books.account')}
            placeholder={t('books.account')}
            value={search.account ?? null}
            options={accountKeys.map((value) => ({
              value,
              label: `${accountCodes[value]} ${accountWords[value][language]}`,
            }))}
            onChange={(account) => change({ account: account ?? undefined })}
          />
          <Select<string | null>
            allowClear
            style={{ width: 130 }}
            aria-label={t('books.doc')}
            placeholder={t('books.doc')}
            value={search.docKind ?? null}
            options={kinds.map((value) => ({ value, label: docWords[value]![language] }))}
            onChange={(docKind) => change({ docKind: docKind ?? undefined })}
          />
          {filtered && (
            <Button type="link" onClick={() => show({})}>
              {t('common.clear')}
            </Button>
          )}
          <span className="spring" />
          {totals && (
            <span>
              <span className="soft">{t('books.debit')}</span>{' '}
              <strong>{money(totals.debitFen)}</strong>{' '}
              <span className="soft">{t('books.credit')}</span>{' '}
              <strong>{money(totals.creditFen)}</strong>
            </span>
          )}
          <VoucherExport what="vouchers" search={search} />
        </>
      }
      empty={
        <div className="stack">
          <span>{t(filtered ? 'finance.emptyFiltered' : 'books.noVouchers')}</span>
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

function useColumns(ofAccount: boolean): Column<VoucherRow>[] {
  const { t, language } = useText();
  const { time } = useDates();
  return useMemo(() => {
    const names = (keys: readonly AccountKey[]) =>
      keys.map((key) => accountWords[key][language]).join(comma());
    return [
      {
        key: 'id',
        title: t('books.voucher'),
        width: 80,
        align: 'end',
        text: (row) => String(row.id),
      },
      { key: 'date', title: t('finance.date'), width: 104, text: (row) => row.businessDate },
      {
        key: 'doc',
        title: t('books.doc'),
        width: 120,
        text: (row) => docWordsOf(row.docKind, row.reversal, language),
      },
      { key: 'no', title: t('finance.no'), width: 150, text: (row) => row.docNo },
      {
        key: 'debits',
        title: t('books.debits'),
        width: 170,
        grows: true,
        text: (row) => names(row.debits),
      },
      {
        key: 'credits',
        title: t('books.credits'),
        width: 210,
        grows: true,
        text: (row) => names(row.credits),
      },
      ...(['debitFen', 'creditFen'] as const)
        .slice(0, ofAccount ? 2 : 1)
        .map((key): Column<VoucherRow> => ({
          key,
          title: t(
            !ofAccount ? 'finance.amount' : key === 'debitFen' ? 'books.debit' : 'books.credit',
          ),
          width: 120,
          align: 'end',
          text: (row) => moneyOrNone(row[key]),
          value: (row) => row[key] / 100,
        })),
      { key: 'by', title: t('books.madeBy'), width: 80, text: (row) => row.by.name },
      { key: 'at', title: t('finance.postedAt'), width: 136, text: (row) => time(row.at) },
    ];
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [language, ofAccount]);
}
