import { api } from '@xinhang/shared/contract/api.ts';
import { MOST_INQUIRY_LINES, type PriceInquiry } from '@xinhang/shared/price-inquiries.ts';
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, App, Button, Form, Input, Select, type FormInstance } from 'antd';
import { useMemo } from 'react';
import { useCommand } from '../../app/query.ts';
import { DateField } from '../date-field.tsx';
import { FormDrawer } from '../form-drawer.tsx';
import { QtyField } from '../measure-fields.tsx';
import { ProductPicker } from '../product-picker.tsx';
import { useProductUnits } from '../use-product-units.ts';
import { useText } from '../../i18n/i18n.ts';
import './inquiries.css';

/** A line as it is written: a product in one of its units, or a thing in words. */
export interface AskedLine {
  product?: { id: number; code: string; name: string } | null;
  unitId?: number | null;
  text?: string;
  spec?: string;
  unitText?: string;
  qtyE4?: number | null;
  wantedDate?: string | null;
  note?: string;
}
interface Values {
  lines: AskedLine[];
}

/** The same asked for once more. */
export const askedAgain = (row: PriceInquiry): AskedLine => ({
  product: row.product,
  unitId: row.unitId,
  text: row.text,
  spec: row.spec,
  unitText: row.product ? '' : row.unit,
  qtyE4: row.qtyE4,
  wantedDate: null,
  note: row.note,
});

interface Props {
  open: boolean;
  /** What is asked for already; null: one empty line. */
  lines: AskedLine[] | null;
  /** Under which name what is typed is kept; null: it comes from a document that is there. */
  draft: string | null;
  onClose: () => void;
}

/** Asks the buyers for things: what, how many, until when. */
export function InquiryAskDrawer({ open, lines, draft, onClose }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.priceInquiries.create, {
    form: true,
    onDone: ({ no }) => {
      void message.success(t('inquiry.asked', { no }));
      onClose();
    },
  });
  const initial = useMemo(() => ({ lines: lines ?? [{}] }), [lines]);
  const submit = ({ lines: written }: Values) =>
    create.mutate({
      body: {
        lines: written.map((line) => ({
          productId: line.product?.id ?? null,
          unitId: line.product ? (line.unitId ?? null) : null,
          text: line.product ? '' : (line.text?.trim() ?? ''),
          spec: line.spec?.trim() ?? '',
          unitText: line.product ? '' : (line.unitText?.trim() ?? ''),
          qtyE4: line.qtyE4 ?? 0,
          wantedDate: line.wantedDate ?? null,
          note: line.note?.trim() ?? '',
        })),
      },
    });
  return (
    <FormDrawer<Values>
      title={t('inquiry.new')}
      open={open}
      size={680}
      form={form}
      {...(draft !== null && { draft })}
      initial={initial}
      error={create.error}
      saving={create.isPending}
      onSubmit={submit}
      onClose={() => {
        create.reset();
        onClose();
      }}
    >
      <Alert type="info" showIcon title={t('inquiry.askWhy')} />
      <Form.List name="lines">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <Line
                key={key}
                at={name}
                form={form}
                onRemove={fields.length > 1 ? () => remove(name) : null}
              />
            ))}
            <Button
              icon={<PlusOutlined />}
              disabled={fields.length >= MOST_INQUIRY_LINES}
              onClick={() => add({})}
            >
              {t('inquiry.addLine')}
            </Button>
          </>
        )}
      </Form.List>
    </FormDrawer>
  );
}

function Line({
  at,
  form,
  onRemove,
}: {
  at: number;
  form: FormInstance<Values>;
  onRemove: (() => void) | null;
}) {
  const { t } = useText();
  const product = Form.useWatch(['lines', at, 'product'], form);
  const units = useProductUnits(product?.id);
  const required = [{ required: true, message: t('common.required') }];
  return (
    <fieldset className="inquiry-line" aria-label={t('inquiry.lineNo', { n: at + 1 })}>
      <div className="line">
        <span className="soft">{t('inquiry.lineNo', { n: at + 1 })}</span>
        <span className="spring" />
        {onRemove && (
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('inquiry.removeLine', { n: at + 1 })}
            onClick={onRemove}
          />
        )}
      </div>
      <div className="form-pair">
        <Form.Item name={[at, 'product']} label={t('stock.product')}>
          <ProductPicker
            autoFocus={at === 0}
            label={t('inquiry.productOr')}
            onChange={(chosen) => {
              form.setFieldValue(['lines', at, 'product'], chosen);
              form.setFieldValue(['lines', at, 'unitId'], chosen?.unit.id ?? null);
            }}
          />
        </Form.Item>
        {product ? (
          <Form.Item name={[at, 'unitId']} label={t('product.unit')}>
            <Select<number>
              placeholder={t('product.baseUnit')}
              options={units.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
        ) : (
          <Form.Item name={[at, 'text']} label={t('inquiry.text')} rules={required}>
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
        )}
      </div>
      <div className="form-pair">
        <Form.Item name={[at, 'spec']} label={t('inquiry.spec')}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        {!product && (
          <Form.Item name={[at, 'unitText']} label={t('product.unit')}>
            <Input maxLength={20} autoComplete="off" />
          </Form.Item>
        )}
      </div>
      <div className="form-pair">
        <Form.Item name={[at, 'qtyE4']} label={t('inquiry.qty')} rules={required}>
          <QtyField label={t('inquiry.qty')} />
        </Form.Item>
        <Form.Item name={[at, 'wantedDate']} label={t('inquiry.wanted')}>
          <DateField />
        </Form.Item>
      </div>
      <Form.Item name={[at, 'note']} label={t('inquiry.note')}>
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
    </fieldset>
  );
}
