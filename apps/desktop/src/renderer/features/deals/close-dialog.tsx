import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Deal, DealRow, dealOutcomes } from '@xinhang/shared/deals.ts';
import { Alert, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { useDraft } from '../../form/drafts.ts';
import { MoneyField } from '../../form/money-field.tsx';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { saveKeys } from '../../ui/keys.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { ReasonField } from './reason-field.tsx';
import { showDeal } from './use-deal.ts';
import { winMissing, WinMissing } from './win-missing.tsx';

export type Outcome = (typeof dealOutcomes)[number];
export interface Closing {
  deal: DealRow;
  outcome: Outcome;
}

interface Props {
  closing: Closing | null;
  onClose: () => void;
  onDone?: (deal: Deal) => void;
  /** It is gone: the focus may go where it belongs. */
  onClosed?: () => void;
}

/** 赢单, 输单 or 作废: asks for what the outcome needs, and no more. */
export function CloseDialog({ closing, ...props }: Props) {
  const { t } = useText();
  return (
    <Modal
      open={closing !== null}
      title={closing ? t(`deal.${closing.outcome}Title`, { name: closing.deal.name }) : ''}
      footer={null}
      onCancel={props.onClose}
      {...beginInField}
      afterClose={() => props.onClosed?.()}
      destroyOnHidden
    >
      {closing && <Content key={closing.deal.id} closing={closing} {...props} />}
    </Modal>
  );
}

/** What stays while something that is missing is made elsewhere. */
interface Typed {
  customer: NameRef | null;
  amountFen: number | null;
  closedOn: string | null;
  note: string;
}

interface Given {
  closedOn: string;
  amountFen: number | null;
  reason: string;
  note: string;
}

function useCloseDeal({ closing, ...props }: Props & { closing: Closing }) {
  const update = useCommand(api.deals.update);
  // The news may be faster than the answer and empty the board, and with it this dialog.
  const close = useCommand(api.deals.close, {
    onDone: (saved) => {
      showDeal(saved);
      props.onDone?.(saved);
      props.onClose();
    },
  });
  const { deal, outcome } = closing;
  const params = { id: deal.id };
  const end = (version: number, given: Given) =>
    close.mutate({
      params,
      body: {
        version,
        outcome,
        closedOn: given.closedOn,
        note: given.note,
        ...(outcome === 'won'
          ? { ...(given.amountFen !== null && { amountFen: given.amountFen }) }
          : { reason: given.reason }),
      },
    });
  return {
    error: update.error ?? close.error,
    saving: update.isPending || close.isPending,
    /** A deal that is won belongs to a customer, who is named first where there was none. */
    send: (customer: NameRef | null, given: Given) => {
      if (outcome !== 'won' || !customer || customer.id === deal.customer?.id) {
        end(deal.version, given);
        return;
      }
      update.mutate(
        { params, body: { version: deal.version, customerId: customer.id } },
        { onSuccess: (saved) => end(saved.version, given) },
      );
    },
  };
}

function Content(props: Props & { closing: Closing }) {
  const { deal, outcome } = props.closing;
  const { t } = useText();
  const words = useProblemText();
  const { today } = useDates();
  const won = outcome === 'won';
  const draft = useDraft<Typed>(`deal.${deal.id}.${outcome}`);
  const [kept] = useState(draft.read);
  const [customer, setCustomer] = useState<NameRef | null>(deal.customer ?? kept.customer ?? null);
  const [amountFen, setAmount] = useState(kept.amountFen ?? deal.amountFen);
  const [closedOn, setClosedOn] = useState<string | null>(kept.closedOn ?? today);
  const [reason, setReason] = useState('');
  const [note, setNote] = useState(kept.note ?? '');
  const { error, saving, send } = useCloseDeal({
    ...props,
    onDone: (saved) => {
      draft.keep(null);
      props.onDone?.(saved);
    },
  });
  const missing = winMissing(error);
  const ready =
    !saving &&
    closedOn !== null &&
    closedOn <= today &&
    (won ? customer !== null && amountFen !== null && isReckoned(amountFen) : reason.trim() !== '');
  const save = () => {
    if (ready) send(customer, { closedOn, amountFen, reason: reason.trim(), note: note.trim() });
  };
  return (
    <div className="stack" {...saveKeys(save)}>
      {won && !deal.customer && (
        <label className="stack">
          {t('deal.wonCustomer')}
          <CustomerRefPicker
            autoFocus
            label={t('deal.customer')}
            placeholder={t('deal.chooseCustomer')}
            value={customer}
            onChange={setCustomer}
          />
        </label>
      )}
      {won && (
        <label className="stack">
          {t('deal.wonAmount')}
          <MoneyField
            autoFocus={deal.customer !== null}
            label={t('deal.wonAmount')}
            value={amountFen}
            onChange={setAmount}
          />
        </label>
      )}
      {!won && <ReasonField outcome={outcome} value={reason} onChange={setReason} />}
      <label className="stack">
        {t('deal.closedOn')}
        <DateField
          label={t('deal.closedOn')}
          today={today}
          value={closedOn}
          onChange={setClosedOn}
        />
      </label>
      {closedOn !== null && closedOn > today && (
        <span className="danger">{t('deal.notAfterToday')}</span>
      )}
      <label className="stack">
        {t('deal.closeNote')}
        <GrowingText
          minRows={2}
          maxRows={6}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      {missing && (
        <WinMissing
          dealId={deal.id}
          customer={customer}
          missing={missing}
          onLeave={() => {
            draft.keep({ customer, amountFen, closedOn, note });
            props.onClose();
          }}
        />
      )}
      {error && !missing && <Alert type="error" showIcon role="alert" title={words(error)} />}
      <DialogButtons
        okText={t(`deal.${outcome}Do`)}
        ready={ready}
        saving={saving}
        onOk={save}
        onClose={() => {
          draft.keep(null);
          props.onClose();
        }}
      />
    </div>
  );
}
