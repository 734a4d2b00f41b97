import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { CustomerProduct } from '@xinhang/shared/customer-products.ts';
import type { PickedProduct } from '@xinhang/shared/products.ts';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { changedFields } from '../../form/changed-fields.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { ProductPicker } from '../../form/product-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';

interface Props {
  customer: NameRef;
  /** Whether rows may be added: somebody owns the customer, and it is not put away. */
  mayAdd: boolean;
}

/** What a customer calls our products. */
export function CustomerPartNumbers(props: Props) {
  return useMay('products.read') ? <Content {...props} /> : null;
}

function Content({ customer, mayAdd }: Props) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const mayEdit = useMay('customers.update') && mayAdd;
  const found = useEndpoint(api.customerProducts.list, { params: { id: customer.id } });
  const remove = useCommand(api.customerProducts.remove);
  const [editing, setEditing] = useState<CustomerProduct | 'new' | null>(null);
  const drop = (row: CustomerProduct) =>
    remove.mutate(
      { params: { id: row.id } },
      { onError: (error) => void message.error(words(error)) },
    );
  return (
    <Section
      title={t('customerProduct.title')}
      extra={
        <Button
          size="small"
          disabled={!mayEdit}
          title={mayEdit ? undefined : t('problem.forbidden')}
          onClick={() => setEditing('new')}
        >
          {t('customerProduct.new')}
        </Button>
      }
    >
      <Loaded found={found} waiting={<span className="soft">{t('common.loading')}</span>}>
        {({ rows }) =>
          rows.length === 0 ? (
            <span className="soft">{t('customerProduct.none')}</span>
          ) : (
            <table className="plain-table">
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td>{row.product.name}</td>
                    <td>{[row.code, row.name, row.spec].filter(Boolean).join(' · ')}</td>
                    <td className="number">
                      {mayEdit && (
                        <>
                          <Button
                            size="small"
                            type="link"
                            aria-label={`${t('common.edit')} ${row.product.name}`}
                            onClick={() => setEditing(row)}
                          >
                            {t('common.edit')}
                          </Button>
                          <Button
                            size="small"
                            type="link"
                            aria-label={`${t('common.remove')} ${row.product.name}`}
                            onClick={() => drop(row)}
                          >
                            {t('common.remove')}
                          </Button>
                        </>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
      <PartNumberDrawer
        key={editing === null ? 'none' : editing === 'new' ? 'new' : editing.id}
        customerId={customer.id}
        row={editing === 'new' ? null : editing}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
    </Section>
  );
}

interface Values {
  product?: PickedProduct | null;
  code?: string;
  name?: string;
  spec?: string;
}

interface DrawerProps {
  customerId: number;
  row: CustomerProduct | null;
  open: boolean;
  onClose: () => void;
}

function PartNumberDrawer({ customerId, row, open, onClose }: DrawerProps) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.customerProducts.create, { form: true, onDone: onClose });
  const update = useCommand(api.customerProducts.update, { onDone: onClose });
  const submit = ({ product, code = '', name = '', spec = '' }: Values) => {
    const texts = { code: code.trim(), name: name.trim(), spec: spec.trim() };
    if (!row) {
      const body = { productId: product?.id ?? 0, ...texts };
      return create.mutate({ params: { id: customerId }, body });
    }
    const changes = changedFields(row, texts);
    if (Object.keys(changes).length === 0) return onClose();
    update.mutate({ params: { id: row.id }, body: { version: row.version, ...changes } });
  };
  return (
    <FormDrawer<Values>
      title={t(row ? 'customerProduct.edit' : 'customerProduct.new')}
      open={open}
      form={form}
      initial={row ? { code: row.code, name: row.name, spec: row.spec } : {}}
      names={{ productId: 'product' }}
      codes={{ 'already-exists': 'product' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {!row && (
        <Form.Item
          name="product"
          label={t('stock.product')}
          extra={t('customerProduct.why')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <ProductPicker autoFocus label={t('stock.product')} />
        </Form.Item>
      )}
      <Form.Item name="code" label={t('customerProduct.code')}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t('customerProduct.name')}>
        <Input maxLength={120} autoComplete="off" />
      </Form.Item>
      <Form.Item name="spec" label={t('customerProduct.spec')}>
        <Input maxLength={120} autoComplete="off" />
      </Form.Item>
    </FormDrawer>
  );
}
