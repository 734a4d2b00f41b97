import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { Deciders } from '@xinhang/shared/approvals.ts';
import type { CreditFigures } from '@xinhang/shared/sales-orders.ts';
import { Alert, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useProblemText } from '../app/problem-text.ts';
import { useMe } from '../app/session.ts';
import { useText } from '../i18n/i18n.ts';
import { DateField } from '../ui/date-field.tsx';
import { beginInField } from '../ui/begin-in-field.ts';
import { GrowingText } from '../ui/growing-text.tsx';
import { saveKeys } from '../ui/keys.ts';
import { DialogButtons } from './reason-dialog.tsx';
import { useLimitWords } from './limit-words.ts';
import './stop-dialog.css';

const LONGEST = 500;

interface Props {
  open: boolean;
  title: string;
  /** What stands against it, by what it is known. */
  reasons: readonly { key: string; text: ReactNode }[];
  /** How the customer stands; null: it is not about that, or hidden. */
  credit: CreditFigures | null;
  /** Who would decide; null: no flow is in use; not said: not known. */
  deciders?: Deciders | undefined;
  /** What a last day of the release would be for; null: it has none. */
  until: string | null;
  longest?: number;
  pending: boolean;
  error: Error | null;
  onAsk: (body: { reason: string; until: string | null }) => void;
  onClose: () => void;
}

/** What stops a document, with its figures, and the way to have it approved. */
export function StopDialog({ open, title, onClose, ...props }: Props) {
  return (
    <Modal
      open={open}
      width={560}
      title={title}
      onCancel={onClose}
      {...beginInField}
      footer={null}
      destroyOnHidden
    >
      <Content {...props} onClose={onClose} />
    </Modal>
  );
}

function Content(props: Omit<Props, 'open' | 'title'>) {
  const { reasons, credit, longest = LONGEST, pending, error, onAsk, onClose } = props;
  const { t } = useText();
  const words = useProblemText();
  const { company } = useMe();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState<string | null>(null);
  const ready = reason.trim() !== '' && !pending;
  const ask = () => {
    if (ready) onAsk({ reason: reason.trim(), until });
  };
  return (
    <div className="stack" {...saveKeys(ask)}>
      <ul className="stop-reasons">
        {reasons.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
      {credit && <Figures credit={credit} />}
      <Who deciders={props.deciders} />
      {error && <Alert type="error" showIcon role="alert" title={words(error)} />}
      <label className="stack">
        {t('order.askWhy')}
        <GrowingText
          autoFocus
          minRows={2}
          maxRows={6}
          maxLength={longest}
          aria-label={t('order.askWhy')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {props.until !== null && (
        <label className="stack">
          {props.until}
          <DateField
            label={t('order.creditUntilHint')}
            today={company.today}
            from={company.today}
            value={until}
            onChange={setUntil}
          />
        </label>
      )}
      <DialogButtons
        okText={t('order.ask')}
        ready={ready}
        saving={pending}
        onOk={ask}
        onClose={onClose}
      />
    </div>
  );
}

/** Who would decide, node by node; where no flow is in use nobody can be asked. */
function Who({ deciders }: { deciders: Deciders | undefined }) {
  const { t } = useText();
  if (deciders === undefined || deciders?.length === 0) return null;
  if (deciders === null) return <Alert type="warning" showIcon title={t('order.noFlow')} />;
  const nodes = deciders.map(({ node, mode, people }) => {
    const names = people.map(({ name }) => name).join('、');
    return people.length === 1
      ? t('order.decider', { node, names })
      : t('order.decidersOf', { node, names, how: t(`approvals.mode.${mode}`) });
  });
  return (
    <div>
      <span className="soft">{t('order.deciders')}</span> {nodes.join(' → ')}
    </div>
  );
}

function Figures({ credit }: { credit: CreditFigures }) {
  const { t } = useText();
  const limitWords = useLimitWords();
  const rows = [
    ['open', credit.openFen],
    ['undelivered', credit.undeliveredFen],
    ...(credit.billFen > 0 ? ([['bills', credit.billFen]] as const) : []),
    ['advance', credit.advanceFen],
    // What is ordered already adds nothing.
    ...(credit.addFen === 0 ? [] : [['add', credit.addFen] as const]),
    ['after', credit.exposureFen + credit.addFen],
    ['overdue', credit.overdueFen],
  ] as const;
  return (
    <table className="stop-credit">
      <tbody>
        <tr>
          <th scope="row">{t('order.credit.limit')}</th>
          <td className="number">{limitWords(credit)}</td>
        </tr>
        {rows.map(([key, amount]) => (
          <tr key={key}>
            <th scope="row">{t(`order.credit.${key}`)}</th>
            <td
              className={
                key === 'after' || (key === 'overdue' && amount > 0) ? 'number danger' : 'number'
              }
            >
              {`¥${formatFen(fen(amount))}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
