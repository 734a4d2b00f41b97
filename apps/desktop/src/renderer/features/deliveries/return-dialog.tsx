import { api } from '@xinhang/shared/contract/api.ts';
import type { Delivery } from '@xinhang/shared/deliveries.ts';
import { returnDisposals, type ReturnDisposal } from '@xinhang/shared/delivery-rules.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { isReckoned, ReckonedField } from '../../form/reckoned-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { saveKeys } from '../../ui/keys.ts';
import { shownQty } from './delivery-line.ts';

/** What of a delivery comes back, and what becomes of it; drafts a return and opens it. */
export function ReturnDialog({ doc, onClose }: { doc: Delivery; onClose: () => void }) {
  const { t } = useText();
  const { today } = useDates();
  const words = useProblemText();
  const navigate = useNavigate();
  const [back, setBack] = useState<ReadonlyMap<number, number | null>>(new Map());
  const [reason, setReason] = useState('');
  const [disposal, setDisposal] = useState<ReturnDisposal>('stock');
  const [serials, setSerials] = useState<ReadonlyMap<number, string>>(new Map());
  const create = useCommand(api.salesReturns.create, {
    form: true,
    onDone: ({ id }) => void navigate({ to: '/sales-returns/$id', params: { id: String(id) } }),
  });
  const chosen = doc.lines.flatMap((line) => {
    const qtyE4 = back.get(line.id) ?? null;
    return qtyE4 === null || qtyE4 === 0 ? [] : [{ line, qtyE4 }];
  });
  const ready =
    reason.trim() !== '' &&
    chosen.length > 0 &&
    chosen.every(({ qtyE4 }) => isReckoned(qtyE4)) &&
    !create.isPending;
  const save = () => {
    if (!ready) return;
    create.mutate({
      body: {
        deliveryId: doc.id,
        businessDate: today,
        reason: reason.trim(),
        disposal,
        lines: chosen.map(({ line, qtyE4 }) => ({
          deliveryLineId: line.id,
          qtyE4,
          serials: (serials.get(line.id) ?? '').split(/[\s,，、;；]+/).filter(Boolean),
        })),
      },
    });
  };
  const left = doc.lines.filter((line) => line.qtyE4 > line.returnedE4);
  return (
    <Modal
      open
      title={t('salesReturn.new', { no: doc.no })}
      footer={null}
      width={720}
      onCancel={onClose}
    >
      <div className="stack" {...saveKeys(save)}>
        {create.error && <Alert type="error" showIcon role="alert" title={words(create.error)} />}
        <div style={{ maxHeight: '45vh', overflow: 'auto' }}>
          <table className="plain-table">
            <thead>
              <tr>
                <th>{t('delivery.product')}</th>
                <th className="number">{t('salesReturn.left')}</th>
                <th className="number">{t('salesReturn.qty')}</th>
                <th>{t('delivery.unit')}</th>
              </tr>
            </thead>
            <tbody>
              {left.map((line, at) => (
                <tr key={line.id}>
                  <td>
                    {line.product ? `${line.product.code} ${line.product.name}` : line.text}
                    {line.tracksSerial && (
                      <Input
                        aria-label={`${t('delivery.serials')} ${line.product?.name ?? ''}`}
                        placeholder={t('delivery.serials')}
                        value={serials.get(line.id) ?? ''}
                        onChange={(event) =>
                          setSerials(new Map(serials).set(line.id, event.target.value))
                        }
                      />
                    )}
                  </td>
                  <td className="number">
                    {shownQty(line.qtyE4 - line.returnedE4, line.product?.qtyDecimals)}
                  </td>
                  <td style={{ width: 140 }}>
                    <ReckonedField
                      label={`${t('salesReturn.qty')} ${line.product?.name ?? line.text}`}
                      autoFocus={at === 0}
                      decimals={4}
                      show={(value) => shownQty(value, line.product?.qtyDecimals)}
                      value={back.get(line.id) ?? null}
                      onChange={(value) => setBack(new Map(back).set(line.id, value))}
                    />
                  </td>
                  <td>{line.product?.unit.name ?? ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <label className="stack">
          {t('salesReturn.reason')}
          <Input
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <label className="stack">
          {t('salesReturn.disposal')}
          <Select<ReturnDisposal>
            aria-label={t('salesReturn.disposal')}
            value={disposal}
            options={returnDisposals.map((value) => ({
              value,
              label: t(`salesReturn.disposal.${value}`),
            }))}
            onChange={setDisposal}
          />
        </label>
        {chosen.length === 0 && <span className="soft">{t('salesReturn.nothing')}</span>}
        <DialogButtons
          okText={t('salesReturn.save')}
          ready={ready}
          saving={create.isPending}
          onOk={save}
          onClose={onClose}
        />
      </div>
    </Modal>
  );
}
