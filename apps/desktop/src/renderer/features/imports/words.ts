import { api } from '@xinhang/shared/contract/api.ts';
import { levelHeader } from '@xinhang/shared/catalog-words.ts';
import {
  isPriceTarget,
  levelKinds,
  targetsOf,
  type ImportKindName,
} from '@xinhang/shared/import-kinds.ts';
import { importVerdicts, type ImportColumn, type ImportRow } from '@xinhang/shared/imports.ts';
import { columnText, reasonText } from '@xinhang/shared/sheet-words.ts';
import { useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';

const groups = {
  customers: {
    customer: /^(?!contact|followUp|next)/,
    contact: /^contact/,
    followUp: /^(followUp|next)/,
  },
  products: {
    product: /^(code|product|spec|category|tax|fapiao|purchase|tracks|inUse)/,
    unit: /^(unit|barcode|qty|min|max)/,
    price: /^(price|floor|ceiling)/,
  },
  suppliers: {
    supplier: /^supplier(?!Contact|Post|Phone)/,
    contact: /^supplier(Contact|Post|Phone)/,
  },
  supplierPrices: {
    supplier: /^(supplierName|partNo)/,
    product: /^(code|product|spec|unit)/,
    price: /^(asked|price|qty|valid)/,
  },
  prices: {
    product: /^(code|product|spec|unit)/,
    whom: /^price(Customer|Level|Region)/,
    price: /^(list|qty|valid|price(?!Customer|Level|Region))/,
  },
  openingStock: {
    product: /^(code|product|spec|unit)/,
    goods: /^(warehouse|stock|opening)/,
  },
  openingReceivables: {
    customer: /^openingCustomer/,
    document: /^(old|doc|due|openingNote)/,
    money: /^(owed|advance)/,
  },
  openingPayables: {
    supplier: /^supplier/,
    document: /^(old|doc|due|opening)/,
    money: /^(owed|advance)/,
  },
  openingBillsReceived: { customer: /^openingCustomer/, document: /^(bill|openingNote)/ },
  openingBillsIssued: { supplier: /^supplier/, document: /^(bill|opening)/ },
  openingCash: { money: /^/ },
  openingOrders: {
    customer: /^openingCustomer/,
    document: /^(old|doc|required)/,
    product: /^(code|product|spec|unit)/,
    price: /^(openQty|order|price|openingNote)/,
  },
  openingPurchases: {
    supplier: /^supplierName/,
    document: /^(old|doc|required)/,
    product: /^(code|product|spec|unit)/,
    price: /^(openQty|order|price|openingNote)/,
  },
  salesFacts: {
    customer: /^(openingCustomer|salesperson)/,
    document: /^(old|doc|factLine)/,
    product: /^(code|product|spec|unit)/,
    money: /^(sold|tax|stock)/,
  },
} as const;

type Params = Record<string, unknown>;

/** How many rows of each verdict, in words. */
export function useCountWords() {
  const { t } = useText();
  const verdict = (code: string) => t(wordKey('import.verdict', code, 'import.verdict.other'));
  /** Those that were imported first. */
  return (counts: Readonly<Record<string, number>>) =>
    importVerdicts
      .filter((code) => (counts[code] ?? 0) > 0)
      .map((code) => `${verdict(code)} ${counts[code]!.toLocaleString('en-US')}`)
      .join(' · ');
}

/** Columns of the company's own: its fields of customers, its levels of prices. */
function useOwnColumns(kind: ImportKindName) {
  const { language } = useText();
  const mayPrice = useMay('prices.update');
  const priced = levelKinds.includes(kind) && mayPrice;
  const fields = useEndpoint(api.settings.listCustomFields, {}, { enabled: kind === 'customers' });
  const levels = useEndpoint(api.prices.listLevels, {}, { enabled: priced });
  return {
    custom: (fields.data?.rows ?? [])
      .filter((field) => field.active)
      .map((field) => ({ value: `custom:${field.key}`, label: field.label })),
    levels: (levels.data?.rows ?? [])
      .filter((level) => level.active)
      .map(({ id, name }) => ({
        value: `level:${id}`,
        label: levelHeader[language].replace('{level}', name),
      })),
  };
}

/** Targets, verdicts and reasons of imports of a kind, in words. */
export function useImportWords(kind: ImportKindName) {
  const { t, language } = useText();
  const mayPrice = useMay('prices.update');
  const seesCost = useMe().fields.cost === 'show';
  const { custom, levels } = useOwnColumns(kind);
  const own = [...custom, ...levels];
  const offered = (target: string) =>
    isPriceTarget(target) ? mayPrice : target !== 'purchasePrice' || seesCost;
  const targets = (targetsOf[kind] as readonly ImportColumn[])
    .filter(offered)
    .map((value) => ({ value: value as string, label: columnText(value, language) }));
  const verdict = (code: string) => t(wordKey('import.verdict', code, 'import.verdict.other'));
  const ownLabel = (column: unknown) => own.find((one) => one.value === column)?.label;
  /** Columns of the company are named as they are called now. */
  const labelled = (params: Params): Params => {
    const { field, fields } = params;
    const named = (column: unknown) => ownLabel(column) ?? column;
    return {
      ...params,
      ...(field !== undefined && { field: named(field) }),
      ...(Array.isArray(fields) && { fields: fields.map(named) }),
    };
  };
  return {
    /** What a column may become, in groups for a picker. */
    targets: [
      ...Object.entries(groups[kind]).map(([group, which]) => ({
        label: t(wordKey('import.group', group, 'import.group.customer')),
        options: [
          ...targets.filter(({ value }) => which.test(value)),
          ...(group === 'price' ? levels : []),
        ],
      })),
      ...(custom.length > 0 ? [{ label: t('import.group.custom'), options: custom }] : []),
    ].filter(({ options }) => options.length > 0),
    verdict,
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
