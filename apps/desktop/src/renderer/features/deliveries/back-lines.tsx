import type { Delivery } from '@xinhang/shared/deliveries.ts';
import type { SalesReturn } from '@xinhang/shared/sales-returns.ts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { isReckoned, ReckonedField } from '../../form/reckoned-field.tsx';
import { serialsOf } from '../../form/document/line-values.ts';
import { useText } from '../../i18n/i18n.ts';
import { shownQty } from './delivery-line.ts';

type BackLine = Pick<SalesReturn['lines'][number], 'deliveryLineId' | 'qtyE4' | 'serials'>;

/** How much of the lines of a delivery came back, as it is written. */
export function useBackLines(doc: Delivery, written: readonly BackLine[] = []) {
  const [back, setBack] = useState<ReadonlyMap<number, number | null>>(
    () => new Map(written.map((line) => [line.deliveryLineId!, line.qtyE4])),
  );
  const [serials, setSerials] = useState<ReadonlyMap<number, string>>(
    () => new Map(written.map((line) => [line.deliveryLineId!, line.serials.join(' ')])),
  );
  const chosen = doc.lines.flatMap((line) => {
    const qtyE4 = back.get(line.id) ?? null;
    return qtyE4 === null || qtyE4 === 0 ? [] : [{ line, qtyE4 }];
  });
  return {
    back,
    setBack,
    serials,
    setSerials,
    /** Each of them is a quantity that can be read. */
    readable: chosen.every(({ qtyE4 }) => isReckoned(qtyE4)),
    lines: chosen.map(({ line, qtyE4 }) => ({
      deliveryLineId: line.id,
      qtyE4,
      serials: serialsOf(serials.get(line.id) ?? ''),
    })),
    /** What the lines that were sent are called, by their places in the request. */
    nameIn: (sent: readonly { deliveryLineId: number }[] = []) => {
      const names = new Map(doc.lines.map((line) => [line.id, line.product?.name]));
      return (at: number) => names.get(sent[at]?.deliveryLineId ?? 0);
    },
  };
}

interface Props {
  doc: Delivery;
  asked: ReturnType<typeof useBackLines>;
  /** What is asked for each line. */
  label: string;
  /** One click says of every line all that is left of it. */
  whole?: boolean;
}

/** The lines of a delivery of which something is left to come back, with a quantity for each. */
export function BackLines({ doc, asked, label, whole = false }: Props) {
  const { t } = useText();
  const { back, setBack, serials, setSerials } = asked;
  const left = doc.lines.filter((line) => line.qtyE4 > line.returnedE4);
  const all = () => {
    setBack(new Map(left.map((line) => [line.id, line.qtyE4 - line.returnedE4])));
    // Which of them came back already is not known here.
    const untouched = left.filter(({ returnedE4, serials: sent }) => !returnedE4 && sent.length);
    setSerials(
      new Map([...serials, ...untouched.map((l) => [l.id, l.serials.join(' ')] as const)]),
    );
  };
  return (
    <div style={{ maxHeight: '34vh', overflow: 'auto' }}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('delivery.product')}</th>
            <th className="number">{t('salesReturn.left')}</th>
            <th className="number">
              {whole && (
                <Button type="link" size="small" onClick={all}>
                  {t('salesReturn.whole')}
                </Button>
              )}
              {label}
            </th>
            <th>{t('delivery.unit')}</th>
          </tr>
        </thead>
        <tbody>
          {left.map((line) => (
            <tr key={line.id}>
              <td>
                {line.product ? `${line.product.code} ${line.product.name}` : line.text}
                {line.tracksSerial && (
                  <Input
                    aria-label={`${t('delivery.serials')} ${line.product?.name ?? ''}`}
                    placeholder={t('delivery.serials')}
                    value={serials.get(line.id) ?? ''}
                    onChange={(event) =>
                      setSerials(new Map(serials).set(line.id, event.target.value))
                    }
                  />
                )}
              </td>
              <td className="number">
                {shownQty(line.qtyE4 - line.returnedE4, line.product?.qtyDecimals)}
              </td>
              <td style={{ width: 140 }}>
                <ReckonedField
                  label={`${label} ${line.product?.name ?? line.text}`}
                  decimals={4}
                  show={(value) => shownQty(value, line.product?.qtyDecimals)}
                  value={back.get(line.id) ?? null}
                  onChange={(value) => setBack(new Map(back).set(line.id, value))}
                />
              </td>
              <td>{line.product?.unit.name ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
