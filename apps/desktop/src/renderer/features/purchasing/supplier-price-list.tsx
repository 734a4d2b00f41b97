import { api } from '@xinhang/shared/contract/api.ts';
import type { SupplierPrice } from '@xinhang/shared/supplier-prices.ts';
import type { Supplier } from '@xinhang/shared/suppliers.ts';
import { Link } from '@tanstack/react-router';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { PriceTable } from './price-table.tsx';
import { useSupplierPriceWords } from './price-words.ts';
import { SupplierPriceDrawer } from './supplier-price-drawer.tsx';

const STEP = 50;
const MOST = 200;

/** What a supplier asks, newest first; those in force unless asked otherwise. */
export function SupplierPriceList({ supplier }: { supplier: Supplier }) {
  const { t } = useText();
  const words = useSupplierPriceWords();
  const problem = useProblemText();
  const { modal, message } = App.useApp();
  const { fields } = useMe();
  const mayEdit = useMay('suppliers.update') && fields.cost === 'show';
  const [ended, setEnded] = useState(false);
  const [limit, setLimit] = useState(STEP);
  const [edited, setEdited] = useState<SupplierPrice | 'new' | null>(null);
  const remove = useCommand(api.supplierPrices.remove);
  const found = useEndpoint(
    api.supplierPrices.list,
    { query: { supplierId: supplier.id, ...(!ended && { state: 'current' as const }), limit } },
    { keep: true },
  );
  const drop = (row: SupplierPrice) =>
    void modal.confirm({
      title: t('supplierPrice.removeAsk'),
      okText: t('common.remove'),
      cancelText: t('common.cancel'),
      onOk: () =>
        remove.mutate(
          { params: { id: row.id } },
          { onError: (error) => void message.error(problem(error)) },
        ),
    });
  return (
    <Section
      title={t('supplierPrice.title')}
      extra={
        <span className="line">
          <Checkbox checked={ended} onChange={(event) => setEnded(event.target.checked)}>
            {t('supplierPrice.all')}
          </Checkbox>
          {mayEdit && supplier.active && (
            <Button size="small" onClick={() => setEdited('new')}>
              {t('supplierPrice.new')}
            </Button>
          )}
        </span>
      }
    >
      <Loaded found={found} waiting={<span className="soft">{t('common.loading')}</span>}>
        {({ rows, next }) =>
          rows.length === 0 ? (
            <span className="soft">{t('supplierPrice.none')}</span>
          ) : (
            <>
              <PriceTable
                rows={rows}
                heading={t('supplierPrice.product')}
                first={(row) => (
                  <Link to="/products/$id" params={{ id: String(row.product.id) }}>
                    {words.product(row)}
                  </Link>
                )}
                {...(mayEdit && {
                  actions: (row: SupplierPrice) => (
                    <>
                      <Button type="link" size="small" onClick={() => setEdited(row)}>
                        {t('common.edit')}
                      </Button>
                      <Button type="link" size="small" danger onClick={() => drop(row)}>
                        {t('common.remove')}
                      </Button>
                    </>
                  ),
                })}
              />
              {next !== null && limit < MOST && (
                <Button type="link" size="small" onClick={() => setLimit(limit + STEP)}>
                  {t('supplierPrice.more')}
                </Button>
              )}
            </>
          )
        }
      </Loaded>
      <SupplierPriceDrawer
        supplier={supplier}
        price={edited === 'new' ? null : edited}
        open={edited !== null}
        onClose={() => setEdited(null)}
      />
    </Section>
  );
}
