import { api } from '@xinhang/shared/contract/api.ts';
import { Link } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Section } from '../../ui/section.tsx';
import { money, moneyOrNone } from './money.ts';

/** What a supplier is owed, on its page; nothing for whoever may not see that. */
export function SupplierPayables({ supplierId }: { supplierId: number }) {
  return useMay('payables.read') ? <Block supplierId={supplierId} /> : null;
}

function Block({ supplierId }: { supplierId: number }) {
  const { t } = useText();
  const pays = useMay('payments.manage');
  const found = useEndpoint(api.payables.ofSupplier, { params: { id: supplierId }, query: {} });
  if (!found.data) return null;
  const { standing, supplier } = found.data;
  const days = standing.overdueDays;
  return (
    <Section
      title={t('menu.payables')}
      extra={
        <>
          {pays && (
            <Link
              to="/payments/new"
              search={{ supplierId: supplier.id, supplierName: supplier.name }}
            >
              {t('payment.new')}
            </Link>
          )}
          <Link to="/payables/$id" params={{ id: String(supplierId) }} search={{}}>
            {t('finance.account')}
          </Link>
        </>
      }
    >
      <FactList
        facts={[
          [t('payable.balance'), money(standing.balanceFen)],
          [
            t('finance.overdue'),
            days === 0 ? '' : `${money(standing.overdueFen)} (${t('finance.days', { n: days })})`,
          ],
          [t('payable.advance'), moneyOrNone(standing.advanceFen)],
        ]}
      />
    </Section>
  );
}
