import { api } from '@xinhang/shared/contract/api.ts';
import type { PaymentTerm, PaymentTermLine } from '@xinhang/shared/payment-term-api.ts';
import { termTriggers, type TermTrigger } from '@xinhang/shared/payment-terms.ts';
import { Button, Form, Input, InputNumber, Select, Space, Switch } from 'antd';
import { useCommand } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';

interface Line {
  /** In percent. */
  share: number;
  trigger: TermTrigger;
  days: number;
  fixedDay: number | null;
}
interface Values {
  name: string;
  lines: Line[];
  active?: boolean;
}

const PERCENT_BP = 100;
const fresh: Line = { share: 100, trigger: 'monthEnd', days: 30, fixedDay: null };

const toLine = (line: PaymentTermLine): Line => ({
  share: line.shareBp / PERCENT_BP,
  trigger: line.trigger,
  days: line.days,
  fixedDay: line.fixedDay,
});
const toBody = (line: Line): PaymentTermLine => ({
  shareBp: Math.round(line.share * PERCENT_BP),
  trigger: line.trigger,
  days: line.days ?? 0,
  fixedDay: line.fixedDay ?? null,
});

interface Props {
  term: PaymentTerm | null;
  open: boolean;
  onClose: () => void;
}

/** A term of payment: shares of the whole, each with what makes it due. */
export function PaymentTermDrawer({ term, open, onClose }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.paymentTerms.create, { form: true, onDone: onClose });
  const update = useCommand(api.paymentTerms.update, { onDone: onClose });
  const submit = (values: Values) => {
    const { name } = values;
    const lines = values.lines.map(toBody);
    if (term) {
      const { id, version } = term;
      const active = values.active ?? term.active;
      update.mutate({ params: { id }, body: { version, name, active, lines } });
    } else create.mutate({ body: { name, lines } });
  };
  return (
    <FormDrawer<Values>
      title={t(term ? 'finance.editTerm' : 'finance.newTerm')}
      open={open}
      size={640}
      form={form}
      initial={term ? { ...term, lines: term.lines.map(toLine) } : { lines: [fresh] }}
      codes={{ 'already-exists': 'name' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t('finance.term')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item label={t('finance.termLines')} extra={t('finance.termLinesWhy')}>
        <Lines />
      </Form.Item>
      {term && (
        <Form.Item name="active" label={t('product.inUse')} valuePropName="checked">
          <Switch size="small" />
        </Form.Item>
      )}
    </FormDrawer>
  );
}

function Lines() {
  const { t } = useText();
  const needed = [{ required: true, message: t('common.required') }];
  return (
    <Form.List
      name="lines"
      rules={[
        {
          validator: (_rule, lines: Line[]) =>
            lines.reduce((sum, line) => sum + (line?.share ?? 0), 0) === 100
              ? Promise.resolve()
              : Promise.reject(new Error(t('field.shares-no-whole'))),
        },
      ]}
    >
      {(fields, { add, remove }, { errors }) => (
        <div className="stack">
          {fields.map(({ key, name }) => (
            <Space key={key} align="start" wrap>
              <Form.Item name={[name, 'share']} rules={needed} noStyle>
                <InputNumber
                  min={0.01}
                  max={100}
                  suffix="%"
                  style={{ width: 100 }}
                  aria-label={t('finance.sharePercent', { n: name + 1 })}
                />
              </Form.Item>
              <Form.Item name={[name, 'trigger']} rules={needed} noStyle>
                <Select<TermTrigger>
                  style={{ width: 130 }}
                  aria-label={t('finance.triggerOf', { n: name + 1 })}
                  options={termTriggers.map((value) => ({
                    value,
                    label: t(`finance.trigger.${value}`),
                  }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'days']} rules={needed} noStyle>
                <InputNumber
                  min={0}
                  max={999}
                  precision={0}
                  suffix={t('finance.daysLater')}
                  style={{ width: 110 }}
                  aria-label={t('finance.daysOf', { n: name + 1 })}
                />
              </Form.Item>
              <Form.Item name={[name, 'fixedDay']} noStyle>
                <InputNumber
                  min={1}
                  max={31}
                  precision={0}
                  placeholder={t('finance.fixedDay')}
                  style={{ width: 110 }}
                  aria-label={t('finance.fixedDayOf', { n: name + 1 })}
                />
              </Form.Item>
              <Button size="small" disabled={fields.length === 1} onClick={() => remove(name)}>
                {t('finance.removeLine')}
              </Button>
            </Space>
          ))}
          <Form.ErrorList errors={errors} />
          <div>
            <Button size="small" onClick={() => add({ ...fresh, share: 0 })}>
              {t('finance.addLine')}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  );
}
