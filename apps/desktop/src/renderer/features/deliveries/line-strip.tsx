import type { Delivery } from '@xinhang/shared/deliveries.ts';
import { useText } from '../../i18n/i18n.ts';
import { shownQty, type DraftLine } from './delivery-line.ts';
import type { LyingBatches } from './fill-batches.ts';

interface Props {
  doc: Delivery;
  /** The one that is written. */
  line: DraftLine | null;
  lying: LyingBatches;
}

/** Below the lines: which batches of this one lie there, and to whom it all goes. */
export function LineStrip({ doc: { shipTo }, line, lying }: Props) {
  const { t } = useText();
  const { product } = line ?? {};
  const batches = line?.saved.tracksBatch ? lying.get(product?.id ?? 0)?.batches : undefined;
  const there = batches?.map(
    ({ batch, qtyE4 }) => `${batch} ${shownQty(qtyE4, product?.qtyDecimals)}`,
  );
  return (
    <>
      {there && (
        <span>
          <span className="soft">{t('delivery.batchesThere')}</span>{' '}
          {there.length > 0 ? there.join(' · ') : t('delivery.noBatches')}{' '}
        </span>
      )}
      {shipTo && (
        <span>
          <span className="soft">{t('delivery.shipTo')}</span>{' '}
          {[shipTo.receiver, shipTo.phone, shipTo.address].filter(Boolean).join(' · ')}
        </span>
      )}
    </>
  );
}
