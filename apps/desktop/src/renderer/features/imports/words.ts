import { api } from '@xinhang/shared/contract/api.ts';
import { importTargets, importVerdicts, type ImportRow } from '@xinhang/shared/imports.ts';
import { columnWords, reasonText } from '@xinhang/shared/sheet-words.ts';
import { useEndpoint } from '../../app/query.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';

const groups = {
  customer: /^(?!contact|followUp|next)/,
  contact: /^contact/,
  followUp: /^(followUp|next)/,
};

type Params = Record<string, unknown>;

/** Targets, verdicts and reasons of imports, in words. */
export function useImportWords() {
  const { t, language } = useText();
  const fields = useEndpoint(api.settings.listCustomFields, {});
  const custom = (fields.data?.rows ?? [])
    .filter((field) => field.active)
    .map((field) => ({ value: `custom:${field.key}`, label: field.label }));
  const targets = importTargets.map((value) => ({
    value: value as string,
    label: columnWords[value][language],
  }));
  const verdict = (code: string) => t(wordKey('import.verdict', code, 'import.verdict.other'));
  /** Fields of the administrator are named as they are called now. */
  const labelled = (params: Params): Params => {
    const label = custom.find((field) => field.value === params['field'])?.label;
    return label === undefined ? params : { ...params, field: label };
  };
  return {
    /** What a column may become, in groups for a picker. */
    targets: [
      ...Object.entries(groups).map(([group, which]) => ({
        label: t(wordKey('import.group', group, 'import.group.customer')),
        options: targets.filter(({ value }) => which.test(value)),
      })),
      ...(custom.length > 0 ? [{ label: t('import.group.custom'), options: custom }] : []),
    ],
    verdict,
    /** How many rows of each kind, those that were imported first. */
    counts: (counts: Readonly<Record<string, number>>) =>
      importVerdicts
        .filter((code) => (counts[code] ?? 0) > 0)
        .map((code) => `${verdict(code)} ${counts[code]!.toLocaleString('en-US')}`)
        .join(' · '),
    reason: ({ code, params }: ImportRow) => {
      const also = (params['also'] ?? []) as { code: string; params: Params }[];
      const all = {
        ...labelled(params),
        also: also.map((one) => ({ ...one, params: labelled(one.params) })),
      };
      return reasonText(code, all, language);
    },
  };
}
