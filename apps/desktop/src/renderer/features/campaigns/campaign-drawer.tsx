import { channels, type Campaign, type Segment } from '@xinhang/shared/campaigns.ts';
import { salesModels } from '@xinhang/shared/company.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { chanceGrades, customerStages } from '@xinhang/shared/customers.ts';
import { shownFestival } from '@xinhang/shared/festivals.ts';
import { messageFields, smsParts, smsText } from '@xinhang/shared/message-text.ts';
import { valueGrades } from '@xinhang/shared/value-grades.ts';
import { Button, Checkbox, Form, Input, InputNumber, Segmented, Select, type GetRef } from 'antd';
import { useRef } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useReadyNames } from '../../i18n/ready-names.ts';
import { GrowingText } from '../../ui/growing-text.tsx';

interface Values extends Segment {
  channel: Campaign['channel'];
  name: string;
  subject: string;
  signature: string;
  template: string;
  body: string;
}

interface Props {
  open: boolean;
  onClose: () => void;
  onSaved: (campaign: Campaign) => void;
  /** Changed instead of a new one. */
  campaign: Campaign | null;
  /** What a new one begins with. */
  copyOf?: Campaign;
  /** What a new one is for: a festival, or `birthday`. */
  greet?: string;
}

/** Days ahead whose birthdays a greeting means. */
const WEEK = 7;

const textsOf = (row: Campaign): Partial<Values> => ({ ...row, ...row.segment });

function valuesOf(
  campaign: Campaign | null,
  company: string,
  occasion: Partial<Values>,
): Partial<Values> {
  if (campaign) return textsOf(campaign);
  const nobody = {
    grades: [],
    valueGrades: [],
    stages: [],
    models: [],
    tagIds: [],
    regions: [],
    industries: [],
  };
  const rest = {
    primaryOnly: true,
    birthdayDays: null,
    subject: '',
    signature: company,
    template: '',
  };
  return { channel: 'sms', ...nobody, ...rest, ...occasion };
}

/** A message to many: to whom, by what, and the text with its fields. */
export function CampaignDrawer({ open, onClose, onSaved, campaign, copyOf, greet }: Props) {
  const { t, language } = useText();
  const me = useMe();
  const [form] = Form.useForm<Values>();
  const channel = Form.useWatch('channel', form) ?? campaign?.channel ?? 'sms';
  const create = useCommand(api.campaigns.create, { form: true });
  const update = useCommand(api.campaigns.update);
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const birthday = greet === 'birthday';
  const occasion: Partial<Values> = greet
    ? {
        name: birthday
          ? t('campaign.birthdayName')
          : t('campaign.festivalName', { name: shownFestival(greet, language) }),
        body: birthday ? t('campaign.birthdayBody') : t('campaign.festivalBody', { name: greet }),
        birthdayDays: birthday ? WEEK : null,
      }
    : copyOf
      ? textsOf(copyOf)
      : {};
  const saved = (row: Campaign) => {
    close();
    onSaved(row);
  };
  const submit = ({
    channel: by,
    name,
    subject,
    signature,
    template,
    body,
    ...segment
  }: Values) => {
    const texts = {
      name,
      body,
      segment,
      subject: by === 'email' ? subject : '',
      signature: by === 'sms' ? signature : '',
      template: by === 'sms' ? template : '',
    };
    if (campaign) {
      update.mutate(
        { params: { id: campaign.id }, body: { version: campaign.version, ...texts } },
        { onSuccess: saved },
      );
    } else create.mutate({ body: { ...texts, channel: by } }, { onSuccess: saved });
  };
  // Where the text was left: a field goes there, and to the end of a text that nobody was in.
  const place = useRef<Pick<HTMLTextAreaElement, 'selectionStart' | 'selectionEnd'> | null>(null);
  const box = useRef<GetRef<typeof Input.TextArea>>(null);
  const insert = (field: string) => {
    const text = String(form.getFieldValue('body') ?? '');
    const { selectionStart: from, selectionEnd: to } = place.current ?? {
      selectionStart: text.length,
      selectionEnd: text.length,
    };
    form.setFieldValue('body', `${text.slice(0, from)}${field}${text.slice(to)}`);
    const after = from + field.length;
    // Once it stands there.
    setTimeout(() => {
      box.current?.focus();
      box.current?.resizableTextArea?.textArea.setSelectionRange(after, after);
    });
  };
  const written = [{ required: true, whitespace: true, message: t('common.required') }];
  return (
    <FormDrawer<Values>
      title={t(campaign ? 'campaign.edit' : 'campaign.new')}
      open={open}
      size={520}
      form={form}
      draft={
        campaign
          ? `campaign.${campaign.id}`
          : `campaign.new.${copyOf ? `of${copyOf.id}` : (greet ?? '')}`
      }
      initial={valuesOf(campaign, me.company.name, occasion)}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      {!campaign && (
        <Form.Item name="channel" label={t('campaign.channel')}>
          <Segmented<Campaign['channel']>
            options={channels.map((value) => ({ value, label: t(`campaign.channel.${value}`) }))}
          />
        </Form.Item>
      )}
      <Form.Item name="name" label={t('campaign.name')} rules={written}>
        <Input maxLength={60} />
      </Form.Item>
      {channel === 'sms' ? (
        <Form.Item
          name="signature"
          label={t('campaign.signature')}
          extra={t('campaign.signatureWhy')}
          rules={written}
        >
          <Input maxLength={20} prefix="【" suffix="】" />
        </Form.Item>
      ) : (
        <Form.Item name="subject" label={t('campaign.subject')} rules={written}>
          <Input maxLength={120} />
        </Form.Item>
      )}
      <Form.Item name="body" label={t('campaign.body')} rules={written}>
        <GrowingText
          ref={box}
          maxLength={1000}
          minRows={4}
          maxRows={12}
          onBlur={({ target }) => {
            const { selectionStart, selectionEnd } = target;
            place.current = { selectionStart, selectionEnd };
          }}
        />
      </Form.Item>
      <div className="line" role="group" aria-label={t('campaign.fields')}>
        {messageFields.map((field) => (
          <Button key={field} size="small" onClick={() => insert(`{${field}}`)}>
            {`{${field}}`}
          </Button>
        ))}
      </div>
      {channel === 'sms' && (
        <Form.Item noStyle shouldUpdate>
          {() => <Length {...form.getFieldsValue(['signature', 'body'])} />}
        </Form.Item>
      )}
      {channel === 'sms' && (
        <Form.Item name="template" label={t('campaign.template')} extra={t('campaign.templateWhy')}>
          <Input maxLength={40} />
        </Form.Item>
      )}
      <SegmentFields />
    </FormDrawer>
  );
}

/** How long the text is before its fields are filled. */
function Length({ signature = '', body = '' }: { signature?: string; body?: string }) {
  const { t } = useText();
  const text = smsText(signature, body);
  return <p className="soft">{t('campaign.length', { n: text.length, parts: smsParts(text) })}</p>;
}

function SegmentFields() {
  const { t } = useText();
  const { word } = useReadyNames();
  const tags = useEndpoint(api.settings.listTags, {});
  const dicts = useEndpoint(api.settings.listDicts, {});
  const words = (kind: 'region' | 'industry') =>
    (dicts.data?.rows ?? [])
      .filter((row) => row.kind === kind)
      .map(({ label }) => ({ value: label, label: word(kind, label) }));
  const extra = t('care.emptyMeansAll');
  return (
    <>
      <h3>{t('campaign.whom')}</h3>
      <Form.Item name="grades" label={t('care.grades')} extra={extra}>
        <Select<Segment['grades']>
          mode="multiple"
          options={chanceGrades.map((value) => ({ value, label: value }))}
        />
      </Form.Item>
      <Form.Item name="valueGrades" label={t('care.valueGrades')}>
        <Select<Segment['valueGrades']>
          mode="multiple"
          options={valueGrades.map((value) => ({ value, label: value }))}
        />
      </Form.Item>
      <Form.Item name="stages" label={t('customer.stage')}>
        <Select<Segment['stages']>
          mode="multiple"
          options={customerStages.map((value) => ({ value, label: t(`stage.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="models" label={t('care.models')}>
        <Select<Segment['models']>
          mode="multiple"
          options={salesModels.map((value) => ({ value, label: t(`model.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="tagIds" label={t('care.tags')}>
        <Select<number[]>
          mode="multiple"
          optionFilterProp="label"
          options={(tags.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="regions" label={t('customer.region')}>
        <Select<string[]> mode="multiple" options={words('region')} />
      </Form.Item>
      <Form.Item name="industries" label={t('customer.industry')}>
        <Select<string[]> mode="multiple" options={words('industry')} />
      </Form.Item>
      <Form.Item
        name="birthdayDays"
        label={t('campaign.birthdayDays')}
        extra={t('campaign.birthdayWhy')}
      >
        <InputNumber<number>
          min={0}
          max={31}
          precision={0}
          suffix={t('unit.days')}
          style={{ width: '100%' }}
        />
      </Form.Item>
      <Form.Item name="primaryOnly" valuePropName="checked">
        <Checkbox>{t('campaign.primaryOnly')}</Checkbox>
      </Form.Item>
    </>
  );
}
