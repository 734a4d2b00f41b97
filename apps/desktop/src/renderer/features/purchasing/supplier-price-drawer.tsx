import { api } from '@xinhang/shared/contract/api.ts';
import { priceBases, type PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import type { SupplierPrice } from '@xinhang/shared/supplier-prices.ts';
import type { Supplier } from '@xinhang/shared/suppliers.ts';
import { Form, Input, Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { useCommand } from '../../app/query.ts';
import { changedFields } from '../../form/changed-fields.ts';
import { DateField } from '../../form/date-field.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { PriceField, QtyField } from '../../form/measure-fields.tsx';
import { ProductPicker } from '../../form/product-picker.tsx';
import { useProductUnits } from '../../form/use-product-units.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { useSupplierPriceWords } from './price-words.ts';

interface Values {
  product?: PickedProduct | null;
  unitId?: number | null;
  priceE4?: number | null;
  basis: PriceBasis;
  qtyFromE4?: number | null;
  validFrom: string;
  validTo?: string | null;
  partNo?: string;
  note?: string;
}

interface Props {
  supplier: Supplier;
  /** Null writes a new one. */
  price: SupplierPrice | null;
  open: boolean;
  onClose: () => void;
}

/** What a supplier asks for a product: in which unit, from how many on, from when to when. */
export function SupplierPriceDrawer({ supplier, price, open, onClose }: Props) {
  const { t } = useText();
  const words = useSupplierPriceWords();
  const { today } = useDates();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.supplierPrices.create, { form: true, onDone: () => close() });
  const update = useCommand(api.supplierPrices.update, { onDone: () => close() });
  const product = Form.useWatch('product', form);
  const units = useProductUnits(product?.id);
  const required = [{ required: true, message: t('common.required') }];
  const initial = useMemo<Partial<Values>>(
    () => (price ? { ...price, product: null } : { basis: 'gross', validFrom: today }),
    [price, today],
  );
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = (values: Values) => {
    const facts = {
      priceE4: values.priceE4 ?? 0,
      basis: values.basis,
      qtyFromE4: values.qtyFromE4 ?? 0,
      validFrom: values.validFrom,
      validTo: values.validTo ?? null,
      partNo: values.partNo?.trim() ?? '',
      note: values.note?.trim() ?? '',
    };
    if (price) {
      const changes = changedFields(price, facts);
      if (Object.keys(changes).length === 0) return close();
      const body = { version: price.version, ...changes };
      return update.mutate({ params: { id: price.id }, body });
    }
    const subject = { supplierId: supplier.id, productId: values.product?.id ?? 0 };
    create.mutate({ body: { ...subject, unitId: values.unitId ?? null, ...facts } });
  };
  return (
    <FormDrawer<Values>
      title={
        price ? `${t('supplierPrice.edit')} · ${words.product(price)}` : t('supplierPrice.new')
      }
      open={open}
      size={480}
      form={form}
      draft={price ? `supplier-price.${price.id}` : `supplier-price.new.${supplier.id}`}
      initial={initial}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      {!price && (
        <div className="form-pair">
          <Form.Item name="product" label={t('supplierPrice.product')} rules={required}>
            <ProductPicker
              autoFocus
              label={t('supplierPrice.product')}
              onChange={(chosen) => {
                form.setFieldValue('product', chosen);
                form.setFieldValue('unitId', chosen?.unit.id ?? null);
              }}
            />
          </Form.Item>
          <Form.Item name="unitId" label={t('supplierPrice.unit')}>
            <Select<number>
              placeholder={t('product.baseUnit')}
              options={units.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
        </div>
      )}
      <div className="form-pair">
        <Form.Item name="priceE4" label={t('supplierPrice.price')} rules={required}>
          <PriceField label={t('supplierPrice.price')} />
        </Form.Item>
        <Form.Item name="basis" label={t('supplierPrice.basis')}>
          <Segmented
            options={priceBases
              .toReversed()
              .map((value) => ({ value, label: t(`price.basis.${value}`) }))}
          />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="qtyFromE4" label={t('supplierPrice.qtyFrom')}>
          <QtyField label={t('supplierPrice.qtyFrom')} />
        </Form.Item>
        <Form.Item name="partNo" label={t('supplierPrice.partNo')}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="validFrom" label={t('supplierPrice.validFrom')} rules={required}>
          <DateField />
        </Form.Item>
        <Form.Item name="validTo" label={t('supplierPrice.validTo')}>
          <DateField />
        </Form.Item>
      </div>
      <Form.Item name="note" label={t('supplier.note')}>
        <GrowingText maxLength={500} minRows={2} maxRows={6} />
      </Form.Item>
    </FormDrawer>
  );
}
