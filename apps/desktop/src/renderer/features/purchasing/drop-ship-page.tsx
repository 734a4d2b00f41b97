import { Button } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { DropShipChanged } from './drop-ship-changed.tsx';
import { DropShipOpen } from './drop-ship-open.tsx';
import { DropShipWanted } from './drop-ship-wanted.tsx';

const views = ['order', 'ship', 'changed'] as const;

/** Which of the lists, as it stands in the address. */
export const dropShipSearch = z.object({ view: z.enum(views).optional().catch(undefined) });
export type DropShipSearch = z.output<typeof dropShipSearch>;

/** What suppliers ship straight to customers: what is to be ordered, what they did not ship yet, what changed. */
export function DropShipPage({ view }: DropShipSearch) {
  const { t } = useText();
  const navigate = useNavigate();
  const may = {
    order: useMay('purchaseOrders.update'),
    changed: useMay('purchaseOrders.update'),
    ship: [useMay('receiptNotes.manage'), useMay('purchaseOrders.read')].some(Boolean),
  };
  const shown = views.filter((one) => may[one]);
  const now = view !== undefined && may[view] ? view : shown[0];
  const bar = shown.length > 1 && (
    <div className="line" role="group" aria-label={t('menu.dropShip')}>
      {shown.map((one) => (
        <Button
          key={one}
          aria-pressed={now === one}
          type={now === one ? 'primary' : 'default'}
          onClick={() => void navigate({ to: '/drop-ship', search: { view: one } })}
        >
          {t(`dropShip.view.${one}`)}
        </Button>
      ))}
    </div>
  );
  if (now === 'changed') return <DropShipChanged bar={bar} />;
  return now === 'order' ? <DropShipWanted bar={bar} /> : <DropShipOpen bar={bar} />;
}
