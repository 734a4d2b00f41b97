import { api } from '@xinhang/shared/contract/api.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { StockDocument } from '@xinhang/shared/stock-documents.ts';
import { Alert, Modal } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { isReckoned, ReckonedField } from '../../form/reckoned-field.tsx';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';

interface Props {
  doc: StockDocument;
  onClose: () => void;
}

/** What of a transfer arrived: as it was sent, unless somebody says otherwise. */
export function ReceiveDialog({ doc, onClose }: Props) {
  const { t } = useText();
  const words = useRefusalText();
  const [came, setCame] = useState<ReadonlyMap<number, number | null>>(new Map());
  const receive = useCommand(api.stockDocuments.receive, { onDone: onClose });
  const valueOf = (line: StockDocument['lines'][number]) =>
    came.has(line.id) ? came.get(line.id)! : line.baseQtyE4;
  const ready = doc.lines.every((line) => {
    const value = valueOf(line);
    return value !== null && isReckoned(value);
  });
  const nameOf = (at: number) => doc.lines[at]?.product.name;
  const save = () => {
    if (!ready || receive.isPending) return;
    receive.mutate({
      params: { id: doc.id },
      body: {
        version: doc.version,
        lines: doc.lines.map((line) => ({ id: line.id, receivedE4: valueOf(line)! })),
      },
    });
  };
  return (
    <Modal
      {...beginInField}
      open
      title={t('stock.receiveTitle', { no: doc.no })}
      footer={null}
      width={640}
      onCancel={onClose}
    >
      <div className="stack" {...saveKeys(save)}>
        {receive.error && (
          <Alert type="error" showIcon role="alert" title={words(receive.error, nameOf)} />
        )}
        <span className="soft">{t('stock.receiveWhy')}</span>
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('stock.product')}</th>
              <th className="number">{t('stock.sent')}</th>
              <th className="number">{t('stock.received')}</th>
              <th>{t('product.unit')}</th>
            </tr>
          </thead>
          <tbody>
            {doc.lines.map((line) => (
              <tr key={line.id}>
                <td>
                  {line.product.code} {line.product.name}
                </td>
                <td className="number">
                  {formatE4(qtyE4(line.baseQtyE4 ?? 0), line.product.qtyDecimals)}
                </td>
                <td style={{ width: 140 }}>
                  <ReckonedField
                    label={`${t('stock.received')} ${line.product.name}`}
                    decimals={4}
                    show={(value) => formatE4(qtyE4(value), line.product.qtyDecimals)}
                    value={valueOf(line)}
                    onChange={(value) => setCame(new Map(came).set(line.id, value))}
                  />
                </td>
                <td>{line.product.unit.name}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <DialogButtons
          okText={t('stock.receive')}
          ready={ready}
          saving={receive.isPending}
          onOk={save}
          onClose={onClose}
        />
      </div>
    </Modal>
  );
}
