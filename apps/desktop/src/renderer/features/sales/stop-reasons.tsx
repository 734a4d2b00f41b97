import type { QuotationLine } from '@xinhang/shared/quotations.ts';
import type { OrderCheck } from '@xinhang/shared/sales-orders.ts';
import { useText } from '../../i18n/i18n.ts';
import { shownPrice } from './use-order-columns.ts';

type Named = Pick<QuotationLine, 'product' | 'text' | 'priceE4' | 'floorNetE4'>;
type Check = Pick<OrderCheck, 'reasons' | 'below' | 'giftsBp' | 'giftsMaxBp'> &
  Partial<Pick<OrderCheck, 'credit'>>;

/** What stands against whatever offers or orders something, in words. */
export function useStopReasons() {
  const { t } = useText();
  return (check: Check | null, lines: readonly Named[]) =>
    (check?.reasons ?? []).map((one) => ({
      key: one,
      text: (
        <>
          {t(`order.stop.${one}`, {
            given: check!.giftsBp / 100,
            most: check!.giftsMaxBp / 100,
            days: check!.credit?.overdueDays ?? 0,
          })}
          {one === 'price' && <Below lines={lines} places={check!.below} />}
        </>
      ),
    }));
}

/** Lines that are cheaper than may be. */
function Below({ lines, places }: { lines: readonly Named[]; places: readonly number[] }) {
  const { t } = useText();
  return (
    <ul>
      {places.flatMap((at) => {
        const line = lines[at];
        return line
          ? [
              <li key={at}>
                {t('order.stop.line', {
                  n: at + 1,
                  name: line.product?.name ?? line.text,
                  price: shownPrice(line.priceE4),
                  floor: shownPrice(line.floorNetE4),
                })}
              </li>,
            ]
          : [];
      })}
    </ul>
  );
}

/** Whether it is the customer's credit that stops it. */
export const stopsOnCredit = (check: Pick<OrderCheck, 'reasons'> | null) =>
  check !== null && (check.reasons.includes('credit') || check.reasons.includes('overdue'));
