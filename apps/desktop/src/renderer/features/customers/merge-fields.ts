import type { Customer } from '@xinhang/shared/customers.ts';
import { mergeFields, type AnyMergeField } from '@xinhang/shared/merges.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useCustomerWords } from './words.ts';

/** A field in which two entries differ, as a person reads it; empty where there is no value. */
export interface DifferentField {
  field: AnyMergeField;
  label: string;
  kept: string;
  other: string;
}

/** What two entries of one customer differ in, and in which words. */
export function useDifferentFields(): (kept: Customer, other: Customer) => DifferentField[] {
  const { labelOfField, shown } = useMergeWords();
  return (kept, other) => {
    const keys = new Set([...Object.keys(kept.custom), ...Object.keys(other.custom)]);
    const fields: AnyMergeField[] = [
      ...mergeFields.filter((field) => field !== 'creditLimitFen' || kept.can.credit),
      ...[...keys].map((key) => `custom.${key}` as const),
    ];
    return fields
      .map((field) => ({
        field,
        label: labelOfField(field),
        kept: shown(kept, field),
        other: shown(other, field),
      }))
      .filter((one) => one.kept !== one.other);
  };
}

export function useMergeWords() {
  const { t } = useText();
  const words = useCustomerWords();
  const labelOfField = (field: AnyMergeField) => {
    if (field.startsWith('custom.')) return words.customLabel(field.slice('custom.'.length));
    if (field === 'creditLimitFen') return t('customer.creditLimit');
    return t(wordKey('customer', words.labelOf(field), 'customer.name'));
  };
  const shown = (row: Customer, field: AnyMergeField): string => {
    if (field.startsWith('custom.')) {
      const key = field.slice('custom.'.length);
      return words.show(key, row.custom[key] ?? null);
    }
    if (field === 'parent') return row.parent?.name ?? '';
    if (field === 'creditLimitFen') {
      return row.creditLimitFen === null ? '' : formatFen(fen(row.creditLimitFen));
    }
    if (field === 'industry' || field === 'region' || field === 'source') {
      return words.word(field, row[field]);
    }
    return words.show(field, row[field as keyof Customer]);
  };
  return { labelOfField, shown };
}
