import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import {
  houseLocationKinds,
  ownLocationKinds,
  type Location,
} from '@xinhang/shared/product-words.ts';
import { Form, Input, Select, Switch } from 'antd';
import { useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';

interface Values {
  name: string;
  kind: Location['kind'];
  users?: NameRef[];
  customer?: NameRef | null;
  sellable?: boolean;
  address?: string;
  note?: string;
  active?: boolean;
}

interface Props {
  location: Location | null;
  open: boolean;
  onClose: () => void;
}

/** A place where goods lie: a warehouse, or what a person or a customer holds. */
export function LocationDrawer({ location, open, onClose }: Props) {
  const { t } = useText();
  const seesCustomers = useMay('customers.read');
  const [form] = Form.useForm<Values>();
  const kind = Form.useWatch('kind', form) ?? location?.kind ?? 'warehouse';
  const create = useCommand(api.locations.create, { form: true, onDone: onClose });
  const update = useCommand(api.locations.update, { onDone: onClose });
  const house = houseLocationKinds.some((one) => one === location?.kind);
  const submit = ({ users, customer, ...values }: Values) => {
    const texts = { address: values.address?.trim() ?? '', note: values.note?.trim() ?? '' };
    const sellable = kind === 'warehouse' && values.sellable === true;
    const body = { name: values.name, sellable, ...texts };
    if (location) {
      const { id, version } = location;
      const active = values.active ?? location.active;
      update.mutate({ params: { id }, body: { version, ...body, active } });
    } else {
      const of = ownLocationKinds.find((one) => one === kind) ?? 'warehouse';
      const userId = of === 'person' ? (users?.[0]?.id ?? null) : null;
      const customerId = of === 'consignment' ? (customer?.id ?? null) : null;
      create.mutate({ body: { ...body, kind: of, userId, customerId } });
    }
  };
  return (
    <FormDrawer<Values>
      title={t(location ? 'location.edit' : 'location.new')}
      open={open}
      size={440}
      form={form}
      initial={location ?? { kind: 'warehouse', sellable: true }}
      names={{ userId: 'users', customerId: 'customer' }}
      codes={{ 'already-exists': 'name' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t('location.name')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input autoFocus maxLength={60} autoComplete="off" />
      </Form.Item>
      {!location && (
        <Form.Item name="kind" label={t('location.kind')} extra={t(`location.kindWhy.${kind}`)}>
          <Select<Location['kind']>
            options={ownLocationKinds
              .filter((value) => value !== 'consignment' || seesCustomers)
              .map((value) => ({ value, label: t(`location.kind.${value}`) }))}
          />
        </Form.Item>
      )}
      {!location && kind === 'person' && (
        <Form.Item
          name="users"
          label={t('location.holder')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <UserPicker single label={t('location.holder')} />
        </Form.Item>
      )}
      {!location && kind === 'consignment' && (
        <Form.Item
          name="customer"
          label={t('location.customer')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <CustomerRefPicker label={t('location.customer')} placeholder={t('location.customer')} />
        </Form.Item>
      )}
      {kind === 'warehouse' && (
        <Form.Item
          name="sellable"
          label={t('location.sellable')}
          valuePropName="checked"
          extra={t('location.sellableWhy')}
        >
          <Switch size="small" />
        </Form.Item>
      )}
      <Form.Item name="address" label={t('location.address')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="note" label={t('product.note')}>
        <GrowingText maxLength={500} minRows={2} maxRows={6} />
      </Form.Item>
      {location && !house && (
        <Form.Item name="active" label={t('product.inUse')} valuePropName="checked">
          <Switch size="small" />
        </Form.Item>
      )}
    </FormDrawer>
  );
}
