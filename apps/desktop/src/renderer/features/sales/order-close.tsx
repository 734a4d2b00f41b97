import { api } from '@xinhang/shared/contract/api.ts';
import type { SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { App, Checkbox } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useText } from '../../i18n/i18n.ts';
import { shownQty } from './use-order-columns.ts';

interface Props {
  order: SalesOrder;
  onClose: () => void;
}

/** Of which lines nobody waits any more for what is open, and why: all of them unless said. */
export function OrderClose({ order, onClose }: Props) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const open = order.lines.filter((line) => line.openE4 > 0);
  const [kept, setKept] = useState<ReadonlySet<number>>(new Set());
  const close = useCommand(api.salesOrders.close, { onDone: onClose });
  const chosen = open.filter(({ id }) => !kept.has(id));
  const turn = (id: number) =>
    setKept(new Set(kept.has(id) ? [...kept].filter((one) => one !== id) : [...kept, id]));
  return (
    <ReasonDialog
      open
      title={t('order.closeTitle', { no: order.no })}
      why={t('order.closeWhy')}
      okText={t('order.closeOk')}
      lacks={chosen.length === 0}
      saving={close.isPending}
      onReason={(reason) =>
        close.mutate(
          {
            params: { id: order.id },
            body: { version: order.version, lineIds: chosen.map(({ id }) => id), reason },
          },
          { onError: (error) => void message.error(words(error)) },
        )
      }
      onClose={onClose}
    >
      <div className="contract-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th>
                <Checkbox
                  aria-label={t('order.closeAll')}
                  checked={kept.size === 0}
                  indeterminate={chosen.length > 0 && kept.size > 0}
                  onChange={({ target }) =>
                    setKept(new Set(target.checked ? [] : open.map(({ id }) => id)))
                  }
                />
              </th>
              <th>{t('order.product')}</th>
              <th className="number">{t('order.openE4')}</th>
              <th>{t('product.unit')}</th>
            </tr>
          </thead>
          <tbody>
            {open.map((line) => {
              const { id, product } = line;
              const name = product ? `${product.code} ${product.name}` : line.text;
              return (
                <tr key={id}>
                  <td>
                    <Checkbox
                      aria-label={t('order.closeOne', { name })}
                      checked={!kept.has(id)}
                      onChange={() => turn(id)}
                    />
                  </td>
                  <td>{name}</td>
                  <td className="number">{shownQty(line.openE4, product?.qtyDecimals)}</td>
                  <td>{product?.unit.name}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </ReasonDialog>
  );
}
