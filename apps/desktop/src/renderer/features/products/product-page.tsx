import { api } from '@xinhang/shared/contract/api.ts';
import type { Product } from '@xinhang/shared/products.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useOpenTabs } from '../../app/open-tabs.ts';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { neighbours, useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { RecordColumns, RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { ProductBillSection } from './product-bill.tsx';
import { ProductDrawer } from './product-drawer.tsx';
import { ProductFacts } from './product-facts.tsx';
import { ProductImages } from './product-images.tsx';
import { ProductUnits } from './product-units.tsx';

interface Props {
  id: number;
  /** What is asked for it, which is no part of it. */
  prices: (product: Product) => ReactNode;
}

/** Everything about a product on one page. */
export function ProductPage({ id, prices }: Props) {
  const navigate = useNavigate();
  const found = useEndpoint(api.products.get, { params: { id } });
  const ids = useRecordTrail((trail) => trail.ids);
  const { previous, next } = neighbours(ids, id);
  const path = `/products/${id}`;
  const go = (to: number | null) =>
    to === null
      ? null
      : () => {
          useOpenTabs.getState().replaceNext(path);
          void navigate({ to: '/products/$id', params: { id: String(to) }, replace: true });
        };
  return (
    <RecordPage
      found={found}
      tab={{ path, title: (product) => product.name }}
      previous={go(previous)}
      next={go(next)}
    >
      {(product) => <Content key={id} product={product} prices={prices} />}
    </RecordPage>
  );
}

function Content({ product, prices }: { product: Product; prices: Props['prices'] }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const mayEdit = useMay('products.update');
  const [editing, setEditing] = useState(false);
  const update = useCommand(api.products.update);
  const why = mayEdit ? {} : { disabled: true, title: t('problem.forbidden') };
  const turn = () =>
    update.mutate(
      { params: { id: product.id }, body: { version: product.version, active: !product.active } },
      { onError: (error) => void message.error(words(error)) },
    );
  return (
    <>
      <RecordHead
        title={product.name}
        facts={
          <>
            <span className="soft">{product.code}</span>
            {product.spec && <span>{product.spec}</span>}
            <span>{t(`product.kind.${product.kind}`)}</span>
            {!product.active && <span className="danger">{t('product.off')}</span>}
          </>
        }
      >
        <Button type="primary" {...why} onClick={() => setEditing(true)}>
          {t('common.edit')}
        </Button>
        <Button {...why} loading={update.isPending} onClick={turn}>
          {t(product.active ? 'product.turnOff' : 'product.turnOn')}
        </Button>
      </RecordHead>
      <RecordColumns
        main={
          <>
            <ProductUnits product={product} />
            {product.kind === 'goods' && <ProductBillSection product={product} />}
            {prices(product)}
            <ProductImages product={product} />
          </>
        }
        side={<ProductFacts product={product} />}
      />
      <ProductDrawer product={product} open={editing} onClose={() => setEditing(false)} />
    </>
  );
}
