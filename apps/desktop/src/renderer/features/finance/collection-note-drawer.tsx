import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { collectionWays, type CollectionWay } from '@xinhang/shared/collections.ts';
import { Form, Select } from 'antd';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { MoneyField } from '../../form/money-field.tsx';
import { useReckonedRule } from '../../form/use-reckoned-rule.ts';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { DayField } from './day-field.tsx';
import { money } from './money.ts';

interface Values {
  way: CollectionWay;
  contactId?: number | null;
  result: string;
  promisedOn?: string | null;
  promisedFen?: number | null;
  itemIds?: number[];
}

interface Props {
  /** With whom; null: closed. */
  customer: NameRef | null;
  onClose: () => void;
}

/** What a customer said about what it owes, and when it promised to pay how much. */
export function CollectionNoteDrawer({ customer, onClose }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const reckoned = useReckonedRule();
  const promisedOn = Form.useWatch('promisedOn', form) ?? null;
  const id = customer?.id ?? 0;
  const asks = { enabled: customer !== null };
  const contacts = useEndpoint(api.contacts.list, { params: { id } }, asks);
  const account = useEndpoint(api.receivables.ofCustomer, { params: { id }, query: {} }, asks);
  const open = (account.data?.items ?? []).filter((row) => row.amountFen > 0 && row.openFen > 0);
  const add = useCommand(api.collections.add, { form: true, onDone: onClose });
  const submit = (values: Values) =>
    add.mutate({
      params: { id },
      body: {
        way: values.way,
        contactId: values.contactId ?? null,
        result: values.result.trim(),
        promisedOn: values.promisedOn ?? null,
        promisedFen: values.promisedOn ? (values.promisedFen ?? null) : null,
        itemIds: values.itemIds ?? [],
      },
    });
  const named = (label: string) => ({ label, 'aria-label': label });
  return (
    <FormDrawer<Values>
      title={t('collection.noteOf', { name: customer?.name ?? '' })}
      open={customer !== null}
      size={440}
      form={form}
      initial={{ way: 'call' }}
      draft={`collection-${id}`}
      error={add.error}
      saving={add.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item
        name="result"
        label={t('collection.result')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <GrowingText maxLength={500} minRows={3} maxRows={8} autoFocus />
      </Form.Item>
      <Form.Item name="promisedOn" label={t('collection.promisedOn')}>
        <DayField label={t('collection.promisedOn')} />
      </Form.Item>
      {promisedOn !== null && (
        <Form.Item
          name="promisedFen"
          label={t('collection.promisedFen')}
          extra={t('collection.promisedWhy')}
          rules={[reckoned]}
        >
          <MoneyField label={t('collection.promisedFen')} />
        </Form.Item>
      )}
      <Form.Item name="way" label={t('collection.way')}>
        <Select<CollectionWay>
          {...named(t('collection.way'))}
          options={collectionWays.map((value) => ({ value, label: t(`collection.way.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="contactId" label={t('collection.contact')}>
        <Select<number>
          {...named(t('collection.contact'))}
          allowClear
          options={(contacts.data?.rows ?? []).map((one) => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
      <Form.Item name="itemIds" label={t('collection.docs')} extra={t('collection.docsWhy')}>
        <Select<number[]>
          {...named(t('collection.docs'))}
          mode="multiple"
          allowClear
          optionFilterProp="label"
          options={open.map((row) => ({
            value: row.id,
            label: `${row.docNo} · ${row.dueDate} · ${money(row.openFen)}`,
          }))}
        />
      </Form.Item>
    </FormDrawer>
  );
}
