import { fen, formatFen } from '@xinhang/shared/money.ts';
import {
  extraAccounts,
  type ExtraAccount,
  type StockDocument,
} from '@xinhang/shared/stock-documents.ts';
import type { LineFacts } from '@xinhang/shared/stock.ts';
import { accountWords } from '@xinhang/shared/voucher-words.ts';
import { App, Button, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { HeadField } from '../../form/document/document-frame.tsx';
import { QtyField } from '../../form/measure-fields.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { ProductPicker } from '../../form/product-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { useBill } from './use-bill.ts';
import type { StockDraft } from './stock-line.ts';
import { shownQty } from './use-line-columns.ts';

interface Props {
  /** Whether it is begun. */
  fresh: boolean;
  /** Whether it takes the whole apart. */
  apart: boolean;
  value: StockDraft;
  marks: ReadonlyMap<string, string>;
  /** What the whole must know of its product. */
  facts: LineFacts | undefined;
  bill: ReturnType<typeof useBill>;
  onChange: (part: Partial<StockDraft>) => void;
}

/** What is put together or taken apart, and how much of it. */
export function WholeFields({ fresh, apart, value, marks, facts, bill, onChange }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const { whole } = value;
  const wrong = marks.get('whole');
  const refused = (error: Error) => void message.error(words(error));
  const change = (part: Parameters<typeof bill.change>[0]) => void bill.change(part).catch(refused);
  const fill = async () => {
    const found = await bill.fill();
    if (found?.parts.length === 0) void message.info(t('assembly.noBill'));
  };
  const batch = facts?.tracksBatch === true || value.wholeBatch !== '';
  const serials = facts?.tracksSerial === true || value.wholeSerials !== '';
  return (
    <>
      <HeadField label={t('assembly.whole')} wide wrong={wrong}>
        <ProductPicker
          label={t('assembly.whole')}
          autoFocus={fresh}
          retired={apart}
          value={whole}
          onChange={(found) =>
            change({ whole: found && { ...found, unit: found.baseUnit, num: 1, den: 1 } })
          }
        />
      </HeadField>
      <HeadField
        label={whole ? `${t('assembly.qty')} (${whole.baseUnit.name})` : t('assembly.qty')}
        wrong={wrong}
      >
        <QtyField
          label={t('assembly.qty')}
          value={value.wholeQtyE4}
          onChange={(wholeQtyE4) => change({ wholeQtyE4 })}
        />
      </HeadField>
      {batch && (
        <HeadField label={t('assembly.batch')} wrong={wrong}>
          <Input
            maxLength={60}
            autoComplete="off"
            aria-label={t('assembly.batch')}
            value={value.wholeBatch}
            onChange={(event) => onChange({ wholeBatch: event.target.value })}
          />
        </HeadField>
      )}
      {serials && (
        <HeadField label={t('assembly.serials')} wide wrong={wrong}>
          <Input
            maxLength={4000}
            autoComplete="off"
            aria-label={t('assembly.serials')}
            value={value.wholeSerials}
            onChange={(event) => onChange({ wholeSerials: event.target.value })}
          />
        </HeadField>
      )}
      {whole && <Button onClick={() => void fill().catch(refused)}>{t('assembly.fill')}</Button>}
    </>
  );
}

/** What it costs besides the parts, and against which account that stands. */
export function ExtraFields({
  value,
  marks,
  onChange,
}: Pick<Props, 'value' | 'marks' | 'onChange'>) {
  const { t, language } = useText();
  const wrong = marks.get('extra');
  return (
    <>
      <HeadField label={t('assembly.extra')} wrong={wrong}>
        <MoneyField
          label={t('assembly.extra')}
          value={value.extraFen}
          onChange={(extraFen) => onChange({ extraFen })}
        />
      </HeadField>
      {value.extraFen !== null && value.extraFen > 0 && (
        <HeadField label={t('assembly.extraAccount')} wrong={wrong}>
          <Select<ExtraAccount | null>
            aria-label={t('assembly.extraAccount')}
            style={{ minWidth: 150 }}
            {...(wrong !== undefined && { status: 'error' as const })}
            value={value.extraAccount}
            options={extraAccounts.map((account) => ({
              value: account,
              label: accountWords[account][language],
            }))}
            onChange={(extraAccount) => onChange({ extraAccount })}
          />
        </HeadField>
      )}
    </>
  );
}

/** The same of what was posted. */
export function PostedWhole({
  doc,
  field,
}: {
  doc: StockDocument;
  field: (label: string, text: string, wide?: boolean) => ReactNode;
}) {
  const { t, language } = useText();
  const { whole, extra, wholeValueFen } = doc;
  if (!whole) return null;
  const { product, qtyE4 } = whole;
  const money = (amount: number) => `¥${formatFen(fen(amount))}`;
  return (
    <>
      {field(t('assembly.whole'), `${product.code} ${product.name}`, true)}
      {field(t('assembly.qty'), `${shownQty(qtyE4, product.qtyDecimals)} ${product.unit.name}`)}
      {whole.batch !== '' && field(t('assembly.batch'), whole.batch)}
      {whole.serials.length > 0 && field(t('assembly.serials'), whole.serials.join(' '), true)}
      {wholeValueFen !== null && field(t('assembly.cost'), money(wholeValueFen))}
      {extra !== null &&
        extra.amountFen > 0 &&
        field(
          t('assembly.extra'),
          [money(extra.amountFen), extra.account && accountWords[extra.account][language]]
            .filter(Boolean)
            .join(' '),
        )}
    </>
  );
}
