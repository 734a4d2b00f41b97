import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { statementWays, type Statement, type StatementWay } from '@xinhang/shared/statements.ts';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useReckonedRule } from '../../form/use-reckoned-rule.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { DayField } from './day-field.tsx';
import { useStatementSide } from './statement-side.ts';

type Step = 'send' | 'confirm' | 'dispute' | 'clear' | 'withdraw';
type Doc = Pick<Statement, 'id' | 'version' | 'no' | 'state' | 'can' | 'sent'>;
interface Asked {
  doc: Doc;
  open: boolean;
  onClose: () => void;
}

/** What may be done with a statement now. */
export function StatementActions({ doc }: { doc: Doc }) {
  const { t } = useText();
  const [step, setStep] = useState<Step | null>(null);
  const label = (one: Step) =>
    t(one === 'send' && doc.sent ? 'statement.remind' : `statement.step.${one}`);
  const main: Step = doc.state === 'made' ? 'send' : doc.can.clear ? 'clear' : 'confirm';
  const asked = (one: Step): Asked => ({ doc, open: step === one, onClose: () => setStep(null) });
  return (
    <>
      {(['withdraw', 'dispute', 'send', 'confirm', 'clear'] as const)
        .filter((one) => doc.can[one])
        .map((one) => (
          <Button
            key={one}
            type={one === main ? 'primary' : 'default'}
            onClick={() => setStep(one)}
          >
            {label(one)}
          </Button>
        ))}
      <Send {...asked('send')} />
      <Confirm {...asked('confirm')} />
      <Dispute {...asked('dispute')} />
      <Reason step="clear" {...asked('clear')} />
      <Reason step="withdraw" {...asked('withdraw')} />
    </>
  );
}

function Send({ doc, open, onClose }: Asked) {
  const { t } = useText();
  const { endpoints } = useStatementSide();
  const { today } = useDates();
  const [form] = Form.useForm<{ on: string | null; way: StatementWay; to?: string }>();
  const send = useCommand(endpoints.send, { form: true, onDone: onClose });
  return (
    <FormDrawer
      title={`${t(doc.sent ? 'statement.remind' : 'statement.step.send')} ${doc.no}`}
      open={open}
      size={420}
      form={form}
      initial={{ on: today, way: doc.sent?.way ?? 'wechat', to: doc.sent?.to ?? '' }}
      error={send.error}
      saving={send.isPending}
      onSubmit={({ on, way, to }) =>
        send.mutate({
          params: { id: doc.id },
          body: { version: doc.version, on: on!, way, to: to?.trim() ?? '' },
        })
      }
      onClose={onClose}
    >
      <Form.Item name="way" label={t('statement.way')}>
        <Select<StatementWay>
          aria-label={t('statement.way')}
          options={statementWays.map((value) => ({ value, label: t(`statement.way.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="to" label={t('statement.sentTo')} extra={t('statement.sentToWhy')}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Day label={t('statement.sentOn')} />
    </FormDrawer>
  );
}

function Day({ label, name = 'on' }: { label: string; name?: string }) {
  const { t } = useText();
  const needed = [{ required: true, message: t('common.required') }];
  return (
    <Form.Item name={name} label={label} rules={needed}>
      <DayField label={label} />
    </Form.Item>
  );
}

function Confirm({ doc, open, onClose }: Asked) {
  const { t } = useText();
  const { endpoints, own } = useStatementSide();
  const { today } = useDates();
  const [form] = Form.useForm<{ on: string | null; by: string }>();
  const confirm = useCommand(endpoints.confirm, { form: true, onDone: onClose });
  return (
    <FormDrawer
      title={`${t('statement.step.confirm')} ${doc.no}`}
      open={open}
      size={420}
      form={form}
      initial={{ on: today, by: '' }}
      error={confirm.error}
      saving={confirm.isPending}
      onSubmit={({ on, by }) =>
        confirm.mutate({
          params: { id: doc.id },
          body: { version: doc.version, on: on!, by: by.trim() },
        })
      }
      onClose={onClose}
    >
      <Form.Item
        name="by"
        label={t('statement.confirmedBy')}
        extra={own('confirmedByWhy')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input maxLength={60} autoComplete="off" autoFocus />
      </Form.Item>
      <Day label={t('statement.confirmedOn')} />
    </FormDrawer>
  );
}

interface DisputeValues {
  differenceFen: number | null;
  reason: string;
  clearer: NameRef[];
  until: string | null;
}

function Dispute({ doc, open, onClose }: Asked) {
  const { t } = useText();
  const { side, endpoints, own } = useStatementSide();
  const [form] = Form.useForm<DisputeValues>();
  const reckoned = useReckonedRule();
  const dispute = useCommand(endpoints.dispute, { form: true, onDone: onClose });
  const needed = [{ required: true, message: t('common.required') }];
  return (
    <FormDrawer<DisputeValues>
      title={`${t('statement.step.dispute')} ${doc.no}`}
      open={open}
      size={420}
      form={form}
      initial={{ clearer: [] }}
      names={{ clearerId: 'clearer' }}
      draft={`statement-difference-${side}-${doc.id}`}
      error={dispute.error}
      saving={dispute.isPending}
      onSubmit={({ differenceFen, reason, clearer, until }) =>
        dispute.mutate({
          params: { id: doc.id },
          body: {
            version: doc.version,
            differenceFen: differenceFen!,
            reason: reason.trim(),
            clearerId: clearer[0]!.id,
            until: until!,
          },
        })
      }
      onClose={onClose}
    >
      <Form.Item
        name="differenceFen"
        label={t('statement.difference')}
        extra={own('differenceWhy')}
        rules={[...needed, reckoned]}
      >
        <MoneyField label={t('statement.difference')} signed />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('statement.reason')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <GrowingText maxLength={500} minRows={3} maxRows={8} />
      </Form.Item>
      <Form.Item name="clearer" label={t('statement.clearer')} rules={needed}>
        <UserPicker label={t('statement.clearer')} single />
      </Form.Item>
      <Day name="until" label={t('statement.clearUntil')} />
    </FormDrawer>
  );
}

function Reason({ step, doc, open, onClose }: Asked & { step: 'clear' | 'withdraw' }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const { endpoints } = useStatementSide();
  const clear = useCommand(endpoints.clear, { onDone: onClose });
  const withdraw = useCommand(endpoints.withdraw, { onDone: onClose });
  const failed = { onError: (error: Error) => void message.error(words(error)) };
  const params = { id: doc.id };
  const { version } = doc;
  return (
    <ReasonDialog
      open={open}
      title={`${t(`statement.step.${step}`)} ${doc.no}`}
      why={t(`statement.${step}Why`)}
      okText={t(`statement.step.${step}`)}
      saving={clear.isPending || withdraw.isPending}
      onReason={(reason) =>
        step === 'clear'
          ? clear.mutate({ params, body: { version, note: reason } }, failed)
          : withdraw.mutate({ params, body: { version, reason } }, failed)
      }
      onClose={onClose}
    />
  );
}
