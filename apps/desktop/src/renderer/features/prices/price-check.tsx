import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { QtyField } from '../../form/measure-fields.tsx';
import { ProductPicker } from '../../form/product-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { FoundPrice } from './found-price.tsx';
import { useProductUnits } from '../../form/use-product-units.ts';

const ONE_E4 = 10_000;

/** What a product costs a customer today, and why: the server's own answer, as documents get it. */
export function PriceCheck() {
  const { t } = useText();
  const [customer, setCustomer] = useState<NameRef | null>(null);
  const [product, setProduct] = useState<PickedProduct | null>(null);
  const [unitId, setUnitId] = useState<number | null>(null);
  const [qtyE4, setQty] = useState<number | null>(ONE_E4);
  const units = useProductUnits(product?.id);
  const asked = product !== null && unitId !== null && qtyE4 !== null && qtyE4 >= 0;
  const query = {
    ...(customer && { customerId: customer.id }),
    line: [`${product?.id ?? 1}:${unitId ?? 1}:${qtyE4 ?? 0}`],
    explain: true,
  };
  const found = useEndpoint(api.prices.resolve, { query }, { enabled: asked, keep: true });
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <div style={{ width: 260 }}>
          <CustomerRefPicker
            label={t('price.scope.customer')}
            placeholder={t('price.anyCustomer')}
            value={customer}
            onChange={setCustomer}
          />
        </div>
        <div style={{ width: 320 }}>
          <ProductPicker
            autoFocus
            label={t('stock.product')}
            value={product}
            onChange={(chosen) => {
              setProduct(chosen);
              setUnitId(chosen?.unit.id ?? null);
            }}
          />
        </div>
        <div style={{ width: 110 }}>
          <QtyField label={t('price.qty')} value={qtyE4} onChange={setQty} />
        </div>
        <Select<number | null>
          style={{ width: 100 }}
          aria-label={t('product.unit')}
          placeholder={t('product.unit')}
          value={unitId}
          options={units.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setUnitId}
        />
      </div>
      {asked ? (
        <Loaded found={found}>
          {({ lines, region, level }) =>
            lines[0] && (
              <FoundPrice
                line={lines[0]}
                unit={units.find((one) => one.id === unitId)?.name ?? product.unit.name}
                of={customer && { region, level }}
              />
            )
          }
        </Loaded>
      ) : (
        <p className="soft">{t('price.checkWhy')}</p>
      )}
    </div>
  );
}
