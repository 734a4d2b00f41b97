import { api } from '@xinhang/shared/contract/api.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { neighbours, useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { DayRange } from '../../ui/day-range.tsx';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { AccountItems, AccountSettled } from './account-tables.tsx';
import { AdjustmentDrawer } from './adjustment-drawer.tsx';
import { CollectionNotes } from './customer-collections.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { type AccountSearch } from './finance-search.ts';
import { StatementsOf } from './customer-statements.tsx';
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
      <StandingFacts side="ar" standing={account.standing} />
      <Section
        title={t('finance.account')}
        extra={
          <>
            <DayRange
              from={search.from}
              to={search.to}
              width={140}
              labels={{ from: t('finance.fromDay'), to: t('finance.toDay') }}
              onChange={show}
            />
            <StatementButtons account={account} search={search} />
          </>
        }
      >
        <AccountItems
          side="ar"
          openingFen={account.openingFen}
          from={search.from}
          items={account.items}
        />
      </Section>
      <StatementsOf party={customer} side="ar" />
      <CollectionNotes customer={customer} mayAdd />
      <AccountSettled side="ar" allocations={account.allocations} />
      {asking === 'settle' && (
        <SettleDialog side="ar" account={account} onClose={() => setAsking(null)} />
      )}
      <AdjustmentDrawer
        open={asking === 'adjust'}
        customer={customer}
        onClose={() => setAsking(null)}
      />
    </>
  );
}
