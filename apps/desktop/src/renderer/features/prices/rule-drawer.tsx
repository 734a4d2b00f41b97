import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { priceBases, priceScopes, type PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { PriceRule } from '@xinhang/shared/prices.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { Checkbox, Form, InputNumber, Segmented, Select } from 'antd';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { changedFields } from '../../form/changed-fields.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { DateField } from '../../form/date-field.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { ProductPicker } from '../../form/product-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { CategorySelect } from '../../form/product-category-select.tsx';
import { PriceField, QtyField } from '../../form/measure-fields.tsx';
import { RegionSelect } from '../../form/region-select.tsx';
import { useProductUnits } from '../../form/use-product-units.ts';
import { onlyWords } from '../../ui/only-words.ts';

interface Values {
  of: 'product' | 'category';
  product?: PickedProduct | null;
  unitId?: number | null;
  categoryId?: number | null;
  says: 'price' | 'part';
  priceE4?: number | null;
  percent?: number | null;
  scope: PriceRule['scope'];
  customer?: NameRef | null;
  region?: string | null;
  levelId?: number | null;
  qtyFromE4?: number | null;
  basis: PriceBasis;
  floorE4?: number | null;
  ceilingE4?: number | null;
  validFrom: string;
  validTo?: string | null;
  note?: string;
  release?: boolean;
}

interface Props {
  /** A draft that is changed; null writes a new one. */
  rule: PriceRule | null;
  open: boolean;
  onClose: () => void;
}

const initialOf = (rule: PriceRule): Partial<Values> => ({
  of: rule.product ? 'product' : 'category',
  says: rule.priceE4 === null ? 'part' : 'price',
  priceE4: rule.priceE4,
  percent: rule.discountBp === null ? null : rule.discountBp / 100,
  scope: rule.scope,
  qtyFromE4: rule.qtyFromE4,
  basis: rule.basis,
  floorE4: rule.floorE4,
  ceilingE4: rule.ceilingE4,
  validFrom: rule.validFrom,
  validTo: rule.validTo,
  note: rule.note,
});

/** A price is written: of what, for whom, how much, from when to when. */
export function RuleDrawer({ rule, open, onClose }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.prices.createRule, { form: true });
  const update = useCommand(api.prices.updateRule);
  const levels = useEndpoint(api.prices.listLevels, {});
  const of = Form.useWatch('of', form) ?? 'product';
  const says = Form.useWatch('says', form) ?? 'price';
  const scope = Form.useWatch('scope', form) ?? 'all';
  const product = Form.useWatch('product', form);
  const units = useProductUnits(product?.id);
  const part = of === 'category' || says === 'part';
  const required = [{ required: true, message: t('common.required') }];
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = (values: Values) => {
    const facts = {
      qtyFromE4: values.qtyFromE4 ?? 0,
      basis: values.basis,
      floorE4: of === 'product' ? (values.floorE4 ?? null) : null,
      ceilingE4: of === 'product' ? (values.ceilingE4 ?? null) : null,
      validFrom: values.validFrom,
      validTo: values.validTo ?? null,
      note: values.note?.trim() ?? '',
    };
    const discountBp = Math.round((values.percent ?? 0) * 100);
    const amount = part ? { discountBp } : { priceE4: values.priceE4 ?? 0 };
    if (rule) {
      const changes = changedFields(rule, { ...facts, ...amount });
      if (Object.keys(changes).length === 0) return close();
      const body = { version: rule.version, ...changes };
      return update.mutate({ params: { id: rule.id }, body }, { onSuccess: close });
    }
    const subject =
      of === 'product'
        ? { productId: values.product?.id ?? null, unitId: values.unitId ?? null }
        : { categoryId: values.categoryId ?? null };
    const whom = {
      scope,
      customerId: scope === 'customer' ? (values.customer?.id ?? null) : null,
      region: scope === 'region' ? (values.region ?? null) : null,
      levelId: scope === 'level' ? (values.levelId ?? null) : null,
    };
    create.mutate(
      { body: { ...subject, ...whom, ...facts, ...amount, release: values.release === true } },
      { onSuccess: close },
    );
  };
  return (
    <FormDrawer<Values>
      title={t(rule ? 'price.edit' : 'price.new')}
      open={open}
      size={520}
      form={form}
      draft={rule ? `price.${rule.id}` : 'price.new'}
      initial={
        rule
          ? initialOf(rule)
          : {
              of: 'product',
              says: 'price',
              scope: 'all',
              basis: 'gross',
              validFrom: today,
              release: true,
            }
      }
      names={{ productId: 'product', customerId: 'customer', discountBp: 'percent' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      {!rule && (
        <>
          <Form.Item name="of" label={t('price.of')}>
            <Segmented
              options={(['product', 'category'] as const).map((value) => ({
                value,
                label: t(`price.of.${value}`),
              }))}
            />
          </Form.Item>
          {of === 'product' ? (
            <div className="form-pair">
              <Form.Item name="product" label={t('stock.product')} rules={required}>
                <ProductPicker
                  autoFocus
                  label={t('stock.product')}
                  onChange={(chosen) => {
                    form.setFieldValue('product', chosen);
                    form.setFieldValue('unitId', chosen?.unit.id ?? null);
                  }}
                />
              </Form.Item>
              <Form.Item name="unitId" label={t('product.unit')}>
                <Select<number>
                  {...onlyWords}
                  placeholder={t('product.baseUnit')}
                  options={units.map(({ id, name }) => ({ value: id, label: name }))}
                />
              </Form.Item>
            </div>
          ) : (
            <Form.Item name="categoryId" label={t('product.category')} rules={required}>
              <CategorySelect />
            </Form.Item>
          )}
          <Form.Item name="scope" label={t('price.whom')}>
            <Segmented
              options={priceScopes
                .toReversed()
                .map((value) => ({ value, label: t(`price.scope.${value}`) }))}
            />
          </Form.Item>
          {scope === 'customer' && (
            <Form.Item name="customer" label={t('price.scope.customer')} rules={required}>
              <CustomerRefPicker
                label={t('price.scope.customer')}
                placeholder={t('price.chooseCustomer')}
              />
            </Form.Item>
          )}
          {scope === 'region' && (
            <Form.Item name="region" label={t('price.scope.region')} rules={required}>
              <RegionSelect />
            </Form.Item>
          )}
          {scope === 'level' && (
            <Form.Item name="levelId" label={t('price.level')} rules={required}>
              <Select<number>
                {...onlyWords}
                placeholder={t('price.level')}
                options={(levels.data?.rows ?? [])
                  .filter((level) => level.active)
                  .map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Form.Item>
          )}
        </>
      )}
      {of === 'product' && (
        <Form.Item name="says" label={t('price.says')}>
          <Segmented
            options={(['price', 'part'] as const).map((value) => ({
              value,
              label: t(`price.says.${value}`),
            }))}
          />
        </Form.Item>
      )}
      <div className="form-pair">
        {part ? (
          <Form.Item name="percent" label={t('price.part')} rules={required}>
            <InputNumber min={0.01} max={100} precision={2} suffix="%" style={{ width: '100%' }} />
          </Form.Item>
        ) : (
          <Form.Item name="priceE4" label={t('price.price')} rules={required}>
            <PriceField label={t('price.price')} />
          </Form.Item>
        )}
        <Form.Item name="basis" label={t('price.basis')}>
          <Segmented
            options={priceBases
              .toReversed()
              .map((value) => ({ value, label: t(`price.basis.${value}`) }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="qtyFromE4" label={t('price.qtyFrom')} extra={t('price.qtyFromWhy')}>
        <QtyField label={t('price.qtyFrom')} />
      </Form.Item>
      {of === 'product' && (
        <div className="form-pair">
          <Form.Item name="floorE4" label={t('price.floor')}>
            <PriceField label={t('price.floor')} />
          </Form.Item>
          <Form.Item name="ceilingE4" label={t('price.ceiling')}>
            <PriceField label={t('price.ceiling')} />
          </Form.Item>
        </div>
      )}
      <div className="form-pair">
        <Form.Item name="validFrom" label={t('price.validFrom')} rules={required}>
          <DateField />
        </Form.Item>
        <Form.Item name="validTo" label={t('price.validTo')}>
          <DateField />
        </Form.Item>
      </div>
      <Form.Item name="note" label={t('product.note')}>
        <GrowingText maxLength={500} minRows={2} maxRows={6} />
      </Form.Item>
      {!rule && (
        <Form.Item name="release" valuePropName="checked" extra={t('price.releaseWhy')}>
          <Checkbox>{t('price.releaseNow')}</Checkbox>
        </Form.Item>
      )}
    </FormDrawer>
  );
}
