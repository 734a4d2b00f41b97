import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Link } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Section } from '../../ui/section.tsx';
import { money, moneyOrNone } from './money.ts';

/** What a customer was invoiced, on its page; nothing for whoever may not see that. */
export function CustomerInvoicing({ customer }: { customer: NameRef }) {
  const { data } = useEndpoint(api.customers.get, { params: { id: customer.id } });
  return data?.can.fapiao ? <Block customer={customer} /> : null;
}

function Block({ customer: { id, name } }: { customer: NameRef }) {
  const { t } = useText();
  const open = useEndpoint(api.fapiao.ofCustomer, { params: { id } });
  const made = useEndpoint(api.fapiao.list, { query: { customerId: id, count: true, limit: 1 } });
  const marked = useEndpoint(api.fapiao.notNeeded, { query: { customerId: id, limit: 1 } });
  if (!open.data || !made.data?.totals) return null;
  return (
    <Section
      title={t('uninvoiced.block')}
      extra={
        <span className="line">
          <Link to="/uninvoiced/$id" params={{ id: String(id) }}>
            {t('menu.uninvoiced')}
          </Link>
          <Link to="/fapiao" search={{ customerId: id, customerName: name }}>
            {t('menu.fapiao')}
          </Link>
        </span>
      }
    >
      <FactList
        facts={[
          [t('uninvoiced.delivered'), money(open.data.uninvoicedFen)],
          [t('uninvoiced.early'), moneyOrNone(open.data.earlyFen)],
          ...(marked.data?.totals.grossFen
            ? [[t('uninvoiced.notNeeded'), money(marked.data.totals.grossFen)] as const]
            : []),
          [t('uninvoiced.invoiced'), money(made.data.totals.grossFen)],
        ]}
      />
    </Section>
  );
}
