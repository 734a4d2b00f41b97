import type { ChangeLine, ChangeSide, OrderChange } from '@xinhang/shared/order-changes.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { shownPrice, shownQty } from './use-order-columns.ts';

const yuan = (value: number) => formatFen(fen(value));

/** Lines that belong together: those of the order by their line, what is added after them. */
const paired = (before: ChangeSide, after: ChangeSide) =>
  after.lines.map((line) => ({
    before: before.lines.find((one) => one.lineId === line.lineId && one.lineId !== null) ?? null,
    after: line,
  }));

const told = (line: ChangeLine) => ({
  qty: `${shownQty(line.qtyE4, line.product?.qtyDecimals)} ${line.unit?.name ?? ''}`.trim(),
  price: shownPrice(line.priceE4),
  discount: line.discountBp === 0 ? '' : String(line.discountBp / 100),
  amount: yuan(line.grossFen),
  required: line.requiredDate ?? '',
  ships: line.dropShip,
  note: line.note,
});
type Told = ReturnType<typeof told>;

const place = (side: ChangeSide) =>
  side.shipTo
    ? [side.shipTo.address, side.shipTo.receiver, side.shipTo.phone].filter(Boolean).join(' ')
    : '';

/** What a change makes otherwise, what was before beside what comes after; the rest is left out. */
export function ChangeSides({ change: { before, after } }: { change: OrderChange }) {
  const { t } = useText();
  const heads = [
    [t('order.gross'), yuan(before.grossFen), yuan(after.grossFen)],
    [t('order.required'), before.requiredDate ?? '', after.requiredDate ?? ''],
    [t('order.warehouse'), before.warehouse?.name ?? '', after.warehouse?.name ?? ''],
    [t('order.termId'), before.term?.name ?? '', after.term?.name ?? ''],
    [t('order.addressId'), place(before), place(after)],
    [t('order.customerOrderNo'), before.customerOrderNo, after.customerOrderNo],
    [t('order.payer'), before.payer, after.payer],
    [t('order.note'), before.note, after.note],
  ].filter(([, was, is], at) => at === 0 || was !== is);
  const rows = paired(before, after)
    .map((pair) => ({ ...pair, was: pair.before && told(pair.before), is: told(pair.after) }))
    .filter(({ was, is }) => JSON.stringify(was) !== JSON.stringify(is));
  const left = after.lines.length - rows.length;
  return (
    <div className="change-sides">
      <table>
        <thead>
          <tr>
            <th />
            <th className="change-was">{t('change.before')}</th>
            <th className="change-is">{t('change.after')}</th>
          </tr>
        </thead>
        <tbody>
          {heads.map(([label, was, is]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="change-was">{was === '' ? '—' : was}</td>
              <td className={was === is ? 'change-is' : 'change-is changed'}>
                {is === '' ? '—' : is}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > 0 && (
        <table className="change-lines">
          <thead>
            <tr>
              <th rowSpan={2}>{t('order.product')}</th>
              <th colSpan={5} className="change-was">
                {t('change.before')}
              </th>
              <th colSpan={5} className="change-is">
                {t('change.after')}
              </th>
            </tr>
            <tr>
              {(['change-was', 'change-is'] as const).map((side) => (
                <Heads key={side} side={side} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ after: line, was, is }, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- a line that is added has no id yet
              <tr
                key={line.lineId ?? `new-${at}`}
                className={line.qtyE4 === 0 ? 'change-gone' : ''}
              >
                <td>
                  {line.product ? `${line.product.code} ${line.product.name}` : line.text}
                  {is.ships !== (was?.ships ?? false) && (
                    <span className="change-mark">
                      {t(is.ships ? 'dropShip.badge' : 'dropShip.ours')}
                    </span>
                  )}
                  {!was && <span className="change-mark">{t('quotation.added')}</span>}
                  {line.qtyE4 === 0 && <span className="danger">{t('quotation.removed')}</span>}
                </td>
                <Cells side="change-was" told={was} other={null} />
                <Cells side="change-is" told={is} other={was} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {left > 0 && <span className="soft">{t('change.unchanged', { n: left })}</span>}
    </div>
  );
}

function Heads({ side }: { side: string }) {
  const { t } = useText();
  return (
    <>
      <th className={`number ${side}`}>{t('order.qty')}</th>
      <th className={`number ${side}`}>{t('order.basis')}</th>
      <th className={`number ${side}`}>{t('order.discount')}</th>
      <th className={`number ${side}`}>{t('order.amount')}</th>
      <th className={side}>{t('order.required')}</th>
    </>
  );
}

/** One side of a line; what is otherwise than on the other side stands out. */
function Cells({
  side,
  told: own,
  other,
}: {
  side: string;
  told: Told | null;
  other: Told | null;
}) {
  const cell = (key: keyof Told, number = true): ReactNode => {
    const differs =
      own !== null && (other === null ? side === 'change-is' : other[key] !== own[key]);
    const names = [side, number ? 'number' : '', differs ? 'changed' : ''].filter(Boolean);
    return <td className={names.join(' ')}>{own?.[key]}</td>;
  };
  return (
    <>
      {cell('qty')}
      {cell('price')}
      {cell('discount')}
      {cell('amount')}
      {cell('required', false)}
    </>
  );
}
