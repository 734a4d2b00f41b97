import { api } from '@xinhang/shared/contract/api.ts';
import type { SalesOrder, SalesOrderLine } from '@xinhang/shared/sales-orders.ts';
import { Alert, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { saveKeys } from '../../ui/keys.ts';
import { shownQty } from './use-order-columns.ts';

const isGoods = ({ kind, product }: SalesOrderLine) =>
  product !== null && kind !== 'service' && kind !== 'freight';

/** Lines of which something may be marked: all of a draft, else those with something open. */
const markable = ({ state, lines }: SalesOrder) =>
  lines.filter((line) => isGoods(line) && (state === 'draft' || line.openE4 > 0));

const nameOf = ({ product, text, qtyE4, unit }: SalesOrderLine) =>
  [product?.name ?? text, product?.spec, shownQty(qtyE4, product?.qtyDecimals), unit?.name]
    .filter(Boolean)
    .join(' ');

/** What of an order the supplier ships straight to the customer. */
export function DropShipNote({ order }: { order: SalesOrder }) {
  const { t } = useText();
  const lines = order.lines.filter((line) => line.dropShip);
  if (lines.length === 0) return null;
  const title = t('dropShip.note', { lines: lines.map(nameOf).join('、') });
  return <Alert type="info" showIcon className="page-note" title={title} />;
}

/** Asks which lines the supplier ships. */
export function DropShipButton({ order }: { order: SalesOrder }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  if (!order.can.dropShip || markable(order).length === 0) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('dropShip.mark')}</Button>
      <Modal
        open={open}
        title={t('dropShip.mark')}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <Content order={order} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Content({ order, onClose }: { order: SalesOrder; onClose: () => void }) {
  const { t } = useText();
  const words = useProblemText();
  const lines = markable(order);
  const before = new Set(lines.flatMap((line) => (line.dropShip ? [line.id] : [])));
  const [chosen, setChosen] = useState<readonly number[]>([...before]);
  const mark = useCommand(api.dropShipments.mark, { form: true });
  const params = { id: order.id };
  const added = chosen.filter((id) => !before.has(id));
  const removed = [...before].filter((id) => !chosen.includes(id));
  const ready = added.length + removed.length > 0 && !mark.isPending;
  const save = async () => {
    if (!ready) return;
    let { version } = order;
    try {
      for (const [lineIds, dropShip] of [
        [added, true],
        [removed, false],
      ] as const) {
        if (lineIds.length === 0) continue;
        const body = { version, lineIds: [...lineIds], dropShip };
        ({ version } = await mark.mutateAsync({ params, body }));
      }
      onClose();
    } catch {
      // Said above the buttons; what was marked before it stays.
    }
  };
  return (
    <div className="stack" {...saveKeys(() => void save())}>
      <span>{t('dropShip.markWhy')}</span>
      <Checkbox.Group
        className="stack"
        value={[...chosen]}
        options={lines.map((line) => ({ value: line.id, label: nameOf(line) }))}
        onChange={setChosen}
      />
      {mark.error && <Alert type="error" showIcon role="alert" title={words(mark.error)} />}
      <DialogButtons
        okText={t('common.save')}
        ready={ready}
        saving={mark.isPending}
        onOk={() => void save()}
        onClose={onClose}
      />
    </div>
  );
}
