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
import { StatementsOf } from './customer-statements.tsx';
import { AccountItems, AccountSettled } from './account-tables.tsx';
import { ApAdjustmentDrawer } from './ap-adjustment-drawer.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { type AccountSearch } from './finance-search.ts';
import { FileButton } from '../../form/file-button.tsx';
import { SettleDialog } from './settle-dialog.tsx';
import { StatementPrint } from './statement-buttons.tsx';
import { StandingFacts } from './standing-facts.tsx';

type Account = Awaited<ReturnType<typeof useAccount>>['data'];
const useAccount = (id: number, search: AccountSearch) =>
  useEndpoint(api.payables.ofSupplier, { params: { id }, query: search }, { keep: true });

/** The account of one supplier: every row with its balance, and what settles what. */
export function SupplierAccountPage({ id, search }: { id: number; search: AccountSearch }) {
  const navigate = useNavigate();
  const found = useAccount(id, search);
  const ids = useRecordTrail((trail) => trail.ids);
  const { previous, next } = neighbours(ids, id);
  const go = (to: number | null) =>
    to === null
      ? null
      : () =>
          void navigate({
            to: '/payables/$id',
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
  const adjusts = useMay('payables.adjust');
  const [asking, setAsking] = useState<'adjust' | 'settle' | null>(null);
  const { supplier } = account;
  const show = (part: Partial<AccountSearch>) =>
    void navigate({
      to: '/payables/$id',
      params: { id: String(id) },
      search: tidy({ ...search, ...part }),
      replace: true,
    });
  return (
    <>
      <RecordHead title={supplier.name}>
        <Button onClick={() => void navigate({ to: '/suppliers/$id', params: { id: String(id) } })}>
          {t('payable.toSupplier')}
        </Button>
        {adjusts && <Button onClick={() => setAsking('adjust')}>{t('payable.adjust')}</Button>}
        {account.maySettle && (
          <>
            <Button onClick={() => setAsking('settle')}>{t('finance.settle')}</Button>
            <Button
              type="primary"
              onClick={() =>
                void navigate({
                  to: '/payments/new',
                  search: { supplierId: id, supplierName: supplier.name },
                })
              }
            >
              {t('payment.new')}
            </Button>
          </>
        )}
      </RecordHead>
      <StandingFacts side="ap" standing={account.standing} />
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
            <StatementPrint
              kind="supplierStatement"
              party={supplier}
              account={account}
              search={search}
            />
            <FileButton
              label={t('payable.exportStatement')}
              endpoint={api.payables.statement}
              body={{ supplierId: id, ...search }}
            />
          </>
        }
      >
        <AccountItems
          side="ap"
          openingFen={account.openingFen}
          from={search.from}
          items={account.items}
        />
      </Section>
      <StatementsOf party={supplier} side="ap" />
      <AccountSettled side="ap" allocations={account.allocations} />
      {asking === 'settle' && (
        <SettleDialog side="ap" account={account} onClose={() => setAsking(null)} />
      )}
      <ApAdjustmentDrawer
        open={asking === 'adjust'}
        supplier={supplier}
        onClose={() => setAsking(null)}
      />
    </>
  );
}
