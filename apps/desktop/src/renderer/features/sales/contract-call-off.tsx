import { api } from '@xinhang/shared/contract/api.ts';
import type { Contract, ContractLine } from '@xinhang/shared/contracts.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { ReckonedField } from '../../form/reckoned-field.tsx';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';
import { shownPrice, shownQty } from './use-order-columns.ts';

interface Props {
  contract: Contract;
  open: boolean;
  onClose: () => void;
}

/** In the unit of the line; null of one without a quantity. */
function openOf({ qtyE4, baseQtyE4, orderedE4 }: ContractLine): number | null {
  if (!qtyE4 || !baseQtyE4) return null;
  return Math.max(0, qtyE4 - Math.round(((orderedE4 ?? 0) * qtyE4) / baseQtyE4));
}

/** Which lines of a contract are ordered now, and how much of each: what is open unless said. */
export function ContractCallOff({ contract, open, onClose }: Props) {
  const { t } = useText();
  return (
    <Modal
      open={open}
      width={760}
      title={t('contract.orderTitle', { no: contract.no })}
      onCancel={onClose}
      {...beginInField}
      footer={null}
      destroyOnHidden
    >
      <Content contract={contract} onClose={onClose} />
    </Modal>
  );
}

function Content({ contract, onClose }: Omit<Props, 'open'>) {
  const { t } = useText();
  const words = useProblemText();
  const navigate = useNavigate();
  const offered = contract.lines.filter((line) => openOf(line) !== 0);
  const [wanted, setWanted] = useState<ReadonlyMap<number, number | null>>(
    () => new Map(offered.map((line) => [line.id, openOf(line)])),
  );
  const order = useCommand(api.contracts.order, {
    onDone: ({ orderId }) =>
      void navigate({ to: '/sales-orders/$id', params: { id: String(orderId) } }),
  });
  const chosen = offered.flatMap(({ id }) => {
    const qtyE4 = wanted.get(id) ?? 0;
    return qtyE4 > 0 ? [{ lineId: id, qtyE4 }] : [];
  });
  const { texts } = useRefusals(order.error, []);
  const wrong = [...wanted.values()].some((one) => Number.isNaN(one));
  const ready = chosen.length > 0 && !wrong && !order.isPending;
  const save = () => {
    if (!ready) return;
    const body = { version: contract.version, lines: chosen };
    order.mutate({ params: { id: contract.id }, body });
  };
  if (offered.length === 0) return <p className="soft">{t('contract.orderNone')}</p>;
  return (
    <div className="stack" {...saveKeys(save)}>
      {order.error && (
        <Alert type="error" showIcon role="alert" title={texts[0] ?? words(order.error)} />
      )}
      <div className="contract-scroll">
        <table className="contract-table">
          <thead>
            <tr>
              <th>{t('order.product')}</th>
              <th>{t('product.unit')}</th>
              <th className="number">{t('order.basis')}</th>
              <th className="number">{t('contract.agreed')}</th>
              <th className="number">{t('contract.left')}</th>
              <th className="number">{t('contract.orderQty')}</th>
            </tr>
          </thead>
          <tbody>
            {offered.map((line) => {
              const name = line.product ? `${line.product.code} ${line.product.name}` : line.text;
              return (
                <tr key={line.id}>
                  <td>{name}</td>
                  <td>{line.unit?.name}</td>
                  <td className="number">{shownPrice(line.priceE4)}</td>
                  <td className="number">{shownQty(line.qtyE4) || t('contract.open')}</td>
                  <td className="number">{shownQty(openOf(line))}</td>
                  <td className="contract-money">
                    <ReckonedField
                      label={`${t('contract.orderQty')} ${name}`}
                      decimals={4}
                      show={(qty) => shownQty(qty)}
                      value={wanted.get(line.id) ?? null}
                      onChange={(qty) => setWanted(new Map(wanted).set(line.id, qty))}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <DialogButtons
        okText={t('contract.orderOk')}
        ready={ready}
        saving={order.isPending}
        onOk={save}
        onClose={onClose}
      />
    </div>
  );
}
