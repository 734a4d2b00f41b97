import type { Customer } from '@xinhang/shared/customers.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Descriptions } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';

export function CustomerFacts({ customer }: { customer: Customer }) {
  const { t } = useText();
  const dates = useDates();
  const names = (rows: readonly { name: string }[]) => rows.map((row) => row.name).join('、');
  const facts: [string, string][] = [
    [t('customer.shortName'), customer.shortName],
    [t('customer.phone'), customer.phone ?? ''],
    [t('customer.industry'), customer.industry],
    [t('customer.region'), customer.region],
    [t('customer.city'), customer.city],
    [t('customer.address'), customer.address],
    [t('customer.website'), customer.website],
    [t('customer.source'), customer.source],
    [t('customer.taxNo'), customer.taxNo],
    [t('customer.model'), t(`model.${customer.effectiveModel}`)],
    [
      t('customer.creditLimit'),
      customer.creditLimitFen === null ? '' : formatFen(fen(customer.creditLimitFen)),
    ],
    [t('customer.tags'), names(customer.tags)],
    [t('customer.collaborators'), names(customer.collaborators)],
    [t('customer.createdAt'), dates.time(customer.createdAt)],
    [t('customer.completeness'), `${customer.completeness}%`],
    [t('customer.note'), customer.note],
  ];
  return (
    <Descriptions
      title={t('customer.facts')}
      column={1}
      size="small"
      colon={false}
      items={facts
        .filter(([, value]) => value !== '')
        .map(([label, children]) => ({ key: label, label, children }))}
    />
  );
}
