import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import type { Contact } from '@xinhang/shared/contacts.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import { Button, Checkbox, Form, Input, InputNumber, Select, Space } from 'antd';
import { useMemo } from 'react';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { ConflictDialog, conflictOf } from '../../form/conflict-dialog.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { comma, useText, wordKey } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';

type Body = EndpointBody<typeof api.contacts.create>;
interface Birthday {
  calendar?: 'solar' | 'lunar';
  month?: number | null;
  day?: number | null;
  year?: number | null;
  leap?: boolean;
}
type Values = Omit<Body, 'birthday' | 'phones'> & {
  phones?: { number: string; extension?: string; label?: string }[];
  birthday?: Birthday;
};

const lines = [
  'wechat',
  'email',
  'nativePlace',
  'family',
  'hobbies',
  'relations',
  'taboos',
  'note',
] as const;
/** Of the personal file, with the birthday: for those alone to whom their roles show it. */
const personal = new Set<string>(['nativePlace', 'family', 'hobbies', 'relations', 'taboos']);
const short = new Set<string>(['wechat', 'email', 'nativePlace']);

function bodyOf({ birthday, phones, ...fields }: Values): Body {
  const born = birthday?.month && birthday.day ? birthday : null;
  return {
    ...fields,
    phones: (phones ?? []).filter((phone) => phone?.number?.trim()),
    birthday: born && {
      calendar: born.calendar ?? 'solar',
      month: born.month!,
      day: born.day!,
      year: born.year ?? null,
      leap: born.calendar === 'lunar' && born.leap === true,
    },
  };
}

function initialOf(contact: Contact | null): Partial<Values> {
  if (!contact) return { phones: [{ number: '' }], birthday: { calendar: 'solar' } };
  const { birthday, phones, gender, ...fields } = contact;
  return {
    ...fields,
    gender: gender as Values['gender'],
    phones: phones.length > 0 ? phones : [{ number: '' }],
    birthday: birthday ?? { calendar: 'solar' },
  };
}

/** Only what was changed is sent, so that two people may change different fields. */
function changesOf(contact: Contact, body: Body): Partial<Body> {
  const before = contact as unknown as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(body).filter(
      ([key, value]) => JSON.stringify(value ?? '') !== JSON.stringify(before[key] ?? ''),
    ),
  );
}

interface Props {
  customerId: number;
  /** Null adds a new one. */
  contact: Contact | null;
  open: boolean;
  onClose: () => void;
}

/** A contact with the personal file. */
export function ContactDrawer({ customerId, contact, open, onClose }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.contacts.create, { form: true });
  const update = useCommand(api.contacts.update);
  const initial = useMemo(() => initialOf(contact), [contact]);
  const conflict = conflictOf(update.error);
  const file = useMe().fields.personal === 'show';
  const masked = contact?.phones.some((phone) => phone.number.includes('*')) === true;

  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const send = (version: number, changes: Partial<Body>) =>
    update.mutate(
      { params: { id: contact!.id }, body: { version, ...changes } },
      { onSuccess: close },
    );
  const submit = (values: Values) => {
    const body = bodyOf(values);
    if (!contact) create.mutate({ params: { id: customerId }, body }, { onSuccess: close });
    else {
      const { phones: _phones, ...hidden } = body;
      const changes = changesOf(contact, masked ? hidden : body);
      if (Object.keys(changes).length === 0) close();
      else send(contact.version, changes);
    }
  };
  return (
    <>
      <FormDrawer<Values>
        title={t(contact ? 'contact.edit' : 'contact.new')}
        open={open}
        form={form}
        {...(!contact && { draft: `contact.new.${customerId}` })}
        initial={initial}
        error={create.error ?? (conflict ? null : update.error)}
        saving={create.isPending || update.isPending}
        onSubmit={submit}
        onClose={close}
      >
        <Form.Item
          name="name"
          label={t('contact.name')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input autoFocus maxLength={60} autoComplete="off" />
        </Form.Item>
        <Phones disabled={masked} />
        <div className="form-pair">
          <Form.Item name="dept" label={t('contact.dept')}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="post" label={t('contact.post')}>
            <Input maxLength={60} />
          </Form.Item>
        </div>
        <div className="form-pair">
          <Form.Item name="gender" label={t('contact.gender')}>
            <Select
              options={(['', 'male', 'female'] as const).map((value) => ({
                value,
                label: t(value === '' ? 'contact.genderUnknown' : `contact.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item name="primary" label=" " valuePropName="checked">
            <Checkbox>{t('contact.primary')}</Checkbox>
          </Form.Item>
        </div>
        {file && <BirthdayFields />}
        {lines
          .filter((name) => file || !personal.has(name))
          .map((name) => (
            <Form.Item key={name} name={name} label={t(`contact.${name}`)}>
              {short.has(name) ? (
                <Input maxLength={name === 'email' ? 120 : 60} />
              ) : (
                <GrowingText maxLength={500} minRows={1} maxRows={4} />
              )}
            </Form.Item>
          ))}
        <Form.Item name="smsOptOut" valuePropName="checked">
          <Checkbox>{t('contact.smsOptOut')}</Checkbox>
        </Form.Item>
      </FormDrawer>
      <ConflictDialog
        conflict={conflict}
        saving={update.isPending}
        label={(field) => t(wordKey('contact', field, 'contact.edit'))}
        show={(_field, value) =>
          typeof value === 'string' || typeof value === 'number' ? String(value) : brief(value)
        }
        onClose={close}
        onResolve={(version, mine) => {
          const changes = changesOf(contact!, bodyOf(form.getFieldsValue(true) as Values));
          const kept = Object.entries(changes).filter(([field]) => mine.has(field));
          if (kept.length === 0) close();
          else send(version, Object.fromEntries(kept));
        }}
      />
    </>
  );
}

/** Phones and birthdays in a line. */
function brief(value: unknown): string {
  if (Array.isArray(value)) return value.map(brief).join(comma());
  if (value === null || typeof value !== 'object') return '';
  return Object.values(value)
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .filter((part) => part !== '')
    .join('-');
}

function Phones({ disabled }: { disabled: boolean }) {
  const { t } = useText();
  return (
    <Form.Item label={t('contact.phone')}>
      <Form.List name="phones">
        {(rows, { add, remove }) => (
          <div className="stack">
            {rows.map((row) => (
              <Space.Compact key={row.key} block>
                <Form.Item name={[row.name, 'number']} noStyle>
                  <Input
                    style={{ width: '52%' }}
                    maxLength={40}
                    disabled={disabled}
                    inputMode="tel"
                    autoComplete="off"
                    aria-label={t('contact.phone')}
                    placeholder={t('contact.phone')}
                  />
                </Form.Item>
                <Form.Item name={[row.name, 'extension']} noStyle>
                  <Input
                    style={{ width: '20%' }}
                    maxLength={10}
                    disabled={disabled}
                    aria-label={t('contact.extension')}
                    placeholder={t('contact.extension')}
                  />
                </Form.Item>
                <Form.Item name={[row.name, 'label']} noStyle>
                  <Input
                    style={{ width: '20%' }}
                    maxLength={20}
                    disabled={disabled}
                    aria-label={t('contact.phoneLabel')}
                    placeholder={t('contact.phoneLabel')}
                  />
                </Form.Item>
                <Button
                  disabled={disabled}
                  icon={<MinusCircleOutlined />}
                  aria-label={t('common.remove')}
                  onClick={() => remove(row.name)}
                />
              </Space.Compact>
            ))}
            <Button
              size="small"
              disabled={disabled || rows.length >= 10}
              icon={<PlusOutlined />}
              onClick={() => add({ number: '' })}
            >
              {t('contact.addPhone')}
            </Button>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}

function BirthdayFields() {
  const { t } = useText();
  const calendar = Form.useWatch(['birthday', 'calendar']) as string | undefined;
  return (
    <Form.Item label={t('contact.birthday')}>
      <Space wrap>
        <Form.Item name={['birthday', 'calendar']} noStyle>
          <Select
            style={{ width: 90 }}
            aria-label={t('contact.calendar')}
            options={(['solar', 'lunar'] as const).map((value) => ({
              value,
              label: t(`contact.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name={['birthday', 'year']} noStyle>
          <InputNumber
            min={1900}
            max={2100}
            precision={0}
            controls={false}
            style={{ width: 90 }}
            aria-label={t('contact.year')}
            placeholder={t('contact.year')}
          />
        </Form.Item>
        <Form.Item name={['birthday', 'month']} noStyle>
          <InputNumber
            min={1}
            max={12}
            precision={0}
            controls={false}
            style={{ width: 60 }}
            aria-label={t('contact.month')}
            placeholder={t('contact.month')}
          />
        </Form.Item>
        <Form.Item name={['birthday', 'day']} noStyle>
          <InputNumber
            min={1}
            max={calendar === 'lunar' ? 30 : 31}
            precision={0}
            controls={false}
            style={{ width: 60 }}
            aria-label={t('contact.day')}
            placeholder={t('contact.day')}
          />
        </Form.Item>
        {calendar === 'lunar' && (
          <Form.Item name={['birthday', 'leap']} noStyle valuePropName="checked">
            <Checkbox>{t('contact.leap')}</Checkbox>
          </Form.Item>
        )}
      </Space>
    </Form.Item>
  );
}
