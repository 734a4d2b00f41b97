import { movesMoney, type BillMove } from '@xinhang/shared/bill-rules.ts';
import type { Bill } from '@xinhang/shared/bills.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { CashAccountSelect } from '../../form/cash-account-select.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { useReckonedRule } from '../../form/use-reckoned-rule.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { DayField } from './day-field.tsx';
import { money } from './money.ts';

/** What may be done with a bill now, each asked for in a drawer. */
export function BillMoves({ doc }: { doc: Bill }) {
  const { t } = useText();
  const [move, setMove] = useState<BillMove | null>(null);
  return (
    <>
      {doc.moves.map((kind, at) => (
        <Button
          key={kind}
          type={at === 0 && kind !== 'dishonour' ? 'primary' : 'default'}
          onClick={() => setMove(kind)}
        >
          {t(`bill.move.${kind}`)}
        </Button>
      ))}
      {move && <MoveDrawer key={move} doc={doc} kind={move} onClose={() => setMove(null)} />}
    </>
  );
}

interface Values {
  businessDate: string | null;
  accountId: number | null;
  feeFen: number | null;
  note?: string;
}

function MoveDrawer(props: { doc: Bill; kind: BillMove; onClose: () => void }) {
  const { doc, kind, onClose } = props;
  const { t } = useText();
  const { today } = useDates();
  const [form] = Form.useForm<Values>();
  const reckoned = useReckonedRule();
  const command = useCommand(api.bills.move, { form: true, onDone: onClose });
  const needed = [{ required: true, message: t('common.required') }];
  const pays = movesMoney(kind, doc.side, doc.state);
  const costs = kind !== 'dishonour';
  const businessDate = Form.useWatch('businessDate', form) ?? today;
  // It may be paid early; mostly the wrong bill or the wrong day was meant.
  const early = kind !== 'discount' && businessDate < doc.dueOn;
  const feeFen = Form.useWatch('feeFen', form) ?? 0;
  const sum = doc.amountFen + (kind === 'pay' ? feeFen : -feeFen);
  const why =
    kind === 'dishonour' && doc.side === 'received'
      ? t(`bill.why.dishonour.${doc.state as 'held'}`)
      : t(kind === 'dishonour' ? 'bill.why.unpaid' : `bill.why.${kind}`);
  return (
    <FormDrawer<Values>
      title={t('bill.moveTitle', { move: t(`bill.move.${kind}`), amount: money(doc.amountFen) })}
      open
      size={440}
      form={form}
      initial={{ businessDate: today, accountId: null, feeFen: null }}
      error={command.error}
      saving={command.isPending}
      onSubmit={(values) =>
        command.mutate({
          params: { id: doc.id },
          body: {
            version: doc.version,
            kind,
            businessDate: values.businessDate!,
            accountId: pays ? values.accountId : null,
            feeFen: costs ? (values.feeFen ?? 0) : 0,
            note: values.note?.trim() ?? '',
          },
        })
      }
      onClose={onClose}
    >
      <p className="soft">{why}</p>
      <Form.Item
        name="businessDate"
        label={t('finance.date')}
        extra={early && <span className="danger">{t('bill.beforeDue', { date: doc.dueOn })}</span>}
        rules={needed}
      >
        <DayField label={t('finance.date')} />
      </Form.Item>
      {pays && (
        <Form.Item name="accountId" label={t('finance.cashAccount')} rules={needed}>
          <CashAccountSelect />
        </Form.Item>
      )}
      {costs && (
        <Form.Item
          name="feeFen"
          label={t(kind === 'discount' ? 'bill.interest' : 'finance.fee')}
          extra={t(kind === 'pay' ? 'bill.goesOut' : 'bill.comesIn', { amount: money(sum) })}
          rules={[reckoned]}
        >
          <MoneyField label={t(kind === 'discount' ? 'bill.interest' : 'finance.fee')} />
        </Form.Item>
      )}
      <Form.Item name="note" label={t('finance.note')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  );
}
