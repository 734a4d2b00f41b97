import { api } from '@xinhang/shared/contract/api.ts';
import { chanceGrades, customerStages } from '@xinhang/shared/customers.ts';
import { salesModels } from '@xinhang/shared/company.ts';
import { valueGrades } from '@xinhang/shared/value-grades.ts';
import type { ModelShape } from '@xinhang/shared/sales-models.ts';
import { useEndpoint } from '../../app/query.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useReadyNames } from '../../i18n/ready-names.ts';

/** Fields whose words have another key than the field. */
const labels: Record<string, string> = {
  chanceGrade: 'grade',
  salesModel: 'model',
  mainPhone: 'phone',
  ownerId: 'owner',
};

/** Choices and values of the fields of a customer, in words. */
export function useCustomerWords() {
  const { t } = useText();
  const { word } = useReadyNames();
  const dicts = useEndpoint(api.settings.listDicts, {});
  const fields = useEndpoint(api.settings.listCustomFields, {});
  const rules = useEndpoint(api.settings.get, {});
  const words = (kind: 'industry' | 'region' | 'source') =>
    (dicts.data?.rows ?? [])
      .filter((row) => row.kind === kind && row.active)
      .map((row) => ({ value: row.label, label: word(kind, row.label) }));
  const stageName = (stage: string) => t(wordKey('stage', stage, 'customer.stage'));
  const customFields = (fields.data?.rows ?? []).filter((field) => field.active);
  return {
    stageName,
    word,
    stages: customerStages.map((value) => ({ value, label: t(`stage.${value}`) })),
    /** Stages of the sales models, and the one that a customer stands in whatever its model. */
    stagesOf: (shape: ModelShape, current?: string) =>
      customerStages
        .filter((stage) => stage === current || shape.stages.includes(stage))
        .map((value) => ({ value, label: t(`stage.${value}`) })),
    grades: chanceGrades.map((value) => ({ value, label: value })),
    valueGrades: valueGrades.map((value) => ({ value, label: value })),
    /** The same where one is chosen, with what each means to the company. */
    gradeChoices: chanceGrades.map((value) => ({
      value,
      label: `${value} · ${rules.data?.values[`customers.grade${value}`] || t(`grade.${value}`)}`,
    })),
    models: salesModels.map((value) => ({ value, label: t(`model.${value}`) })),
    industries: words('industry'),
    regions: words('region'),
    sources: words('source'),
    customFields,
    customLabel: (key: string) => customFields.find((field) => field.key === key)?.label ?? key,
    /** The word key of a field of the API, below `customer.`. */
    labelOf: (field: string) => labels[field] ?? field,
    /** A value of a field as a person reads it. */
    show: (field: string, value: unknown): string => {
      if (value === null || value === undefined) return '';
      if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
      if (field === 'stage' && typeof value === 'string') return stageName(value);
      if (field === 'salesModel' && typeof value === 'string')
        return t(wordKey('model', value, 'customer.model'));
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    },
  };
}
