import { api } from '@xinhang/shared/contract/api.ts';
import type { Delivery } from '@xinhang/shared/deliveries.ts';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { serialsOf } from '../../form/document/line-values.ts';
import { useText } from '../../i18n/i18n.ts';
import { shownQty, type DraftLine } from './delivery-line.ts';
import type { LyingBatches } from './fill-batches.ts';

interface Props {
  doc: Delivery;
  /** The one that is written. */
  line: DraftLine | null;
  lying: LyingBatches;
  /** From where it goes; null: nobody said yet, or it went already. */
  locationId: number | null;
}

/** As many numbers as fit beside each other. */
const NUMBERS = 12;

/** Below the lines: which batches and pieces of this one lie there, and to whom it all goes. */
export function LineStrip({ doc: { shipTo }, line, lying, locationId }: Props) {
  const { t } = useText();
  const { product } = line ?? {};
  const batches = line?.saved.tracksBatch ? lying.get(product?.id ?? 0)?.batches : undefined;
  const there = batches?.map(
    ({ batch, qtyE4 }) => `${batch} ${shownQty(qtyE4, product?.qtyDecimals)}`,
  );
  const pieces = usePieces(line, locationId);
  return (
    <>
      {pieces && (
        <span>
          <span className="soft">{t('delivery.serialsThere')}</span>{' '}
          {pieces.length > 0 ? pieces.join(' · ') : t('delivery.noBatches')}{' '}
        </span>
      )}
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

/** Numbers of pieces that lie there and are not written yet; undefined where none are asked for. */
function usePieces(line: DraftLine | null, locationId: number | null): string[] | undefined {
  const mayRead = useMay('stock.read');
  const productId = line?.product?.id ?? 0;
  const asked = mayRead && locationId !== null && line?.saved.tracksSerial === true;
  const { data } = useEndpoint(
    api.stock.serials,
    { query: { productId, locationId: locationId ?? 0, limit: 50 } },
    { enabled: asked },
  );
  if (!asked || !data) return undefined;
  const written = new Set(serialsOf(line.serials));
  const free = data.rows.map(({ serial }) => serial).filter((serial) => !written.has(serial));
  return free.length > NUMBERS || data.next !== null ? [...free.slice(0, NUMBERS), '…'] : free;
}
