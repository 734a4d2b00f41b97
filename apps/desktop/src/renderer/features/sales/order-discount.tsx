import type { LineAmounts } from '@xinhang/shared/line-amounts.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { isFree } from '@xinhang/shared/sales-order-rules.ts';
import { spreadTotal } from '@xinhang/shared/spread-total.ts';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { MoneyField } from '../../form/money-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';
import type { OrderLine } from './order-line.ts';

interface Props {
  lines: readonly OrderLine[];
  /** What each of them comes to; null: not known yet. */
  amounts: readonly (LineAmounts | null)[];
  basis: PriceBasis;
  onChange: (lines: OrderLine[]) => void;
}

/** What a whole order comes to by agreement: the lines take their parts of it by their prices. */
export function OrderDiscount({ lines, amounts, basis, onChange }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const [totalFen, setTotal] = useState<number | null>(null);
  const [open, setOpen] = useState(false);
  const key = basis === 'gross' ? 'grossFen' : 'netFen';
  const comes = (at: number) => amounts[at]?.[key] ?? 0;
  // What is given or only passed on takes no part.
  const takes = lines.flatMap((line, at) =>
    !isFree(line.kind) && line.kind !== 'freight' && (line.qtyE4 ?? 0) > 0 && comes(at) > 0
      ? [at]
      : [],
  );
  const wholeFen = lines.reduce((all, _, at) => all + comes(at), 0);
  const othersFen = wholeFen - takes.reduce((all, at) => all + comes(at), 0);
  const ready = Number.isSafeInteger(totalFen) && totalFen! > othersFen;
  const apply = () => {
    if (!ready) return;
    const parts = takes.map((at) => ({ qtyE4: lines[at]!.qtyE4!, amountFen: comes(at) }));
    const { pricesE4, restFen } = spreadTotal(parts, totalFen! - othersFen);
    const priceAt = new Map(takes.map((at, nth) => [at, pricesE4[nth]!]));
    onChange(
      lines.map((line, at) => {
        const priceE4 = priceAt.get(at);
        if (priceE4 === undefined) return line;
        const deviation = line.deviation === '' ? t('order.whole') : line.deviation;
        return { ...line, priceE4, discountBp: 0, deviation };
      }),
    );
    setOpen(false);
    if (restFen !== 0) {
      void message.warning(t('order.wholeRest', { rest: formatFen(fen(Math.abs(restFen))) }));
    }
  };
  const off = ready ? wholeFen - totalFen! : 0;
  return (
    <>
      <Button
        disabled={takes.length === 0}
        onClick={() => {
          setTotal(wholeFen);
          setOpen(true);
        }}
      >
        {t('order.whole')}
      </Button>
      <Modal
        open={open}
        width={380}
        title={t('order.whole')}
        okText={t('order.wholeOk')}
        cancelText={t('common.cancel')}
        okButtonProps={{ disabled: !ready }}
        onOk={apply}
        onCancel={() => setOpen(false)}
        {...beginInField}
        destroyOnHidden
      >
        <div className="stack" {...saveKeys(apply)}>
          <label className="stack">
            {t(basis === 'gross' ? 'order.wholeGross' : 'order.wholeNet')}
            <MoneyField
              label={t(basis === 'gross' ? 'order.wholeGross' : 'order.wholeNet')}
              value={totalFen}
              onChange={setTotal}
            />
          </label>
          <span className="soft">
            {t('order.wholeOff', {
              was: formatFen(fen(wholeFen)),
              off: formatFen(fen(off)),
              percent: wholeFen === 0 ? 0 : Math.round((off * 10_000) / wholeFen) / 100,
            })}
          </span>
        </div>
      </Modal>
    </>
  );
}
