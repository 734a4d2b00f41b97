import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Link } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { money } from './money.ts';

const SHOWN = 5;

/** What was spent for a customer, on its page: as far as the reader sees the claims. */
export function CustomerExpenses({ customer }: { customer: NameRef }) {
  return useMay('expenses.read') ? <Block customer={customer} /> : null;
}

function Block({ customer }: { customer: NameRef }) {
  const { t } = useText();
  const creates = useMay('expenses.create');
  const { data } = useEndpoint(api.expenseClaims.ofCustomer, { params: { id: customer.id } });
  if (!data || (data.rows.length === 0 && !creates)) return null;
  return (
    <Section
      title={t('menu.expenses')}
      extra={
        creates && (
          <Link
            to="/expenses/new"
            search={{ customerId: customer.id, customerName: customer.name }}
          >
            {t('expense.new')}
          </Link>
        )
      }
    >
      {data.approvedFen > 0 && (
        <div className="line">
          <span className="soft">{t('expense.approvedSum')}</span>{' '}
          <strong>{money(data.approvedFen)}</strong>
        </div>
      )}
      {data.rows.slice(0, SHOWN).map((row) => (
        <div
          key={`${row.claimId}-${row.spentOn}-${row.category}-${row.amountFen}`}
          className="line"
        >
          <Link to="/expenses/$id" params={{ id: String(row.claimId) }}>
            {row.spentOn} {row.category}
          </Link>
          <span className="soft">{row.person.name}</span>
          <span className="spring" />
          <span>{money(row.amountFen)}</span>
        </div>
      ))}
      {data.rows.length === 0 && <span className="soft">{t('expense.noneForCustomer')}</span>}
    </Section>
  );
}
