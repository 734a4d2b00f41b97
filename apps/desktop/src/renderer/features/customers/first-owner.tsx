import type { Me } from '@xinhang/shared/auth.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Form, Select } from 'antd';
import { useEffect } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';

/** By which roads this person changes customers. */
const scopesOf = (me: Me) =>
  me.grants.find((grant) => grant.permission === 'customers.update')?.scopes ?? [];

/**
 * Whose a new customer is, for whoever works for named colleagues: one of them, or the own. Who
 * does nothing else than that begins with a colleague.
 */
export function FirstOwner({ open }: { open: boolean }) {
  const { t } = useText();
  const me = useMe();
  const form = Form.useFormInstance<{ ownerId?: number | null }>();
  const scopes = scopesOf(me);
  const helps = scopes.includes('principals');
  const found = useEndpoint(
    api.org.pickUsers,
    { query: { q: '', for: 'firstOwner' } },
    { enabled: open && helps },
  );
  const people = found.data?.rows;
  const own = me.user.id;
  const first =
    (scopes.every((scope) => scope === 'principals') && people?.find(({ id }) => id !== own)?.id) ||
    own;
  useEffect(() => {
    // A draft has its owner already.
    if (open && people && form.getFieldValue('ownerId') === undefined) {
      form.setFieldValue('ownerId', first);
    }
  }, [open, people, first, form]);
  if (!helps) return null;
  return (
    <Form.Item name="ownerId" label={t('customer.owner')}>
      <Select
        loading={found.isPending}
        showSearch={{ optionFilterProp: 'label' }}
        options={(people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Form.Item>
  );
}
