import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useRecordTrail } from '../../app/record-trail.ts';
import { SupplierRefPicker } from '../../form/supplier-ref-picker.tsx';
import { useText } from '../../i18n/i18n.ts';

/** Says how many orders were drafted and opens them: the one there is, or the list of drafts. */
export function useDraftedOrders() {
  const { t } = useText();
  const navigate = useNavigate();
  const follow = useRecordTrail((trail) => trail.follow);
  const { message } = App.useApp();
  return ({ rows: made }: { rows: readonly { id: number }[] }) => {
    void message.success(t('shortage.ordered', { n: made.length }));
    const [first] = made;
    if (made.length > 1) {
      follow(made.map((one) => one.id));
      void navigate({ to: '/purchase-orders', search: { state: ['draft'] } });
    } else if (first) {
      void navigate({ to: '/purchase-orders/$id', params: { id: String(first.id) } });
    }
  };
}

interface Props {
  /** The supplier that somebody names for all of them. */
  whom: NameRef | null;
  onWhom: (supplier: NameRef | null) => void;
  /** Lines that can be ordered. */
  ready: number;
  pending: boolean;
  onOrder: () => void;
  /** What is said of the chosen lines that cannot; null: there are none. */
  left: string | null;
}

/** Drafts orders of the lines that are chosen, with whom one names or is proposed. */
export function DraftOrders({ whom, onWhom, ready, pending, onOrder, left }: Props) {
  const { t } = useText();
  return (
    <>
      <span style={{ width: 220 }}>
        <SupplierRefPicker label={t('request.whom')} value={whom} onChange={onWhom} />
      </span>
      <Button type="primary" disabled={ready === 0} loading={pending} onClick={onOrder}>
        {t('shortage.order')}
      </Button>
      {left !== null && <span className="soft">{left}</span>}
    </>
  );
}
