import { api } from '@xinhang/shared/contract/api.ts';
import type { ReceivableItem } from '@xinhang/shared/receivables.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Table } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { neighbours, useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { AdjustmentDrawer } from './adjustment-drawer.tsx';
import { useDocWords } from './doc-words.ts';
import { tidy } from '../../table/tidy-search.ts';
import { type AccountSearch } from './finance-search.ts';
import { money } from './money.ts';
import { SettleDialog } from './settle-dialog.tsx';
import { StatementButtons } from './statement-buttons.tsx';
import { StandingFacts } from './standing-facts.tsx';

type Account = Awaited<ReturnType<typeof useAccount>>['data'];
const useAccount = (id: number, search: AccountSearch) =>
  useEndpoint(api.receivables.ofCustomer, { params: { id }, query: search }, { keep: true });

/** The account of one customer: every row with its balance, and what settles what. */
export function CustomerAccountPage({ id, search }: { id: number; search: AccountSearch }) {
  const navigate = useNavigate();
  const found = useAccount(id, search);
  const ids = useRecordTrail((trail) => trail.ids);
  const { previous, next } = neighbours(ids, id);
  const go = (to: number | null) =>
    to === null
      ? null
      : () =>
          void navigate({
            to: '/receivables/$id',
            params: { id: String(to) },
            search,
            replace: true,
          });
  return (
    <RecordPage found={found} previous={go(previous)} next={go(next)}>
      {(account) => <Content id={id} search={search} account={account} />}
    </RecordPage>
  );
}

function Content(props: { id: number; search: AccountSearch; account: NonNullable<Account> }) {
  const { id, search, account } = props;
  const { t } = useText();
  const { today } = useDates();
  const navigate = useNavigate();
  const adjusts = useMay('receivables.adjust');
  const [asking, setAsking] = useState<'adjust' | 'settle' | null>(null);
  const { customer } = account;
  const show = (part: Partial<AccountSearch>) =>
    void navigate({
      to: '/receivables/$id',
      params: { id: String(id) },
      search: tidy({ ...search, ...part }),
      replace: true,
    });
  const day = (key: 'from' | 'to') => (
    <DateField
      style={{ width: 140 }}
      label={t(key === 'from' ? 'finance.fromDay' : 'finance.toDay')}
      today={today}
      value={search[key] ?? null}
      onChange={(date) => show({ [key]: date ?? undefined })}
    />
  );
  return (
    <>
      <RecordHead title={customer.name}>
        <Button onClick={() => void navigate({ to: '/customers/$id', params: { id: String(id) } })}>
          {t('finance.toCustomer')}
        </Button>
        {adjusts && <Button onClick={() => setAsking('adjust')}>{t('finance.adjust')}</Button>}
        {account.maySettle && (
          <>
            <Button onClick={() => setAsking('settle')}>{t('finance.settle')}</Button>
            <Button
              type="primary"
              onClick={() =>
                void navigate({
                  to: '/receipts/new',
                  search: { customerId: id, customerName: customer.name },
                })
              }
            >
              {t('finance.newReceipt')}
            </Button>
          </>
        )}
      </RecordHead>
      <StandingFacts standing={account.standing} />
      <Section
        title={t('finance.account')}
        extra={
          <>
            {day('from')}
            {day('to')}
            <StatementButtons account={account} search={search} />
          </>
        }
      >
        <Items openingFen={account.openingFen} from={search.from} items={account.items} />
      </Section>
      <Settled account={account} />
      {asking === 'settle' && <SettleDialog account={account} onClose={() => setAsking(null)} />}
      <AdjustmentDrawer
        open={asking === 'adjust'}
        customer={customer}
        onClose={() => setAsking(null)}
      />
    </>
  );
}

function Items(props: {
  openingFen: number;
  from: string | undefined;
  items: readonly ReceivableItem[];
}) {
  const { t } = useText();
  const words = useDocWords();
  const { today } = useDates();
  const sum = (of: (row: ReceivableItem) => number) =>
    props.items.reduce((total, row) => total + of(row), 0);
  return (
    <Table<ReceivableItem>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={[...props.items]}
      locale={{ emptyText: t('finance.emptyAccount') }}
      title={
        props.from === undefined
          ? undefined
          : () => (
              <span className="soft">
                {t('finance.openingOn', {
                  day: props.from ?? '',
                  amount: money(props.openingFen),
                })}
              </span>
            )
      }
      columns={[
        { title: t('finance.date'), width: 110, dataIndex: 'businessDate' },
        { title: t('finance.doc'), width: 110, render: (_v, row) => words.kind(row) },
        {
          title: t('finance.no'),
          width: 170,
          render: (_v, row) => words.link(row.docKind, row.docId, row.docNo),
        },
        {
          title: t('finance.due'),
          width: 110,
          render: (_v, row) => (
            <span className={row.openFen > 0 && row.dueDate < today ? 'danger' : ''}>
              {row.amountFen > 0 ? row.dueDate : ''}
            </span>
          ),
        },
        {
          title: t('finance.debit'),
          width: 130,
          align: 'right',
          render: (_v, row) => (row.amountFen > 0 ? money(row.amountFen) : ''),
        },
        {
          title: t('finance.credit'),
          width: 130,
          align: 'right',
          render: (_v, row) => (row.amountFen < 0 ? money(-row.amountFen) : ''),
        },
        {
          title: t('finance.balance'),
          width: 130,
          align: 'right',
          render: (_v, row) => money(row.balanceFen),
        },
        {
          title: t('finance.open'),
          align: 'right',
          render: (_v, row) => (row.openFen === 0 ? '' : money(row.openFen)),
        },
      ]}
      summary={() =>
        props.items.length === 0 ? null : (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0} colSpan={4}>
              {t('finance.sum')}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={4} align="right">
              {money(sum((row) => Math.max(0, row.amountFen)))}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={5} align="right">
              {money(sum((row) => Math.max(0, -row.amountFen)))}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={6} align="right">
              {money(props.items.at(-1)?.balanceFen ?? 0)}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={7} align="right">
              {money(sum((row) => row.openFen))}
            </Table.Summary.Cell>
          </Table.Summary.Row>
        )
      }
    />
  );
}

/** What was settled and still is; each may be taken back. */
function Settled({ account }: { account: NonNullable<Account> }) {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const back = useCommand(api.receivables.unsettle);
  if (account.allocations.length === 0) return null;
  return (
    <Section title={t('finance.settled')}>
      <Table
        size="small"
        rowKey="id"
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        dataSource={account.allocations}
        columns={[
          { title: t('finance.date'), width: 110, dataIndex: 'businessDate' },
          { title: t('finance.paidBy'), width: 200, dataIndex: 'paidNo' },
          { title: t('finance.paidFor'), width: 200, dataIndex: 'owedNo' },
          {
            title: t('finance.amount'),
            width: 130,
            align: 'right',
            render: (_v, row) => money(row.amountFen),
          },
          {
            title: '',
            render: (_v, row) =>
              row.mayTakeBack && (
                <Button
                  size="small"
                  disabled={back.isPending}
                  onClick={() =>
                    back.mutate(
                      { body: { allocationId: row.id } },
                      { onError: (error: Error) => void message.error(words(error)) },
                    )
                  }
                >
                  {t('finance.takeBack')}
                </Button>
              ),
          },
        ]}
      />
    </Section>
  );
}
