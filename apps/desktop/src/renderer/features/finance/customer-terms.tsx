import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { App, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { CreditLimit } from './credit-limit.tsx';
import { onlyWords } from '../../ui/only-words.ts';

/** When a customer pays, and how late it may be. */
export function CustomerTerms({ customer, open }: { customer: NameRef; open: boolean }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const mayEdit = useMay('customers.credit') && open;
  const params = { id: customer.id };
  const found = useEndpoint(api.paymentTerms.ofCustomer, { params });
  const terms = useEndpoint(api.paymentTerms.list, {});
  const set = useCommand(api.paymentTerms.setOfCustomer);
  const { data: whole } = useEndpoint(api.customers.get, { params });
  const [typed, setTyped] = useState<number | null | undefined>();
  if (!found.data) return null;
  const { term, overdueDays } = found.data;
  const save = (body: { termId: number | null; overdueDays: number | null }) =>
    set.mutate({ params, body }, { onError: (error) => void message.error(words(error)) });
  const choices = (terms.data?.rows ?? []).filter((row) => row.active || row.id === term?.id);
  const lateness =
    overdueDays === null ? t('finance.anyLateness') : t('finance.days', { n: overdueDays });
  return (
    <Section title={t('finance.customerTerms')}>
      <dl className="facts">
        <dt>{t('finance.term')}</dt>
        <dd>
          {mayEdit ? (
            <Select<number | null>
              {...onlyWords}
              allowClear
              size="small"
              style={{ width: '100%' }}
              aria-label={t('finance.term')}
              placeholder={t('finance.dueAtOnce')}
              loading={set.isPending}
              value={term?.id ?? null}
              options={choices.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(termId) => save({ termId: termId ?? null, overdueDays })}
            />
          ) : (
            <div className="fact-plain">{term?.name ?? t('finance.dueAtOnce')}</div>
          )}
        </dd>
        {mayEdit && whole && !whole.creditHidden && (
          <>
            <dt>{t('finance.limit')}</dt>
            <dd>
              <CreditLimit
                key={customer.id}
                customer={whole}
                terms={{ termId: term?.id ?? null, overdueDays }}
              />
            </dd>
          </>
        )}
        <dt>{t('finance.overdueLimit')}</dt>
        <dd>
          {mayEdit ? (
            <InputNumber<number>
              size="small"
              min={0}
              max={999}
              precision={0}
              style={{ width: '100%' }}
              aria-label={t('finance.overdueLimit')}
              placeholder={t('finance.anyLateness')}
              value={typed === undefined ? overdueDays : typed}
              onChange={setTyped}
              onBlur={() => {
                if (typed !== undefined && typed !== overdueDays) {
                  save({ termId: term?.id ?? null, overdueDays: typed });
                }
                setTyped(undefined);
              }}
            />
          ) : (
            <div className="fact-plain">{lateness}</div>
          )}
        </dd>
      </dl>
    </Section>
  );
}
