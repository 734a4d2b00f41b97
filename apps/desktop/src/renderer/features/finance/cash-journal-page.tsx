import { api } from '@xinhang/shared/contract/api.ts';
import type { CashDocKind, CashMovement } from '@xinhang/shared/cash-accounts.ts';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { client } from '../../app/client.ts';
import { keyOf, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Column } from '../../table/column.ts';
import { ListPage } from '../../table/list-page.tsx';
import { DayRange } from '../../ui/day-range.tsx';
import { useDates } from '../../ui/dates.ts';
import { FileButton } from '../../form/file-button.tsx';
import { useDocWords } from './doc-words.ts';
import { tidy } from '../../table/tidy-search.ts';
import { type AccountSearch } from './finance-search.ts';
import { money } from './money.ts';

const PAGE_SIZE = 100;
/** Where documents that move money are opened; an opening has no page of its own. */
const pageOf = {
  receipt: '/receipts/$id',
  payment: '/payments/$id',
  cashTransfer: '/cash-transfers/$id',
  cashOpening: null,
  otherIncome: '/other-cash/$id',
  otherPayment: '/other-cash/$id',
  expenseClaim: '/expenses/$id',
  customerRefund: null,
  supplierRefund: null,
  billCollection: '/bills/$id',
  billDiscount: '/bills/$id',
  billDishonour: '/bills/$id',
  billPayment: '/bills/$id',
} as const satisfies Record<CashDocKind, string | null>;

/** How the money of an account moved, each row with what was left. */
export function CashJournalPage({ id, search }: { id: number; search: AccountSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const columns = useColumns();
  const seesReceipts = useMay('receivables.read');
  const seesPayments = useMay('payables.read');
  const seesExpenses = useMay('expenses.read');
  const opens = (kind: CashDocKind) =>
    kind === 'receipt'
      ? seesReceipts
      : kind.startsWith('bill')
        ? kind === 'billPayment'
          ? seesPayments
          : seesReceipts
        : kind === 'payment'
          ? seesPayments
          : kind !== 'expenseClaim' || seesExpenses;
  const accounts = useEndpoint(api.cashAccounts.list, {});
  const account = accounts.data?.rows.find((row) => row.id === id);
  const query = { ...search, limit: PAGE_SIZE };
  const show = (part: Partial<AccountSearch>) =>
    void navigate({
      to: '/cash-accounts/$id',
      params: { id: String(id) },
      search: tidy({ ...search, ...part }),
    });
  return (
    <ListPage<CashMovement>
      label={t('finance.journal')}
      page="cash-journal"
      queryKey={keyOf(api.cashAccounts.journal, { params: { id }, query })}
      fetchPage={(cursor, signal) =>
        client.call(api.cashAccounts.journal, {
          params: { id },
          query: { ...query, ...(cursor && { cursor }) },
          signal,
        })
      }
      columns={columns}
      idOf={(row) => row.id}
      opens={(row) => pageOf[row.docKind] !== null && opens(row.docKind)}
      onOpen={(row) => {
        const to = pageOf[row.docKind];
        if (to !== null) void navigate({ to, params: { id: String(row.docId) } });
      }}
      bar={
        <>
          <strong>{account?.name ?? ''}</strong>
          <DayRange
            from={search.from}
            to={search.to}
            width={140}
            labels={{ from: t('finance.fromDay'), to: t('finance.toDay') }}
            onChange={show}
          />
          {(search.from !== undefined || search.to !== undefined) && (
            <CashSpan id={id} search={search} />
          )}
          <span className="spring" />
          <FileButton
            label={t('cashBook.exportJournal')}
            endpoint={api.cashBook.export}
            body={{ ...search, accountId: id }}
          />
          {account && account.balanceFen !== null && (
            <span>
              <span className="soft">{t('finance.cashBalance')}</span>{' '}
              <strong>{money(account.balanceFen)}</strong>
            </span>
          )}
        </>
      }
      empty={t('finance.emptyJournal')}
    />
  );
}

/** What lay there before, came and went in the time that is shown, and lay after. */
function CashSpan({ id, search }: { id: number; search: AccountSearch }) {
  const { t } = useText();
  const { data } = useEndpoint(api.cashBook.read, { query: search }, { keep: true });
  const row = data?.rows.find((one) => one.account.id === id);
  if (!row) return null;
  return (['openingFen', 'inFen', 'outFen', 'closingFen'] as const).map((key) => (
    <span key={key}>
      <span className="soft">{t(`cashBook.${key}`)}</span> {money(row[key])}
    </span>
  ));
}

function useColumns(): Column<CashMovement>[] {
  const { t, language } = useText();
  const { time } = useDates();
  const docs = useDocWords();
  return useMemo(
    () => [
      { key: 'date', title: t('finance.date'), width: 100, text: (row) => row.businessDate },
      {
        key: 'doc',
        title: t('finance.doc'),
        width: 90,
        text: (row) => docs.kind({ kind: 'goods', docKind: row.docKind, reversal: row.reversal }),
      },
      { key: 'no', title: t('finance.no'), width: 150, text: (row) => row.docNo },
      { key: 'party', title: t('finance.party'), width: 190, text: (row) => row.party },
      { key: 'note', title: t('finance.note'), width: 110, grows: true, text: (row) => row.note },
      {
        key: 'in',
        title: t('finance.moneyIn'),
        width: 110,
        align: 'end',
        text: (row) => (row.amountFen > 0 ? money(row.amountFen) : ''),
        value: (row) => Math.max(0, row.amountFen) / 100,
      },
      {
        key: 'out',
        title: t('finance.moneyOut'),
        width: 110,
        align: 'end',
        text: (row) => (row.amountFen < 0 ? money(-row.amountFen) : ''),
        value: (row) => Math.max(0, -row.amountFen) / 100,
      },
      {
        key: 'balance',
        title: t('finance.cashBalance'),
        width: 120,
        align: 'end',
        text: (row) => money(row.balanceFen),
      },
      { key: 'by', title: t('finance.by'), width: 76, text: (row) => row.by.name },
      { key: 'at', title: t('finance.postedAt'), width: 140, text: (row) => time(row.at) },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
    [language],
  );
}
