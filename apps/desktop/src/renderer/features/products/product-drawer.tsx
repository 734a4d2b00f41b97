import { api } from '@xinhang/shared/contract/api.ts';
import { productKinds, type Product } from '@xinhang/shared/products.ts';
import { Checkbox, Form, Input, InputNumber, Segmented } from 'antd';
import { useMemo } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { changedFields } from '../../form/changed-fields.ts';
import { ConflictDialog, conflictOf } from '../../form/conflict-dialog.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { BarcodesEditor } from './barcodes-editor.tsx';
import { CategorySelect } from '../../form/product-category-select.tsx';
import { PriceField, QtyField } from '../../form/measure-fields.tsx';
import { bodyOf, valuesOf, type ProductValues } from './product-values.ts';
import { UnitSelect } from './unit-select.tsx';
import { UnitsEditor } from './units-editor.tsx';

interface Props {
  /** Null adds a new one. */
  product: Product | null;
  open: boolean;
  onClose: () => void;
  onMade?: (product: Product) => void;
}

/** A product as it is entered: what it is, how it is counted, taxed and kept. */
export function ProductDrawer({ product, open, onClose, onMade }: Props) {
  const { t } = useText();
  const { fields } = useMe();
  const [form] = Form.useForm<ProductValues>();
  const create = useCommand(api.products.create, { form: true });
  const update = useCommand(api.products.update);
  const units = useEndpoint(api.products.listUnits, {});
  const conflict = conflictOf(update.error);
  const initial = useMemo<Partial<ProductValues>>(() => valuesOf(product), [product]);
  const kind = Form.useWatch('kind', form) ?? 'goods';
  const unitId = Form.useWatch('unitId', form);
  const others = Form.useWatch('units', form) ?? [];
  const nameOf = (id: number | null | undefined) =>
    units.data?.rows.find((unit) => unit.id === id)?.name ?? '';
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const send = (version: number, changes: object) => {
    if (!product || Object.keys(changes).length === 0) close();
    else {
      update.mutate(
        { params: { id: product.id }, body: { version, ...changes } },
        { onSuccess: close },
      );
    }
  };
  const submit = (values: ProductValues) => {
    const body = bodyOf(values, kind);
    if (product) send(product.version, changedFields(bodyOf(valuesOf(product), kind), body));
    else {
      create.mutate(
        { body: { ...body, code: body.code ?? '' } },
        {
          onSuccess: (made) => {
            close();
            onMade?.(made);
          },
        },
      );
    }
  };
  return (
    <>
      <FormDrawer<ProductValues>
        title={t(product ? 'product.edit' : 'product.new')}
        open={open}
        size={640}
        form={form}
        draft={product ? `product.${product.id}` : 'product.new'}
        initial={initial}
        error={create.error ?? (conflict ? null : update.error)}
        saving={create.isPending || update.isPending}
        onSubmit={submit}
        onClose={close}
      >
        <Form.Item
          name="name"
          label={t('product.name')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input autoFocus maxLength={120} autoComplete="off" />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="code" label={t('product.code')}>
            <Input
              maxLength={40}
              autoComplete="off"
              placeholder={product ? '' : t('product.codeGiven')}
            />
          </Form.Item>
          <Form.Item name="spec" label={t('product.spec')}>
            <Input maxLength={120} autoComplete="off" />
          </Form.Item>
        </div>
        <div className="form-pair">
          <Form.Item name="categoryId" label={t('product.category')}>
            <CategorySelect placeholder={t('product.noCategory')} />
          </Form.Item>
          <Form.Item name="kind" label={t('product.kind')}>
            <Segmented
              options={productKinds.map((value) => ({ value, label: t(`product.kind.${value}`) }))}
            />
          </Form.Item>
        </div>
        <div className="form-pair">
          <Form.Item
            name="unitId"
            label={t('product.baseUnit')}
            extra={product?.unitFixed ? t('product.unitFixed') : undefined}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <UnitSelect disabled={product?.unitFixed === true} />
          </Form.Item>
          <Form.Item name="qtyDecimals" label={t('product.qtyDecimals')}>
            <InputNumber min={0} max={4} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <Form.Item name="units" label={t('product.units')}>
          <UnitsEditor baseName={nameOf(unitId)} used={product?.usedUnitIds ?? []} />
        </Form.Item>
        <Form.Item name="barcodes" label={t('product.barcodes')}>
          <BarcodesEditor
            units={[unitId, ...others.map((one) => one.unitId)].flatMap((id) =>
              id ? { id, name: nameOf(id) } : [],
            )}
          />
        </Form.Item>
        <div className="form-pair">
          <Form.Item
            name="taxPercent"
            label={t('product.tax')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <InputNumber min={0} max={100} precision={2} suffix="%" style={{ width: '100%' }} />
          </Form.Item>
          {fields.cost === 'show' && (
            <Form.Item name="purchasePriceE4" label={t('product.purchasePrice')}>
              <PriceField label={t('product.purchasePrice')} />
            </Form.Item>
          )}
        </div>
        <div className="form-pair">
          <Form.Item name="fapiaoName" label={t('product.fapiaoName')}>
            <Input maxLength={120} placeholder={t('product.asName')} />
          </Form.Item>
          <Form.Item name="fapiaoUnit" label={t('product.fapiaoUnit')}>
            <Input maxLength={20} placeholder={t('product.asUnit')} />
          </Form.Item>
        </div>
        <Form.Item name="taxCode" label={t('product.taxCode')}>
          <Input maxLength={30} autoComplete="off" />
        </Form.Item>
        {kind === 'goods' && (
          <>
            <div className="form-pair">
              <Form.Item name="minQtyE4" label={t('product.minQty')}>
                <QtyField label={t('product.minQty')} />
              </Form.Item>
              <Form.Item name="maxQtyE4" label={t('product.maxQty')}>
                <QtyField label={t('product.maxQty')} />
              </Form.Item>
            </div>
            <div className="form-pair">
              <Form.Item name="tracksBatch" valuePropName="checked">
                <Checkbox>{t('product.tracksBatch')}</Checkbox>
              </Form.Item>
              <Form.Item name="tracksSerial" valuePropName="checked">
                <Checkbox>{t('product.tracksSerial')}</Checkbox>
              </Form.Item>
            </div>
          </>
        )}
        <Form.Item name="note" label={t('product.note')}>
          <GrowingText maxLength={2000} minRows={2} maxRows={8} />
        </Form.Item>
      </FormDrawer>
      <ConflictDialog
        conflict={conflict}
        saving={update.isPending}
        label={(field) => t(wordKey('product', field, 'product.other'))}
        show={(_field, value) =>
          Array.isArray(value)
            ? t('product.lines', { n: value.length })
            : typeof value === 'string' || typeof value === 'number'
              ? String(value)
              : ''
        }
        onClose={close}
        onResolve={(version, mine) => {
          const all = changedFields(
            bodyOf(valuesOf(product), kind),
            bodyOf(form.getFieldsValue(true) as ProductValues, kind),
          );
          send(version, Object.fromEntries(Object.entries(all).filter(([key]) => mine.has(key))));
        }}
      />
    </>
  );
}
