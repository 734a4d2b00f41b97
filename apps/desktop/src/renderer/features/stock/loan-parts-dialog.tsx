import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { Loan, LoanLine } from '@xinhang/shared/loans.ts';
import { formatE4, priceE4 } from '@xinhang/shared/quantity.ts';
import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { serialsOf } from '../../form/document/line-values.ts';
import { takesBack, PlaceSelect } from '../../form/place-select.tsx';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { isReckoned, ReckonedField } from '../../form/reckoned-field.tsx';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { DateField } from '../../ui/date-field.tsx';
import { saveKeys } from '../../ui/keys.ts';
import { shownQty } from './use-line-columns.ts';

interface Written {
  qtyE4: number | null;
  priceE4: number | null;
  serials: string;
}

interface Props {
  doc: Loan;
  /** Or they come back. */
  sells: boolean;
  onClose: () => void;
}

type Why = 'price' | 'gifts' | 'amount' | 'credit' | 'overdue' | 'prepay';

/** What of a loan comes back, or is sold at which price: all that is out, unless less is said. */
export function LoanPartsDialog({ doc, sells, onClose }: Props) {
  const { t } = useText();
  const words = useRefusalText();
  const { company } = useMe();
  const out = doc.lines.filter((line) => line.outE4 > 0);
  const [written, setWritten] = useState<ReadonlyMap<number, Written>>(
    () =>
      new Map(
        out.map((line) => [
          line.id,
          { qtyE4: line.outE4, priceE4: null, serials: line.outSerials.join(' ') },
        ]),
      ),
  );
  const [businessDate, setDate] = useState(company.today);
  const [warehouseId, setWarehouse] = useState(doc.warehouse?.id ?? null);
  const [note, setNote] = useState('');
  const takeBack = useCommand(api.loans.takeBack, { form: true, onDone: onClose });
  const sell = useCommand(api.loans.sell, { form: true, onDone: onClose });
  const put = (id: number, part: Partial<Written>) =>
    setWritten(new Map(written).set(id, { ...written.get(id)!, ...part }));
  const chosen = out.flatMap((line) => {
    const { qtyE4, priceE4: price, serials } = written.get(line.id)!;
    if (qtyE4 === null || qtyE4 === 0) return [];
    return [{ loanLineId: line.id, qtyE4, priceE4: price, serials: serialsOf(serials) }];
  });
  const pending = takeBack.isPending || sell.isPending;
  const whole = chosen.every((one) => isReckoned(one.qtyE4) && isReckoned(one.priceE4));
  const ready = chosen.length > 0 && whole && !pending;
  const save = () => {
    if (!ready) return;
    const params = { id: doc.id };
    const body = { version: doc.version, businessDate, note: note.trim() };
    if (sells) sell.mutate({ params, body: { ...body, lines: chosen } });
    else {
      const lines = chosen.map(({ loanLineId, qtyE4, serials }) => ({
        loanLineId,
        qtyE4,
        serials,
      }));
      takeBack.mutate({ params, body: { ...body, warehouseId, lines } });
    }
  };
  const failed = takeBack.error ?? sell.error;
  const sent = (takeBack.variables ?? sell.variables)?.body.lines;
  const nameOf = (at: number) =>
    doc.lines.find((line) => line.id === sent?.[at]?.loanLineId)?.product.name;
  const stops = stopsOf(failed);
  const said = stops
    ? stops.map((one) => t('direct.stop', { why: t(`order.why.${one}`) })).join(' ')
    : failed && words(failed, nameOf);
  return (
    <Modal
      {...beginInField}
      open
      title={t(sells ? 'loan.sellTitle' : 'loan.takeBackTitle', { no: doc.no })}
      footer={null}
      width={760}
      onCancel={onClose}
    >
      <div className="stack" {...saveKeys(save)}>
        {said && <Alert type="error" showIcon role="alert" title={said} />}
        <div style={{ maxHeight: '45vh', overflow: 'auto' }}>
          <table className="plain-table">
            <thead>
              <tr>
                <th>{t('stock.product')}</th>
                <th className="number">{t('loan.out')}</th>
                <th className="number">{t(sells ? 'loan.sellQty' : 'loan.backQty')}</th>
                <th>{t('delivery.unit')}</th>
                {sells && <th className="number">{t('loan.price')}</th>}
              </tr>
            </thead>
            <tbody>
              {out.map((line, at) => (
                <Part
                  key={line.id}
                  line={line}
                  first={at === 0}
                  sells={sells}
                  value={written.get(line.id)!}
                  onChange={(part) => put(line.id, part)}
                />
              ))}
            </tbody>
          </table>
        </div>
        {sells && <span className="soft">{t('loan.sellWhy')}</span>}
        <div className="line">
          <DateField
            label={t('loan.date')}
            today={company.today}
            value={businessDate}
            onChange={(date) => date && setDate(date)}
          />
          {!sells && (
            <PlaceSelect
              fits={takesBack}
              right="deliveries.manage"
              label={t('loan.backTo')}
              style={{ width: 180 }}
              value={warehouseId}
              onChange={setWarehouse}
            />
          )}
          <Input
            maxLength={200}
            aria-label={t('stock.note')}
            placeholder={t('stock.note')}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
        <DialogButtons
          okText={t(sells ? 'loan.sell' : 'loan.takeBack')}
          ready={ready}
          saving={pending}
          onOk={save}
          onClose={onClose}
        />
      </div>
    </Modal>
  );
}

/** Why order or delivery were stopped; null where something else was refused. */
function stopsOf(error: Error | null): Why[] | null {
  if (!(error instanceof ApiError)) return null;
  const { code, data } = error.problem;
  const stopped = code === 'order-stopped' || code === 'delivery-stopped';
  return stopped ? (data as { reasons: Why[] }).reasons : null;
}

interface PartProps {
  line: LoanLine;
  first: boolean;
  sells: boolean;
  value: Written;
  onChange: (part: Partial<Written>) => void;
}

function Part({ line, first, sells, value, onChange }: PartProps) {
  const { t } = useText();
  const { product } = line;
  return (
    <tr>
      <td>
        {`${product.code} ${product.name}`}
        {line.tracksSerial && (
          <Input
            aria-label={`${t('stock.serials')} ${product.name}`}
            placeholder={t('stock.serials')}
            value={value.serials}
            onChange={(event) => onChange({ serials: event.target.value })}
          />
        )}
      </td>
      <td className="number">{shownQty(line.outE4, product.qtyDecimals)}</td>
      <td style={{ width: 130 }}>
        <ReckonedField
          label={`${t(sells ? 'loan.sellQty' : 'loan.backQty')} ${product.name}`}
          autoFocus={first}
          decimals={4}
          show={(qty) => shownQty(qty, product.qtyDecimals)}
          value={value.qtyE4}
          onChange={(qtyE4) => onChange({ qtyE4 })}
        />
      </td>
      <td>{product.unit.name}</td>
      {sells && (
        <td style={{ width: 140 }}>
          <ReckonedField
            label={`${t('loan.price')} ${product.name}`}
            placeholder={t('loan.priceOfRule')}
            decimals={4}
            show={(price) => (price === null ? '' : formatE4(priceE4(price), 2))}
            value={value.priceE4}
            onChange={(price) => onChange({ priceE4: price })}
          />
        </td>
      )}
    </tr>
  );
}
