import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Link } from '@tanstack/react-router';
import { App, Select } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { usePriceWords } from './price-words.ts';

const SHOWN = 5;

/** On which level of prices a customer stands, and the newest prices that are his alone. */
export function CustomerPrices({ customer, open }: { customer: NameRef; open: boolean }) {
  const may = useMay('prices.read');
  return may ? <Content customer={customer} open={open} /> : null;
}

function Content({ customer, open }: { customer: NameRef; open: boolean }) {
  const { t } = useText();
  const words = usePriceWords();
  const problem = useProblemText();
  const { message } = App.useApp();
  const mayEdit = useMay('prices.update') && open;
  const params = { id: customer.id };
  const stands = useEndpoint(api.prices.getCustomerLevel, { params });
  const levels = useEndpoint(api.prices.listLevels, {});
  const rules = useEndpoint(api.prices.listRules, {
    query: { customerId: customer.id, state: 'released', limit: SHOWN },
  });
  const set = useCommand(api.prices.setCustomerLevel);
  const level = stands.data?.level ?? null;
  const choices = (levels.data?.rows ?? []).filter((row) => row.active || row.id === level?.id);
  return (
    <Section
      title={t('price.ofCustomer')}
      extra={
        <Link to="/prices" search={{ customerId: customer.id }}>
          {t('price.allOfCustomer')}
        </Link>
      }
    >
      <dl className="facts">
        <dt>{t('price.level')}</dt>
        <dd>
          {mayEdit ? (
            <Select<number | null>
              allowClear
              size="small"
              style={{ width: '100%' }}
              aria-label={t('price.level')}
              placeholder={t('price.noLevel')}
              loading={set.isPending}
              value={level?.id ?? null}
              options={choices.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(levelId) =>
                set.mutate(
                  { params, body: { levelId: levelId ?? null } },
                  { onError: (error) => void message.error(problem(error)) },
                )
              }
            />
          ) : (
            <div className="fact-plain">{level?.name ?? t('price.noLevel')}</div>
          )}
        </dd>
      </dl>
      <Loaded found={rules} waiting={<span className="soft">{t('common.loading')}</span>}>
        {({ rows }) =>
          rows.length === 0 ? (
            <span className="soft">{t('price.noneOfCustomer')}</span>
          ) : (
            <table className="plain-table">
              <tbody>
                {rows.map((rule) => (
                  <tr key={rule.id}>
                    <td>{words.what(rule)}</td>
                    <td className="soft">{words.from(rule)}</td>
                    <td className="number">
                      {words.says(rule)}
                      {rule.unit && ` / ${rule.unit.name}`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </Section>
  );
}
