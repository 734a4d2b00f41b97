import { api } from '@xinhang/shared/contract/api.ts';
import { priceBases, type PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { Alert, Form, Input, Segmented, Select } from 'antd';
import { useCommand } from '../../app/query.ts';
import { DateField } from '../../form/date-field.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { PriceField } from '../../form/measure-fields.tsx';
import { ProductPicker } from '../../form/product-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { CompetitorSelect } from './competitor-select.tsx';
import { RegionSelect } from '../../form/region-select.tsx';
import { useProductUnits } from '../../form/use-product-units.ts';

interface Values {
  product?: PickedProduct | null;
  unitId?: number | null;
  competitorId?: number | null;
  priceE4?: number | null;
  basis: PriceBasis;
  region?: string | null;
  seenOn: string;
  source?: string;
}

interface Props {
  open: boolean;
  /** The follow-up that it was heard in. */
  followUpId?: number | undefined;
  onClose: () => void;
}

/** Notes what a competitor asks for one of our products. */
export function MarketDrawer({ open, followUpId, onClose }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.marketPrices.create, { form: true, onDone: onClose });
  const product = Form.useWatch('product', form);
  const units = useProductUnits(product?.id);
  const required = [{ required: true, message: t('common.required') }];
  const submit = (values: Values) =>
    create.mutate({
      body: {
        productId: values.product?.id ?? 0,
        unitId: values.unitId ?? null,
        competitorId: values.competitorId ?? 0,
        priceE4: values.priceE4 ?? 0,
        basis: values.basis,
        region: values.region ?? null,
        seenOn: values.seenOn,
        source: values.source?.trim() ?? '',
        followUpId: followUpId ?? null,
      },
    });
  return (
    <FormDrawer<Values>
      title={t('market.new')}
      open={open}
      size={460}
      form={form}
      draft="market.new"
      initial={{ basis: 'gross', seenOn: today }}
      names={{ productId: 'product' }}
      error={create.error}
      saving={create.isPending}
      onSubmit={submit}
      onClose={() => {
        create.reset();
        onClose();
      }}
    >
      {followUpId !== undefined && <Alert type="info" showIcon title={t('market.ofFollowUp')} />}
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
            placeholder={t('product.baseUnit')}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="competitorId" label={t('competitor.name')} rules={required}>
        <CompetitorSelect />
      </Form.Item>
      <div className="form-pair">
        <Form.Item name="priceE4" label={t('market.price')} rules={required}>
          <PriceField label={t('market.price')} />
        </Form.Item>
        <Form.Item name="basis" label={t('price.basis')}>
          <Segmented
            options={priceBases
              .toReversed()
              .map((value) => ({ value, label: t(`price.basis.${value}`) }))}
          />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="region" label={t('price.scope.region')}>
          <RegionSelect clearable />
        </Form.Item>
        <Form.Item name="seenOn" label={t('market.seenOn')} rules={required}>
          <DateField />
        </Form.Item>
      </div>
      <Form.Item name="source" label={t('market.source')} extra={t('market.sourceWhy')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  );
}
