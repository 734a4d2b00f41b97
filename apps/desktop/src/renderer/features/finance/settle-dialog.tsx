import { api } from '@xinhang/shared/contract/api.ts';
import type { ReceivableItem } from '@xinhang/shared/receivables.ts';
import { Alert, Modal, Select } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { HeadField } from '../../form/document/document-frame.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';
import { useDocWords } from './doc-words.ts';
import { money } from './money.ts';
import { sideWords, type MoneySide } from './side-words.ts';

interface Props {
  side: MoneySide;
  account: { items: readonly ReceivableItem[] };
  onClose: () => void;
}

/** Uses an advance or a credit for something that is owed, the oldest of both first. */
export function SettleDialog({ side, account, onClose }: Props) {
  const { t } = useText();
  const words = useFieldProblemText();
  const docs = useDocWords();
  const credits = account.items.filter((row) => row.openFen < 0);
  const owed = account.items
    .filter((row) => row.openFen > 0)
    .toSorted((a, b) => (a.dueDate < b.dueDate ? -1 : 1));
  const [paidId, setPaidId] = useState(credits[0]?.id ?? null);
  const [owedId, setOwedId] = useState(owed[0]?.id ?? null);
  const openOf = (id: number | null) =>
    Math.abs(account.items.find((row) => row.id === id)?.openFen ?? 0);
  const most = Math.min(openOf(paidId), openOf(owedId));
  const [typed, setTyped] = useState<number | null | undefined>();
  const amountFen = typed === undefined ? most : typed;
  const settle = useCommand(side === 'ar' ? api.receivables.settle : api.payables.settle, {
    form: true,
    onDone: onClose,
  });
  const ready =
    paidId !== null &&
    owedId !== null &&
    amountFen !== null &&
    isReckoned(amountFen) &&
    amountFen > 0 &&
    !settle.isPending;
  const save = () => {
    if (ready) settle.mutate({ body: { owedId, paidId, amountFen } });
  };
  const options = (rows: readonly ReceivableItem[]) =>
    rows.map((row) => ({
      value: row.id,
      label: `${row.businessDate} ${docs.kind(row)} ${row.docNo} ${money(Math.abs(row.openFen))}`,
    }));
  const choose = (
    label: string,
    rows: readonly ReceivableItem[],
    value: number | null,
    set: (id: number) => void,
  ) => (
    <HeadField label={label}>
      <Select<number | null>
        style={{ width: '100%' }}
        aria-label={label}
        value={value}
        options={options(rows)}
        notFoundContent={t('common.none')}
        onChange={(id) => {
          if (id !== null) set(id);
          setTyped(undefined);
        }}
      />
    </HeadField>
  );
  return (
    <Modal
      {...beginInField}
      open
      title={t('finance.settle')}
      footer={null}
      width={560}
      onCancel={onClose}
    >
      <div className="stack" {...saveKeys(save)}>
        {settle.error && <Alert type="error" showIcon role="alert" title={words(settle.error)} />}
        {credits.length === 0 || owed.length === 0 ? (
          <span className="soft">{t(sideWords[side].nothingToSettle)}</span>
        ) : (
          <>
            {choose(t('finance.paidBy'), credits, paidId, setPaidId)}
            {choose(t(sideWords[side].paidFor), owed, owedId, setOwedId)}
            <HeadField label={t('finance.amount')}>
              <MoneyField label={t('finance.amount')} value={amountFen} onChange={setTyped} />
            </HeadField>
          </>
        )}
        <DialogButtons
          okText={t('finance.settle')}
          ready={ready}
          saving={settle.isPending}
          onOk={save}
          onClose={onClose}
        />
      </div>
    </Modal>
  );
}
