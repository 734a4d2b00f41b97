import { PlaceSelect } from '../../form/place-select.tsx';
import { ProductSelect } from '../../form/product-select.tsx';
import { useText } from '../../i18n/i18n.ts';

interface OneProduct {
  productId?: number | undefined;
  productName?: string | undefined;
}

/** Narrows a list of the stock room to one product; undefined: all of them. */
export function ProductFilter(props: { value: OneProduct; onChange: (next: OneProduct) => void }) {
  const { productId, productName } = props.value;
  const { t } = useText();
  const value =
    productId === undefined ? null : { id: productId, name: productName ?? t('stock.oneProduct') };
  return (
    <ProductSelect
      value={value}
      onChange={(product) => props.onChange({ productId: product?.id, productName: product?.name })}
    />
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
