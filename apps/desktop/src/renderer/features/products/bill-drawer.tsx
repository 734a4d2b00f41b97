import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { MOST_PARTS, type ProductBill } from '@xinhang/shared/product-bills.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { Button, Form, Input } from 'antd';
import { useCommand } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { QtyField } from '../../form/measure-fields.tsx';
import { ProductPicker } from '../../form/product-picker.tsx';
import { useText } from '../../i18n/i18n.ts';

type Chosen = ProductBill['product'] | PickedProduct;

interface PartDraft {
  /** Named as the body names it, so that a refusal finds its field. */
  partId: Chosen | null;
  qtyE4: number | null;
  note: string;
}
interface Values {
  makesE4: number | null;
  parts: PartDraft[];
  note: string;
}

/** What a product is put together from, while it is said. */
export function BillDrawer({ bill, onClose }: { bill: ProductBill; onClose: () => void }) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const set = useCommand(api.productBills.set, { form: true, onDone: onClose });
  const required = { required: true, message: t('common.required') };
  const submit = ({ makesE4, parts, note }: Values) =>
    set.mutate({
      params: { id: bill.product.id },
      body: {
        version: bill.version,
        makesE4: makesE4 ?? bill.makesE4,
        note: note.trim(),
        parts: parts.map((one) => ({
          partId: one.partId?.id ?? 0,
          qtyE4: one.qtyE4 ?? 0,
          note: one.note.trim(),
        })),
      },
    });
  return (
    <FormDrawer<Values>
      title={t('bill.titleOf', { name: bill.product.name })}
      open
      form={form}
      initial={{
        makesE4: bill.makesE4,
        note: bill.note,
        parts:
          bill.parts.length > 0
            ? bill.parts.map(({ part, qtyE4, note }) => ({ partId: part, qtyE4, note }))
            : [{ partId: null, qtyE4: null, note: '' }],
      }}
      size={620}
      error={set.error}
      saving={set.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item
        name="makesE4"
        label={t('bill.makes', { unit: bill.product.unit.name })}
        extra={t('bill.makesWhy')}
        rules={[required]}
      >
        <QtyField label={t('bill.makes', { unit: bill.product.unit.name })} />
      </Form.Item>
      <Form.List name="parts">
        {(fields, { add, remove }) => (
          <div className="stack">
            {fields.map(({ key, name }) => (
              <PartLine key={key} at={name} onRemove={() => remove(name)} />
            ))}
            <div>
              <Button
                size="small"
                icon={<PlusOutlined />}
                disabled={fields.length >= MOST_PARTS}
                onClick={() => add({ partId: null, qtyE4: null, note: '' })}
              >
                {t('bill.addPart')}
              </Button>
            </div>
          </div>
        )}
      </Form.List>
      <Form.Item name="note" label={t('stock.note')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  );
}

const unitOf = (chosen: Chosen) => ('baseUnit' in chosen ? chosen.baseUnit : chosen.unit).name;

/** One part: which, how much of it in its base unit, a note. */
function PartLine({ at, onRemove }: { at: number; onRemove: () => void }) {
  const { t } = useText();
  const chosen = Form.useWatch<Chosen | null>(['parts', at, 'partId']);
  const required = { required: true, message: t('common.required') };
  return (
    <div className="line" style={{ alignItems: 'start', flexWrap: 'nowrap' }}>
      <Form.Item name={[at, 'partId']} rules={[required]} style={{ flex: 1, marginBottom: 8 }}>
        <ProductPicker label={`${t('bill.part')} ${at + 1}`} />
      </Form.Item>
      <Form.Item name={[at, 'qtyE4']} rules={[required]} style={{ width: 110, marginBottom: 8 }}>
        <QtyField label={`${t('stock.qty')} ${at + 1}`} />
      </Form.Item>
      <span className="soft" style={{ width: 36, lineHeight: '32px' }}>
        {chosen ? unitOf(chosen) : ''}
      </span>
      <Form.Item name={[at, 'note']} style={{ width: 120, marginBottom: 8 }}>
        <Input
          maxLength={200}
          autoComplete="off"
          placeholder={t('stock.note')}
          aria-label={`${t('stock.note')} ${at + 1}`}
        />
      </Form.Item>
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={`${t('common.remove')} ${at + 1}`}
        onClick={onRemove}
      />
    </div>
  );
}
