import { api } from '@xinhang/shared/contract/api.ts';
import type { OrderCheck, SalesOrder } from '@xinhang/shared/sales-orders.ts';
import { useCommand } from '../../app/query.ts';
import { StopDialog } from '../../form/stop-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { stopsOnCredit, useStopReasons } from './stop-reasons.tsx';

interface Props {
  order: SalesOrder;
  /** What stands against it; null: the panel is closed. */
  check: OrderCheck | null;
  onAsked: (order: SalesOrder) => void;
  onClose: () => void;
}

/** What stops an order, with its figures, and the way to have it approved. */
export function StopPanel({ order, check, onAsked, onClose }: Props) {
  const { t } = useText();
  const reasonsOf = useStopReasons();
  const submit = useCommand(api.salesOrders.submit, { onDone: onAsked });
  const onCredit = stopsOnCredit(check);
  return (
    <StopDialog
      open={check !== null}
      title={t('order.stopped')}
      reasons={reasonsOf(check, order.lines)}
      credit={onCredit ? check!.credit : null}
      until={onCredit ? t('order.creditUntil') : null}
      pending={submit.isPending}
      error={submit.error}
      onAsk={({ reason, until: creditUntil }) =>
        submit.mutate({
          params: { id: order.id },
          body: { version: order.version, reason, creditUntil },
        })
      }
      onClose={onClose}
    />
  );
}

/** The same of whatever orders something. */
export function StopDialog({ title, check, onClose, ...props }: DialogProps) {
  return (
    <Modal
      open={check !== null}
      width={560}
      title={title}
      onCancel={onClose}
      afterOpenChange={focusFirstField}
      footer={null}
      destroyOnHidden
    >
      {check && <Content {...props} check={check} onClose={onClose} />}
    </Modal>
  );
}

function Content({
  lines,
  check,
  pending,
  error,
  onAsk,
  onClose,
}: Omit<DialogProps, 'title'> & { check: OrderCheck }) {
  const { t } = useText();
  const words = useProblemText();
  const { company } = useMe();
  const [reason, setReason] = useState('');
  const [creditUntil, setCreditUntil] = useState<string | null>(null);
  const overCredit = check.reasons.includes('credit') || check.reasons.includes('overdue');
  const ready = reason.trim() !== '' && !pending;
  const ask = () => {
    if (ready) onAsk({ reason: reason.trim(), creditUntil });
  };
  return (
    <div className="stack" {...saveKeys(ask)}>
      <ul className="order-stops">
        {check.reasons.map((one) => (
          <li key={one}>
            {t(`order.stop.${one}`, {
              given: check.giftsBp / 100,
              most: check.giftsMaxBp / 100,
              days: check.credit?.overdueDays ?? 0,
            })}
            {one === 'price' && <Below lines={lines} places={check.below} />}
          </li>
        ))}
      </ul>
      {overCredit && check.credit && <Figures credit={check.credit} />}
      {error && <Alert type="error" showIcon role="alert" title={words(error)} />}
      <label className="stack">
        {t('order.askWhy')}
        <GrowingText
          autoFocus
          minRows={2}
          maxRows={6}
          maxLength={LONGEST}
          aria-label={t('order.askWhy')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {overCredit && (
        <label className="stack">
          {t('order.creditUntil')}
          <DateField
            label={t('order.creditUntilHint')}
            today={company.today}
            from={company.today}
            value={creditUntil}
            onChange={setCreditUntil}
          />
        </label>
      )}
      <div className="line" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="primary" disabled={!ready} loading={pending} onClick={ask}>
          {t('order.ask')}
        </Button>
      </div>
    </div>
  );
}

/** Lines that are cheaper than may be. */
export function Below({ lines, places }: { lines: readonly Named[]; places: readonly number[] }) {
  const { t } = useText();
  return (
    <ul>
      {places.flatMap((at) => {
        const line = lines[at];
        return line
          ? [
              <li key={at}>
                {t('order.stop.line', {
                  n: at + 1,
                  name: line.product?.name ?? line.text,
                  price: shownPrice(line.priceE4),
                  floor: shownPrice(line.floorNetE4),
                })}
              </li>,
            ]
          : [];
      })}
    </ul>
  );
}

type Credit = NonNullable<OrderCheck['credit']>;

function Figures({ credit }: { credit: Credit }) {
  const { t } = useText();
  const rows = [
    ['limit', credit.limitFen],
    ['open', credit.openFen],
    ['undelivered', credit.undeliveredFen],
    ...(credit.billFen > 0 ? ([['bills', credit.billFen]] as const) : []),
    ['advance', credit.advanceFen],
    ['add', credit.addFen],
    ['after', credit.exposureFen + credit.addFen],
    ['overdue', credit.overdueFen],
  ] as const;
  return (
    <table className="order-credit">
      <tbody>
        {rows.map(([key, amount]) => (
          <tr key={key}>
            <th scope="row">{t(`order.credit.${key}`)}</th>
            <td
              className={
                key === 'after' || (key === 'overdue' && (amount ?? 0) > 0)
                  ? 'number danger'
                  : 'number'
              }
            >
              {amount === null ? t('order.credit.none') : `¥${formatFen(fen(amount))}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
