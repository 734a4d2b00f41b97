import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Supplier } from '@xinhang/shared/suppliers.ts';
import { Checkbox, Form, Input, Select } from 'antd';
import { useMemo } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { changedFields } from '../../form/changed-fields.ts';
import { ConflictDialog, conflictOf } from '../../form/conflict-dialog.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';
import { ContactLines, type ContactDraft } from './contact-lines.tsx';
import { SimilarSuppliers } from './similar-suppliers.tsx';
import { onlyWords } from '../../ui/only-words.ts';

interface Values {
  code?: string;
  name?: string;
  contacts?: ContactDraft[];
  address?: string;
  termId?: number | null;
  taxNo?: string;
  deductible?: boolean;
  bank?: string;
  bankAccount?: string;
  note?: string;
  buyer?: NameRef[];
}

interface Props {
  /** Null adds a new one. */
  supplier: Supplier | null;
  open: boolean;
  onClose: () => void;
  onMade?: (supplier: Supplier) => void;
}

const text = (value: string | undefined) => value?.trim() ?? '';

const bodyOf = (values: Values) => ({
  code: text(values.code),
  name: text(values.name),
  contacts: (values.contacts ?? []).filter((one) => one.name.trim() || one.phone.trim()),
  address: text(values.address),
  termId: values.termId ?? null,
  taxNo: text(values.taxNo),
  deductible: values.deductible === true,
  bank: text(values.bank),
  bankAccount: text(values.bankAccount),
  note: text(values.note),
  ...(values.buyer?.[0] && { buyerId: values.buyer[0].id }),
});

const valuesOf = ({ buyer, term, ...facts }: Supplier): Values => ({
  ...facts,
  termId: term?.id ?? null,
  buyer: [buyer],
});

/** A supplier as it is entered: whom to call, how it is paid and taxed, who keeps it. */
export function SupplierDrawer({ supplier, open, onClose, onMade }: Props) {
  const { t } = useText();
  const { user } = useMe();
  const [form] = Form.useForm<Values>();
  const terms = useEndpoint(api.suppliers.terms, {});
  const create = useCommand(api.suppliers.create, {
    form: true,
    onDone: (made) => {
      close();
      onMade?.(made);
    },
  });
  const update = useCommand(api.suppliers.update, { onDone: () => close() });
  const conflict = conflictOf(update.error);
  const initial = useMemo<Values>(
    () =>
      supplier
        ? valuesOf(supplier)
        : { deductible: true, contacts: [], buyer: [{ id: user.id, name: user.name }] },
    [supplier, user.id, user.name],
  );
  const name = Form.useWatch('name', form) ?? '';
  const taxNo = Form.useWatch('taxNo', form) ?? '';
  const phone = (Form.useWatch('contacts', form) ?? [])[0]?.phone ?? '';
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const send = (version: number, changes: object) => {
    if (!supplier || Object.keys(changes).length === 0) close();
    else update.mutate({ params: { id: supplier.id }, body: { version, ...changes } });
  };
  const submit = (values: Values) => {
    const body = bodyOf(values);
    if (supplier) send(supplier.version, changedFields(bodyOf(valuesOf(supplier)), body));
    else create.mutate({ body });
  };
  const current = supplier?.term ? [supplier.term] : [];
  const offered = new Map([...current, ...(terms.data?.rows ?? [])].map((one) => [one.id, one]));
  return (
    <>
      <FormDrawer<Values>
        title={t(supplier ? 'supplier.edit' : 'supplier.new')}
        open={open}
        size={640}
        form={form}
        draft={supplier ? `supplier.${supplier.id}` : 'supplier.new'}
        initial={initial}
        error={create.error ?? (conflict ? null : update.error)}
        saving={create.isPending || update.isPending}
        onSubmit={submit}
        onClose={close}
      >
        {open && (
          <SimilarSuppliers
            name={name === supplier?.name ? '' : name.trim()}
            taxNo={taxNo === supplier?.taxNo ? '' : taxNo.trim()}
            phone={phone === supplier?.contact?.phone ? '' : phone.trim()}
            except={supplier?.id}
          />
        )}
        <Form.Item
          name="name"
          label={t('supplier.name')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input autoFocus maxLength={120} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('supplier.code')}
          {...(supplier
            ? { rules: [{ required: true, whitespace: true, message: t('common.required') }] }
            : { extra: t('supplier.codeWhy') })}
        >
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="contacts" label={t('supplier.contacts')}>
          <ContactLines />
        </Form.Item>
        <Form.Item name="address" label={t('supplier.address')}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="termId" label={t('supplier.term')}>
            <Select<number>
              {...onlyWords}
              allowClear
              placeholder={t('supplier.noTerm')}
              options={[...offered.values()].map((one) => ({ value: one.id, label: one.name }))}
            />
          </Form.Item>
          <Form.Item name="buyer" label={t('supplier.buyer')}>
            <UserPicker single label={t('supplier.buyer')} />
          </Form.Item>
        </div>
        <Form.Item name="taxNo" label={t('supplier.taxNo')}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="deductible" valuePropName="checked" extra={t('supplier.deductibleWhy')}>
          <Checkbox>{t('supplier.deductible')}</Checkbox>
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="bank" label={t('supplier.bank')}>
            <Input maxLength={120} autoComplete="off" />
          </Form.Item>
          <Form.Item name="bankAccount" label={t('supplier.bankAccount')}>
            <Input maxLength={60} autoComplete="off" />
          </Form.Item>
        </div>
        <Form.Item name="note" label={t('supplier.note')}>
          <GrowingText maxLength={2000} minRows={2} maxRows={6} />
        </Form.Item>
      </FormDrawer>
      <ConflictDialog
        conflict={conflict}
        saving={update.isPending}
        label={(field) => t(wordKey('supplier', field, 'supplier.other'))}
        show={(_field, value) =>
          Array.isArray(value)
            ? t('supplier.people', { n: value.length })
            : typeof value === 'boolean'
              ? t(value ? 'supplier.yes' : 'supplier.no')
              : typeof value === 'string' || typeof value === 'number'
                ? String(value)
                : ''
        }
        onClose={close}
        onResolve={(version, mine) => {
          const all = changedFields(
            bodyOf(valuesOf(supplier!)),
            bodyOf(form.getFieldsValue(true) as Values),
          );
          send(version, Object.fromEntries(Object.entries(all).filter(([key]) => mine.has(key))));
        }}
      />
    </>
  );
}
