import { api } from '@xinhang/shared/contract/api.ts';
import { chanceGrades, customerStages } from '@xinhang/shared/customers.ts';
import { useEndpoint } from '../../app/query.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';

/** Choices of the fields of a customer, in words. */
export function useCustomerWords() {
  const { t } = useText();
  const dicts = useEndpoint(api.settings.listDicts, {});
  const words = (kind: 'industry' | 'region' | 'source') =>
    (dicts.data?.rows ?? [])
      .filter((row) => row.kind === kind && row.active)
      .map((row) => ({ value: row.label, label: row.label }));
  return {
    stageName: (stage: string) => t(wordKey('stage', stage, 'customer.stage')),
    stages: customerStages.map((value) => ({ value, label: t(`stage.${value}`) })),
    grades: chanceGrades.map((value) => ({ value, label: value })),
    industries: words('industry'),
    regions: words('region'),
    sources: words('source'),
  };
}
