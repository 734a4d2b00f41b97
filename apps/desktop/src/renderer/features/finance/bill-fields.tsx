import { billKinds, type BillKind } from '@xinhang/shared/bill-rules.ts';
import { Checkbox, Input, Select } from 'antd';
import { HeadField } from '../../form/document/document-frame.tsx';
import { useText, type TextKey } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import type { BillDraft } from './bill-draft.ts';

interface Props {
  bill: BillDraft;
  onChange: (bill: BillDraft) => void;
}

/** What stands on a bill, in the head of its document. */
export function BillFields({ bill, onChange }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const put = (part: Partial<BillDraft>) => onChange({ ...bill, ...part });
  const text = (key: 'no' | 'drawer' | 'acceptor', label: TextKey, maxLength: number) => (
    <HeadField label={t(label)} wide={key !== 'no'}>
      <Input
        maxLength={maxLength}
        autoComplete="off"
        aria-label={t(label)}
        value={bill[key]}
        onChange={(event) => put({ [key]: event.target.value })}
      />
    </HeadField>
  );
  const day = (key: 'issuedOn' | 'dueOn') => (
    <HeadField label={t(`bill.${key}`)}>
      <DateField
        label={t(`bill.${key}`)}
        today={today}
        value={bill[key]}
        onChange={(date) => put({ [key]: date })}
      />
    </HeadField>
  );
  const range = (key: 'subFrom' | 'subTo') => (
    <Input
      maxLength={15}
      autoComplete="off"
      inputMode="numeric"
      aria-label={t(`bill.${key}`)}
      value={bill[key]}
      onChange={(event) => put({ [key]: event.target.value.replaceAll(/\D/g, '') })}
    />
  );
  return (
    <>
      <HeadField label={t('bill.kind')}>
        <Select<BillKind>
          aria-label={t('bill.kind')}
          value={bill.kind}
          options={billKinds.map((value) => ({ value, label: t(`bill.kind.${value}`) }))}
          onChange={(kind) => put({ kind })}
        />
      </HeadField>
      {text('no', 'bill.no', 40)}
      {day('issuedOn')}
      {day('dueOn')}
      {text('drawer', 'bill.drawer', 120)}
      {text('acceptor', 'bill.acceptor', 120)}
      <HeadField label={t('bill.range')} wide>
        <span className="bill-range" title={t('bill.rangeWhy')}>
          {range('subFrom')}–{range('subTo')}
        </span>
      </HeadField>
      <HeadField label={t('bill.transferable')}>
        <Checkbox
          aria-label={t('bill.transferable')}
          checked={bill.transferable}
          onChange={(event) => put({ transferable: event.target.checked })}
        />
      </HeadField>
    </>
  );
}
