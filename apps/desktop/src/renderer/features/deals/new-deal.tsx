import { PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Select } from 'antd';
import { useMemo } from 'react';
import { useCommand } from '../../app/query.ts';
import { reachesOthers, useMay, useMe } from '../../app/session.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { DateField } from '../../form/date-field.tsx';
import { useDraft } from '../../form/drafts.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { isReckoned } from '../../form/reckoned-field.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { useDealWords } from './deal-words.ts';
import { MissingItems } from './missing-items.tsx';
import { linesTotal, wholeLines, type LineDraft } from './line-draft.ts';
import { LinesEditor } from './lines-editor.tsx';
import { usePipelines } from './use-pipelines.ts';
import { onlyWords } from '../../ui/only-words.ts';

type Body = EndpointBody<typeof api.deals.create>;

interface Values {
  name: string;
  customer?: NameRef | null;
  pipelineId: number;
  stageId?: number | null;
  amountFen?: number | null;
  expectedOn?: string | null;
  source?: string;
  owner?: NameRef[];
  lines?: LineDraft[];
  note?: string;
}

interface Props {
  open: boolean;
  onClose: () => void;
  /** Filled in where the form is opened from a customer, or from a board. */
  customer?: NameRef;
  pipelineId?: number | undefined;
}

function bodyOf({ customer, owner, lines, stageId, amountFen, ...plain }: Values): Body {
  const whole = wholeLines(lines ?? []) ?? [];
  const amount = amountFen ?? (whole.length > 0 ? linesTotal(whole) : null);
  const filled = Object.fromEntries(
    Object.entries(plain).filter(([, value]) => value !== undefined && value !== null),
  ) as Pick<Values, 'name' | 'pipelineId'>;
  return {
    ...filled,
    ...(customer && { customerId: customer.id }),
    ...(amount !== null && { amountFen: amount }),
    ...(stageId && { stageId }),
    ...(owner?.[0] && { ownerId: owner[0].id }),
    ...(whole.length > 0 && { lines: whole }),
  };
}

/** A new deal, from the list, the board or a customer; what is typed is kept until it is saved. */
export function NewDeal({ open, onClose, customer, pipelineId }: Props) {
  const { t } = useText();
  const navigate = useNavigate();
  const { first } = usePipelines();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.deals.create, { form: true });
  const kept = customer ? `deal.new.${customer.id}` : 'deal.new';
  const draft = useDraft<Values>(kept);
  const begin = pipelineId ?? first;
  const initial = useMemo<Partial<Values>>(
    () => ({
      ...(customer && { customer }),
      ...(begin !== undefined && { pipelineId: begin }),
    }),
    [customer, begin],
  );
  const close = () => {
    create.reset();
    onClose();
  };
  const submit = (values: Values) =>
    create.mutate(
      { body: bodyOf(values) },
      {
        onSuccess: (made) => {
          draft.keep(null);
          close();
          void navigate({ to: '/deals/$id', params: { id: String(made.id) } });
        },
      },
    );
  return (
    <FormDrawer<Values>
      title={t('deal.new')}
      open={open && begin !== undefined}
      size={520}
      form={form}
      draft={kept}
      initial={initial}
      names={{ customerId: 'customer', ownerId: 'owner' }}
      codes={{ 'customer-archived': 'customer', 'sees-no-deals': 'owner' }}
      error={create.error}
      remedy={<MissingItems error={create.error} />}
      saving={create.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <Fields />
    </FormDrawer>
  );
}

function Fields() {
  const { t } = useText();
  const words = useDealWords();
  const mayGive = reachesOthers(useMe(), 'deals.update');
  const amountRule = {
    validator: async (_rule: unknown, value: unknown) => {
      if (!isReckoned(value)) throw new Error(t('deal.noAmount'));
    },
  };
  const linesRule = {
    validator: async (_rule: unknown, value: LineDraft[] | undefined) => {
      if (wholeLines(value ?? []) === null) throw new Error(t('deal.lineNotWhole'));
    },
  };
  return (
    <>
      <Form.Item
        name="name"
        label={t('deal.name')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={120} autoComplete="off" />
      </Form.Item>
      <Form.Item name="customer" label={t('deal.customer')}>
        <CustomerRefPicker label={t('deal.customer')} placeholder={t('deal.noCustomer')} />
      </Form.Item>
      <StageFields />
      <div className="form-pair">
        <Form.Item name="amountFen" label={t('deal.amount')} rules={[amountRule]}>
          <MoneyField label={t('deal.amount')} placeholder={t('deal.amountHint')} />
        </Form.Item>
        <Form.Item name="expectedOn" label={t('deal.expectedOn')}>
          <DateField />
        </Form.Item>
        <Form.Item name="source" label={t('deal.source')}>
          <Select allowClear showSearch options={words.sources} />
        </Form.Item>
        {mayGive && (
          <Form.Item name="owner" label={t('deal.owner')}>
            <UserPicker single purpose="firstDealOwner" label={t('deal.ownerMe')} />
          </Form.Item>
        )}
      </div>
      <Form.Item name="lines" label={t('deal.lines')} rules={[linesRule]} validateTrigger={[]}>
        <LinesEditor />
      </Form.Item>
      <Form.Item name="note" label={t('deal.note')}>
        <GrowingText maxLength={2000} minRows={2} maxRows={6} />
      </Form.Item>
    </>
  );
}

/** Which way it goes, and where it begins. */
function StageFields() {
  const { t } = useText();
  const form = Form.useFormInstance<Values>();
  const { offered, byId } = usePipelines();
  const pipelineId = Form.useWatch('pipelineId', form);
  // The board that the form was opened from may show another one.
  const shown = byId(pipelineId);
  const ways = shown && !offered.includes(shown) ? [shown, ...offered] : offered;
  const stages = byId(pipelineId)?.stages ?? [];
  return (
    <div className={ways.length > 1 ? 'form-pair' : ''}>
      <Form.Item name="pipelineId" label={t('deal.pipeline')} hidden={ways.length < 2}>
        <Select<number>
          {...onlyWords}
          options={ways.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={() => form.setFieldValue('stageId', null)}
        />
      </Form.Item>
      <Form.Item name="stageId" label={t('deal.stage')}>
        <Select<number>
          {...onlyWords}
          allowClear
          placeholder={stages[0]?.name}
          options={stages.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
    </div>
  );
}

/** 新建商机, with the reason where it is not allowed. */
export function NewButton({ onClick, plain = false }: { onClick: () => void; plain?: boolean }) {
  const { t } = useText();
  const mayCreate = useMay('deals.create');
  return (
    <Button
      {...(plain ? { size: 'small' as const } : { type: 'primary' as const })}
      icon={plain ? undefined : <PlusOutlined />}
      disabled={!mayCreate}
      title={mayCreate ? undefined : t('problem.forbidden')}
      {...(!plain && { 'aria-keyshortcuts': 'Alt+N' })}
      onClick={onClick}
    >
      {t('deal.new')}
    </Button>
  );
}
