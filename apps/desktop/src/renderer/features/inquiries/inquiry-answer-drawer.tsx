import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { PriceInquiry } from '@xinhang/shared/price-inquiries.ts';
import { priceBases, type PriceBasis } from '@xinhang/shared/price-resolver.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { Form, InputNumber, Segmented } from 'antd';
import { useMemo } from 'react';
import { useCommand } from '../../app/query.ts';
import { DateField } from '../../form/date-field.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { PriceField, QtyField } from '../../form/measure-fields.tsx';
import { ProductPicker } from '../../form/product-picker.tsx';
import { SupplierRefPicker } from '../../form/supplier-ref-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { useInquiryWords } from '../../form/inquiry/inquiry-words.ts';

interface Values {
  supplier?: NameRef | null;
  product?: Pick<PickedProduct, 'id' | 'code' | 'name'> | null;
  costE4?: number | null;
  costBasis: PriceBasis;
  leadDays?: number | null;
  minQtyE4?: number | null;
  validTo?: string | null;
  note?: string;
}

interface Props {
  row: PriceInquiry;
  open: boolean;
  onClose: () => void;
}

/** The buyer's answer: from whom, at what cost, in how many days, until when it holds. */
export function InquiryAnswerDrawer({ row, open, onClose }: Props) {
  const { t } = useText();
  const words = useInquiryWords();
  const [form] = Form.useForm<Values>();
  const answer = useCommand(api.priceInquiries.answer, { onDone: onClose });
  const required = [{ required: true, message: t('common.required') }];
  const initial = useMemo<Partial<Values>>(
    () => ({
      supplier: row.supplier,
      costE4: row.costE4,
      costBasis: row.costBasis ?? 'gross',
      leadDays: row.leadDays,
      minQtyE4: row.minQtyE4,
      validTo: row.expired ? null : row.validTo,
      note: row.answerNote,
    }),
    [row],
  );
  const submit = (values: Values) =>
    answer.mutate({
      params: { id: row.id },
      body: {
        version: row.version,
        supplierId: values.supplier?.id ?? 0,
        costE4: values.costE4 ?? 0,
        costBasis: values.costBasis,
        leadDays: values.leadDays ?? 0,
        minQtyE4: values.minQtyE4 ?? 0,
        validTo: values.validTo ?? '',
        productId: values.product?.id ?? null,
        note: values.note?.trim() ?? '',
      },
    });
  return (
    <FormDrawer<Values>
      title={`${t('inquiry.answer')} · ${words.thing(row)}`}
      open={open}
      size={480}
      form={form}
      draft={`inquiry.answer.${row.id}`}
      initial={initial}
      names={{ supplierId: 'supplier', productId: 'product' }}
      error={answer.error}
      saving={answer.isPending}
      onSubmit={submit}
      onClose={() => {
        answer.reset();
        onClose();
      }}
    >
      {row.product === null && (
        <Form.Item name="product" label={t('inquiry.isProduct')} extra={t('inquiry.isProductWhy')}>
          <ProductPicker label={t('inquiry.isProduct')} />
        </Form.Item>
      )}
      <Form.Item name="supplier" label={t('inquiry.supplier')} rules={required}>
        <SupplierRefPicker autoFocus label={t('inquiry.supplier')} />
      </Form.Item>
      <div className="form-pair">
        <Form.Item
          name="costE4"
          label={row.unit ? `${t('inquiry.cost')} / ${row.unit}` : t('inquiry.cost')}
          rules={required}
        >
          <PriceField label={t('inquiry.cost')} />
        </Form.Item>
        <Form.Item name="costBasis" label={t('price.basis')}>
          <Segmented
            options={priceBases
              .toReversed()
              .map((value) => ({ value, label: t(`price.basis.${value}`) }))}
          />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item name="leadDays" label={t('inquiry.leadDays')} rules={required}>
          <InputNumber min={0} max={999} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="minQtyE4" label={t('inquiry.minQty')}>
          <QtyField label={t('inquiry.minQty')} />
        </Form.Item>
      </div>
      <Form.Item name="validTo" label={t('inquiry.validTo')} rules={required}>
        <DateField />
      </Form.Item>
      <Form.Item name="note" label={t('inquiry.answerNote')} extra={t('inquiry.answerNoteWhy')}>
        <GrowingText maxLength={500} minRows={2} maxRows={6} />
      </Form.Item>
    </FormDrawer>
  );
}
