import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import { Link } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { useCustomerUpdate } from './use-customer-update.tsx';

interface Props {
  customer: Customer;
  /** Those below it that the reader may see. */
  below: { rows: readonly NameRef[]; more: boolean };
}

const toCustomer = ({ id, name }: NameRef) => (
  <Link key={id} to="/customers/$id" params={{ id: String(id) }}>
    {name}
  </Link>
);

/** The group of companies it belongs to: the one above, and those below. */
export function Group({ customer, below }: Props) {
  const { t } = useText();
  const words = useFieldProblemText();
  const update = useCustomerUpdate(customer);
  const [parent, setParent] = useState<NameRef | null | undefined>();
  const editing = parent !== undefined;
  const editable = customer.can.update && !customer.archived;
  const close = () => {
    update.reset();
    setParent(undefined);
  };
  const save = () => {
    const parentId = parent?.id ?? null;
    if (parentId === (customer.parent?.id ?? null)) close();
    else update.save({ parentId }, close);
  };
  return (
    <Section
      title={t('customer.group')}
      extra={
        !editing && (
          <Button
            size="small"
            disabled={!editable}
            title={editable ? undefined : t('customer.noForbidden')}
            onClick={() => setParent(customer.parent)}
          >
            {t('common.edit')}
          </Button>
        )
      }
    >
      {editing ? (
        <div className="stack">
          <CustomerRefPicker
            autoFocus
            label={t('customer.parent')}
            value={parent}
            except={customer.id}
            onChange={setParent}
          />
          {update.error && <Alert type="error" showIcon role="alert" title={words(update.error)} />}
          <div className="line">
            <Button type="primary" size="small" loading={update.saving} onClick={save}>
              {t('common.save')}
            </Button>
            <Button size="small" onClick={close}>
              {t('common.cancel')}
            </Button>
          </div>
        </div>
      ) : (
        <dl className="facts">
          <dt>{t('customer.parent')}</dt>
          <dd>
            {customer.parent ? (
              <div className="fact-plain">{toCustomer(customer.parent)}</div>
            ) : (
              <div className="fact-plain soft">{t('customer.parentNone')}</div>
            )}
          </dd>
          {below.rows.length > 0 && (
            <>
              <dt>{t('customer.below')}</dt>
              <dd className="fact-plain group-below">
                {below.rows.map(toCustomer)}
                {below.more && <span className="soft">{t('customer.belowMore')}</span>}
              </dd>
            </>
          )}
        </dl>
      )}
      {update.dialog}
    </Section>
  );
}
