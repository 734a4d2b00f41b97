import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Link } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { money } from './money.ts';
import { statementApi, statementPaths, type StatementSide } from './statement-side.ts';

const SHOWN = 5;

/** The last statements of a customer, on its page; of whom that may be read alone. */
export function CustomerStatements({ customer }: { customer: NameRef }) {
  const { data } = useEndpoint(api.customers.get, { params: { id: customer.id } });
  return data?.can.receivables ? <StatementsOf party={customer} side="ar" /> : null;
}

/** Of either side, the last of them. */
export function StatementsOf({ party, side }: { party: NameRef; side: StatementSide }) {
  const { t } = useText();
  const whose = side === 'ar' ? { customerId: party.id } : { supplierId: party.id };
  const paths = statementPaths[side];
  const found = useEndpoint(statementApi(side).list, { query: { ...whose, limit: SHOWN } });
  if (!found.data || found.data.rows.length === 0) return null;
  return (
    <Section
      title={t(side === 'ar' ? 'menu.statements' : 'menu.supplierStatements')}
      extra={
        <Link to={paths.list} search={whose}>
          {t('statement.all')}
        </Link>
      }
    >
      {found.data.rows.map((row) => (
        <div className="line" key={row.id}>
          <Link to={paths.one} params={{ id: String(row.id) }}>
            {row.from} – {row.to}
          </Link>
          <span className={row.lateDays > 0 || row.state === 'difference' ? 'danger' : 'soft'}>
            {t(`statement.state.${row.state}`)}
            {row.lateDays > 0 && ` · ${t('statement.lateDays', { n: row.lateDays })}`}
          </span>
          <span className="spring" />
          <span>{money(row.closingFen)}</span>
        </div>
      ))}
    </Section>
  );
}
