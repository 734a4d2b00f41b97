import type { Bill } from '@xinhang/shared/bills.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Form } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { useRefused } from '../../form/use-refused.ts';
import { useReckonedRule } from '../../form/use-reckoned-rule.ts';
import { useText } from '../../i18n/i18n.ts';
import { money } from './money.ts';

/** Splits a part off a bill, and puts one back; what comes of it is opened. */
export function BillSplit({ doc }: { doc: Bill }) {
  const { t } = useText();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const refused = useRefused();
  const [open, setOpen] = useState(false);
  const join = useCommand(api.bills.join);
  const show = ({ id }: Bill) => void navigate({ to: '/bills/$id', params: { id: String(id) } });
  const ask = () =>
    void modal.confirm({
      title: t('bill.joinAsk'),
      okText: t('bill.join'),
      cancelText: t('common.cancel'),
      onOk: () =>
        join.mutate(
          { params: { id: doc.id }, body: { version: doc.version } },
          { ...refused, onSuccess: show },
        ),
    });
  return (
    <>
      {doc.maySplit && <Button onClick={() => setOpen(true)}>{t('bill.split')}</Button>}
      {doc.mayJoin && <Button onClick={ask}>{t('bill.join')}</Button>}
      {open && <SplitDrawer doc={doc} onDone={show} onClose={() => setOpen(false)} />}
    </>
  );
}

interface Values {
  amountFen: number | null;
}

function SplitDrawer(props: { doc: Bill; onDone: (part: Bill) => void; onClose: () => void }) {
  const { doc, onDone, onClose } = props;
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const reckoned = useReckonedRule();
  const command = useCommand(api.bills.split, {
    form: true,
    onDone: (part) => {
      onClose();
      onDone(part);
    },
  });
  return (
    <FormDrawer<Values>
      title={t('bill.split')}
      open
      size={440}
      form={form}
      initial={{ amountFen: null }}
      error={command.error}
      saving={command.isPending}
      onSubmit={({ amountFen }) =>
        command.mutate({
          params: { id: doc.id },
          body: { version: doc.version, amountFen: amountFen! },
        })
      }
      onClose={onClose}
    >
      <p className="soft">{t('bill.splitWhy')}</p>
      <Form.Item
        name="amountFen"
        label={t('bill.splitAmount')}
        extra={t('bill.splitOf', { amount: money(doc.amountFen) })}
        rules={[{ required: true, message: t('common.required') }, reckoned]}
      >
        <MoneyField label={t('bill.splitAmount')} />
      </Form.Item>
    </FormDrawer>
  );
}
