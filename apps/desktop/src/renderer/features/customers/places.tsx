import type { CustomerAddress, CustomerTitle } from '@xinhang/shared/contacts.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { App, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { changedFields } from '../../form/changed-fields.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';

interface Props {
  customerId: number;
  addresses: readonly CustomerAddress[];
  titles: readonly CustomerTitle[];
  editable: boolean;
}

/** Ship-to addresses and invoice titles (开票抬头). */
export function Places({ customerId, editable, ...all }: Props) {
  const { t } = useText();
  const [address, setAddress] = useState<{ row: CustomerAddress | null } | null>(null);
  const [title, setTitle] = useState<{ row: CustomerTitle | null } | null>(null);
  const [seen, setSeen] = useState(false);
  const addresses = all.addresses.filter((row) => seen || row.active);
  const titles = all.titles.filter((row) => seen || row.active);
  const off =
    all.addresses.filter((row) => !row.active).length +
    all.titles.filter((row) => !row.active).length;
  const add = (label: string, run: () => void) => (
    <Button
      size="small"
      disabled={!editable}
      title={editable ? undefined : t('customer.noForbidden')}
      onClick={run}
    >
      {label}
    </Button>
  );
  return (
    <>
      <Section
        title={t('place.addresses')}
        extra={add(t('place.newAddress'), () => setAddress({ row: null }))}
      >
        {addresses.length === 0 && <span className="soft">{t('place.noAddresses')}</span>}
        {addresses.map((row) => (
          <Line
            key={row.id}
            main={row.address}
            rest={[row.receiver, row.phone, row.carrier]}
            active={row.active}
            editable={editable}
            onEdit={() => setAddress({ row })}
          />
        ))}
      </Section>
      <Section
        title={t('place.titles')}
        extra={add(t('place.newTitle'), () => setTitle({ row: null }))}
      >
        {titles.length === 0 && <span className="soft">{t('place.noTitles')}</span>}
        {titles.map((row) => (
          <Line
            key={row.id}
            main={row.title}
            rest={[row.taxNo, row.bank, row.bankAccount]}
            active={row.active}
            editable={editable}
            onEdit={() => setTitle({ row })}
          />
        ))}
        {off > 0 && (
          <Button type="link" size="small" onClick={() => setSeen(!seen)}>
            {t(seen ? 'place.hideOff' : 'place.showOff', { n: off })}
          </Button>
        )}
      </Section>
      <AddressDrawer
        customerId={customerId}
        open={address !== null}
        row={address?.row ?? null}
        onClose={() => setAddress(null)}
      />
      <TitleDrawer
        customerId={customerId}
        open={title !== null}
        row={title?.row ?? null}
        onClose={() => setTitle(null)}
      />
    </>
  );
}

interface LineProps {
  main: string;
  rest: readonly (string | null)[];
  active: boolean;
  editable: boolean;
  onEdit: () => void;
}

function Line({ main, rest, active, editable, onEdit }: LineProps) {
  const { t } = useText();
  return (
    <div className="line contact-card" style={{ gap: '0 10px' }}>
      <div style={{ flex: 1, minWidth: 0 }}>
        <div>
          {main} {!active && <span className="soft">{t('place.off')}</span>}
        </div>
        <div className="soft">{rest.filter(Boolean).join(' · ')}</div>
      </div>
      <Button
        type="link"
        size="small"
        disabled={!editable}
        aria-label={`${t('common.edit')} ${main}`}
        onClick={onEdit}
      >
        {t('common.edit')}
      </Button>
    </div>
  );
}

interface DrawerProps<Row> {
  customerId: number;
  open: boolean;
  row: Row | null;
  onClose: () => void;
}

type AddressValues = Partial<Record<'receiver' | 'phone' | 'carrier', string>> & {
  address: string;
  freightPayer?: '' | 'us' | 'customer';
};

function AddressDrawer({ customerId, open, row, onClose }: DrawerProps<CustomerAddress>) {
  const { t } = useText();
  const [form] = Form.useForm<AddressValues>();
  const create = useCommand(api.contacts.createAddress, { form: true });
  const update = useCommand(api.contacts.updateAddress);
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const hidden = row?.phone === null || row?.phone.includes('*') === true;
  const done = { onSuccess: close };
  const submit = (values: AddressValues) => {
    if (!row) create.mutate({ params: { id: customerId }, body: values }, done);
    else {
      const { phone, ...others } = values;
      const changes = changedFields(row, { ...others, ...(!hidden && { phone }) });
      if (Object.keys(changes).length === 0) close();
      else {
        const body = { version: row.version, ...changes };
        update.mutate({ params: { id: row.id }, body }, done);
      }
    }
  };
  return (
    <FormDrawer<AddressValues>
      title={t(row ? 'place.editAddress' : 'place.newAddress')}
      open={open}
      form={form}
      initial={row ? ({ ...row, phone: row.phone ?? '' } as AddressValues) : {}}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      extra={row && <SwitchOff kind="address" row={row} onDone={close} />}
      onSubmit={submit}
      onClose={close}
    >
      <Form.Item
        name="address"
        label={t('place.address')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={300} />
      </Form.Item>
      <Form.Item name="receiver" label={t('place.receiver')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="phone" label={t('customer.phone')}>
        <Input maxLength={60} inputMode="tel" disabled={hidden} />
      </Form.Item>
      <Form.Item name="carrier" label={t('place.carrier')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="freightPayer" label={t('place.freightPayer')}>
        <Select
          options={(['', 'us', 'customer'] as const).map((value) => ({
            value,
            label: value === '' ? t('common.none') : t(`place.freight.${value}`),
          }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}

const titleFields = ['taxNo', 'bank', 'bankAccount', 'address', 'phone'] as const;
type TitleValues = Partial<Record<(typeof titleFields)[number], string>> & { title: string };
const titleLength = { taxNo: 30, bank: 120, bankAccount: 60, address: 200, phone: 60 };

function TitleDrawer({ customerId, open, row, onClose }: DrawerProps<CustomerTitle>) {
  const { t } = useText();
  const [form] = Form.useForm<TitleValues>();
  const create = useCommand(api.contacts.createTitle, { form: true });
  const update = useCommand(api.contacts.updateTitle);
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const hidden = row?.phone === null || row?.phone.includes('*') === true;
  const done = { onSuccess: close };
  const submit = (values: TitleValues) => {
    if (!row) create.mutate({ params: { id: customerId }, body: values }, done);
    else {
      const { phone, ...others } = values;
      const changes = changedFields(row, { ...others, ...(!hidden && { phone }) });
      if (Object.keys(changes).length === 0) close();
      else {
        const body = { version: row.version, ...changes };
        update.mutate({ params: { id: row.id }, body }, done);
      }
    }
  };
  return (
    <FormDrawer<TitleValues>
      title={t(row ? 'place.editTitle' : 'place.newTitle')}
      open={open}
      form={form}
      initial={row ? { ...row, phone: row.phone ?? '' } : {}}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      extra={row && <SwitchOff kind="title" row={row} onDone={close} />}
      onSubmit={submit}
      onClose={close}
    >
      <Form.Item
        name="title"
        label={t('place.title')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={120} />
      </Form.Item>
      {titleFields.map((name) => (
        <Form.Item key={name} name={name} label={t(`place.${name}`)}>
          <Input maxLength={titleLength[name]} disabled={name === 'phone' && hidden} />
        </Form.Item>
      ))}
    </FormDrawer>
  );
}

interface SwitchProps {
  kind: 'address' | 'title';
  row: { id: number; version: number; active: boolean };
  onDone: () => void;
}

function SwitchOff({ kind, row, onDone }: SwitchProps) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const address = useCommand(api.contacts.updateAddress);
  const title = useCommand(api.contacts.updateTitle);
  const input = { params: { id: row.id }, body: { version: row.version, active: !row.active } };
  const then = {
    onSuccess: onDone,
    onError: (error: Error) => void message.error(words(error)),
  };
  return (
    <Button
      size="small"
      loading={address.isPending || title.isPending}
      onClick={() => (kind === 'address' ? address.mutate(input, then) : title.mutate(input, then))}
    >
      {t(row.active ? 'place.switchOff' : 'place.switchOn')}
    </Button>
  );
}
