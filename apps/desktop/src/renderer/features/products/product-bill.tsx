import { api } from '@xinhang/shared/contract/api.ts';
import type { Product } from '@xinhang/shared/products.ts';
import type { ProductBill } from '@xinhang/shared/product-bills.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { BillDrawer } from './bill-drawer.tsx';

type Ref = ProductBill['product'];
const shown = (quantity: number, { qtyDecimals, unit }: Ref) =>
  `${formatE4(qtyE4(quantity), qtyDecimals)} ${unit.name}`;

/** What a product is put together from, and what it goes into. */
export function ProductBillSection({ product }: { product: Product }) {
  const { t } = useText();
  const { time } = useDates();
  const mayEdit = useMay('products.update');
  const found = useEndpoint(api.productBills.get, { params: { id: product.id } });
  const [editing, setEditing] = useState(false);
  const named = (one: Ref) => (
    <Link to="/products/$id" params={{ id: String(one.id) }}>{`${one.code} ${one.name}`}</Link>
  );
  return (
    <Section
      title={t('bill.title')}
      extra={
        <Button
          size="small"
          disabled={!mayEdit || !found.data}
          title={mayEdit ? undefined : t('problem.forbidden')}
          onClick={() => setEditing(true)}
        >
          {t('common.edit')}
        </Button>
      }
    >
      <Loaded found={found} waiting={<span className="soft">{t('common.loading')}</span>}>
        {(bill) => (
          <>
            {bill.parts.length === 0 ? (
              <span className="soft">{t('bill.none')}</span>
            ) : (
              <table className="plain-table">
                <thead>
                  <tr>
                    <th>{t('bill.part')}</th>
                    <th>{t('product.spec')}</th>
                    <th className="number">
                      {t('bill.forSoMuch', { qty: shown(bill.makesE4, bill.product) })}
                    </th>
                    <th>{t('stock.note')}</th>
                  </tr>
                </thead>
                <tbody>
                  {bill.parts.map(({ part, qtyE4: quantity, note }) => (
                    <tr key={part.id}>
                      <td>{named(part)}</td>
                      <td>{part.spec}</td>
                      <td className="number">{shown(quantity, part)}</td>
                      <td>{note}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            {bill.note !== '' && <div>{bill.note}</div>}
            {bill.changedBy && bill.changedAt !== null && (
              <div className="soft">
                {t('bill.changed', { who: `${bill.changedBy.name} ${time(bill.changedAt)}` })}
              </div>
            )}
            {bill.partOf.length > 0 && (
              <div className="line">
                <span className="soft">{t('bill.partOf')}</span>
                {bill.partOf.map((one) => (
                  <span key={one.id}>{named(one)}</span>
                ))}
              </div>
            )}
            {editing && <BillDrawer bill={bill} onClose={() => setEditing(false)} />}
          </>
        )}
      </Loaded>
    </Section>
  );
}
