import { api } from '@xinhang/shared/contract/api.ts';
import type { PurchaseOrder } from '@xinhang/shared/purchase-orders.ts';
import { Alert, App, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { beginInField } from '../../ui/begin-in-field.ts';

/** Notes that open lines of a confirmed order come on another day. */
export function MoveDates({ order }: { order: PurchaseOrder }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('purchase.moveDates')}</Button>
      <Modal
        open={open}
        title={`${t('purchase.moveDates')} ${order.no}`}
        footer={null}
        onCancel={() => setOpen(false)}
        {...beginInField}
        destroyOnHidden
      >
        <Content order={order} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Content({ order, onClose }: { order: PurchaseOrder; onClose: () => void }) {
  const { t } = useText();
  const problem = useProblemText();
  const { message } = App.useApp();
  const { today } = useDates();
  const lines = order.lines.filter((line) => line.openE4 > 0);
  const [on, setOn] = useState<string | null>(order.expectedDate);
  const [chosen, setChosen] = useState(() => lines.map((line) => line.id));
  const move = useCommand(api.purchaseOrders.moveDates, {
    onDone: () => {
      void message.success(t('purchase.datesMoved'));
      onClose();
    },
  });
  const save = () =>
    on !== null &&
    move.mutate({
      params: { id: order.id },
      body: { version: order.version, expectedDate: on, lineIds: chosen },
    });
  return (
    <div className="stack">
      <span>{t('purchase.moveDatesWhy')}</span>
      <DateField label={t('purchase.moveDates')} today={today} value={on} onChange={setOn} />
      <Checkbox.Group
        className="stack"
        value={chosen}
        options={lines.map((line) => ({
          value: line.id,
          label: [line.product.name, line.product.spec, line.expectedDate ?? order.expectedDate]
            .filter(Boolean)
            .join(' '),
        }))}
        onChange={setChosen}
      />
      {move.error && <Alert type="error" showIcon role="alert" title={problem(move.error)} />}
      <div className="line">
        <Button
          type="primary"
          disabled={on === null || chosen.length === 0}
          loading={move.isPending}
          onClick={save}
        >
          {t('common.save')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </div>
  );
}
