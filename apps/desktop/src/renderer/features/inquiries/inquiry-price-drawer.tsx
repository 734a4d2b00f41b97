import { api } from '@xinhang/shared/contract/api.ts';
import type { PriceInquiry } from '@xinhang/shared/price-inquiries.ts';
import { priceBases, type PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { Form, Segmented } from 'antd';
import { useMemo } from 'react';
import { useCommand } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { PriceField } from '../../form/measure-fields.tsx';
import { useText } from '../../i18n/i18n.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { useInquiryWords } from '../../form/inquiry/inquiry-words.ts';

interface Values {
  offerE4?: number | null;
  floorE4?: number | null;
  basis: PriceBasis;
}

interface Props {
  row: PriceInquiry;
  open: boolean;
  onClose: () => void;
}

/** The offer that is made of an answer, and how low it may go. */
export function InquiryPriceDrawer({ row, open, onClose }: Props) {
  const { t } = useText();
  const words = useInquiryWords();
  const [form] = Form.useForm<Values>();
  const price = useCommand(api.priceInquiries.price, { onDone: onClose });
  const initial = useMemo<Partial<Values>>(
    () => ({
      offerE4: row.offerE4,
      floorE4: row.floorE4,
      basis: row.offerBasis ?? row.costBasis ?? 'gross',
    }),
    [row],
  );
  const submit = ({ offerE4, floorE4, basis }: Values) =>
    price.mutate({
      params: { id: row.id },
      body: { version: row.version, offerE4: offerE4 ?? 0, floorE4: floorE4 ?? null, basis },
    });
  return (
    <FormDrawer<Values>
      title={`${t('inquiry.makeOffer')} · ${words.thing(row)}`}
      open={open}
      size={420}
      form={form}
      draft={`inquiry.price.${row.id}`}
      initial={initial}
      error={price.error}
      saving={price.isPending}
      onSubmit={submit}
      onClose={() => {
        price.reset();
        onClose();
      }}
    >
      <FactList
        facts={[
          [t('inquiry.cost'), words.price(row.costE4, row.costBasis)],
          [t('inquiry.qty'), `${words.qty(row.qtyE4)} ${row.unit}`],
          [t('inquiry.minQty'), words.qty(row.minQtyE4)],
          [t('inquiry.lead'), words.lead(row.leadDays)],
          [t('inquiry.validTo'), row.validTo ?? ''],
        ]}
      />
      <div className="form-pair">
        <Form.Item
          name="offerE4"
          label={t('inquiry.offer')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <PriceField label={t('inquiry.offer')} autoFocus />
        </Form.Item>
        <Form.Item name="floorE4" label={t('inquiry.floor')}>
          <PriceField label={t('inquiry.floor')} />
        </Form.Item>
      </div>
      <Form.Item name="basis" label={t('price.basis')}>
        <Segmented
          options={priceBases
            .toReversed()
            .map((value) => ({ value, label: t(`price.basis.${value}`) }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}
