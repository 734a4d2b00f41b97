import { Tag } from 'antd';
import { PlaceSelect } from '../../form/place-select.tsx';
import { ProductSelect } from '../../form/product-select.tsx';
import { useText } from '../../i18n/i18n.ts';

interface OneProduct {
  productId?: number | undefined;
  productName?: string | undefined;
}

/** Narrows a list of the stock room to one product, which stands as a tag until it is shut. */
export function ProductFilter(props: { value: OneProduct; onChange: (next: OneProduct) => void }) {
  const { productId, productName } = props.value;
  const { t } = useText();
  return productId === undefined ? (
    <ProductSelect
      onChange={({ id, name }) => props.onChange({ productId: id, productName: name })}
    />
  ) : (
    <Tag closable onClose={() => props.onChange({ productId: undefined, productName: undefined })}>
      {productName ?? t('stock.oneProduct')}
    </Tag>
  );
}

/** Narrows it to one of the places in reach; undefined: all of them. */
export function PlaceFilter(props: {
  value: number | undefined;
  onChange: (id: number | undefined) => void;
}) {
  const { t } = useText();
  return (
    <PlaceSelect
      right="stock.read"
      label={t('stock.place')}
      clearable
      style={{ width: 150 }}
      value={props.value ?? null}
      onChange={(id) => props.onChange(id ?? undefined)}
    />
  );
}
