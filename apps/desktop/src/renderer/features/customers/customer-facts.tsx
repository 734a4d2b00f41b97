import type { Customer } from '@xinhang/shared/customers.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { unitedShape } from '@xinhang/shared/sales-models.ts';
import { shownExternalNo } from '@xinhang/shared/external-no.ts';
import { Alert } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useMe } from '../../app/session.ts';
import { comma, useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Section } from '../../ui/section.tsx';
import { Fact, type FactField, type FactValue, PlainFact } from '../../form/fact.tsx';
import { DuplicateReason, duplicatesOf } from './duplicate-reason.tsx';
import { useCustomerUpdate, type CustomerChanges } from './use-customer-update.tsx';
import { useCustomerWords } from './words.ts';

const longest: Record<string, number> = { address: 200, website: 200, note: 2000, taxNo: 30 };

/** Contact data, which nobody sees or changes while the customer lies in the pool. */
const maskedInPool = new Set(['phone', 'address', 'taxNo']);

/** Words of the parts that a complete file has, where they differ from the field's name. */
const partNames: Record<string, string> = { contact: 'contacts' };

/** The facts of a customer, each changed where it stands. */
export function CustomerFacts({ customer }: { customer: Customer }) {
  const { t } = useText();
  const dates = useDates();
  const words = useCustomerWords();
  const me = useMe();
  const problem = useProblemText();
  const update = useCustomerUpdate(customer);
  const [saving, setSaving] = useState('');
  const [asked, setAsked] = useState<{
    changes: CustomerChanges;
    done: () => void;
    version: number;
  } | null>(null);
  const duplicates = duplicatesOf(update.error);
  const editable = customer.can.update && !customer.archived;
  const shape = unitedShape(customer.models);
  // Null is an empty number, or one that this person may not see at all.
  const masked = customer.phone?.includes('*') ?? me.fields.phone !== 'show';
  const unseen = (key: string) =>
    (key === 'phone' && masked) || (customer.pooled && maskedInPool.has(key));

  const text = (key: 'shortName' | 'city' | 'address' | 'website' | 'taxNo'): FactField => ({
    key,
    label: t(`customer.${key}`),
    value: customer[key],
    shown: customer[key],
    kind: 'text',
    maxLength: longest[key] ?? 60,
  });
  const dict = (
    key: 'industry' | 'region' | 'source',
    options: { value: string; label: string }[],
  ): FactField => {
    const own = customer[key];
    const known = own === '' || options.some((option) => option.value === own);
    return {
      key,
      label: t(`customer.${key}`),
      value: own,
      shown: words.word(key, own),
      kind: options.length > 0 ? 'suggest' : 'text',
      options: known ? options : [...options, { value: own, label: own }],
    };
  };
  const custom: FactField[] = words.customFields.map((field) => {
    const value = customer.custom[field.key] ?? null;
    return {
      key: `custom.${field.key}`,
      label: field.label,
      value: typeof value === 'boolean' ? String(value) : value,
      shown: words.show(field.key, value),
      nullable: true,
      kind: field.type === 'flag' ? 'select' : field.type,
      options:
        field.type === 'flag'
          ? [
              { value: 'true', label: t('common.yes') },
              { value: 'false', label: t('common.no') },
            ]
          : field.options.map((option) => ({ value: option, label: option })),
      maxLength: 1000,
    };
  });
  const fields: FactField[] = [
    {
      key: 'stage',
      label: t('customer.stage'),
      value: customer.stage,
      shown: words.stageName(customer.stage),
      kind: 'select',
      options: words.stagesOf(shape, customer.stage),
    },
    {
      key: 'chanceGrade',
      label: t('customer.grade'),
      value: customer.chanceGrade,
      shown: customer.chanceGrade ?? '',
      kind: 'select',
      nullable: true,
      options: words.gradeChoices,
    },
    text('shortName'),
    {
      key: 'phone',
      label: t('customer.phone'),
      value: customer.phone ?? '',
      shown: customer.phone ?? '',
      kind: 'text',
      maxLength: 60,
    },
    dict('industry', words.industries),
    dict('region', words.regions),
    text('city'),
    text('address'),
    text('website'),
    dict('source', words.sources),
    text('taxNo'),
    {
      key: 'salesModel',
      label: t('customer.model'),
      value: customer.salesModel,
      shown: t(`model.${customer.effectiveModel}`),
      kind: 'select',
      nullable: true,
      options: words.models,
    },
    ...custom,
    {
      key: 'note',
      label: t('customer.note'),
      value: customer.note,
      shown: customer.note,
      kind: 'long',
      maxLength: 2000,
    },
  ];
  const save = (key: string) => (value: FactValue, done: () => void, version: number) => {
    setSaving(key);
    if (!key.startsWith('custom.')) {
      // The field that lost the focus to the question asks for nothing new.
      if (duplicates && asked?.changes[key as keyof CustomerChanges] === value) return;
      setAsked({ changes: { [key]: value }, done, version });
      update.save({ [key]: value }, done, version);
      return;
    }
    const own = key.slice('custom.'.length);
    const flag = words.customFields.some((field) => field.key === own && field.type === 'flag');
    update.save(
      { custom: { [own]: flag && value !== null ? value === 'true' : value } },
      done,
      version,
    );
  };
  const fixed: [string, string][] = [
    [
      t('customer.creditLimit'),
      customer.creditLimitFen !== null
        ? `¥${formatFen(fen(customer.creditLimitFen))}`
        : shape.creditLimit && !customer.creditHidden
          ? t('customer.creditUnlimited')
          : '',
    ],
    [t('customer.externalNo'), shownExternalNo(customer.externalNo, customer.name)],
    [
      t('customer.createdAt'),
      [dates.time(customer.createdAt), customer.createdBy?.name].filter(Boolean).join(' · '),
    ],
  ];
  const missing = customer.missing.map((field) =>
    t(wordKey('customer', partNames[field] ?? field, 'customer.facts')),
  );
  return (
    <Section
      title={t('customer.facts')}
      extra={
        <span className="soft">
          {t('customer.completeness')} {customer.completeness}%
        </span>
      }
    >
      {missing.length > 0 && editable && (
        <p className="missing">{t('customer.missing', { fields: missing.join(comma()) })}</p>
      )}
      {duplicates && asked && (
        <DuplicateReason
          refusal={duplicates}
          saving={update.saving}
          onReason={(duplicateReason) =>
            update.save({ ...asked.changes, duplicateReason }, asked.done, asked.version)
          }
          onClose={update.reset}
        />
      )}
      {update.error && !duplicates && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={problem(update.error)}
          closable
          onClose={update.reset}
        />
      )}
      <dl className="facts">
        {fields
          .filter((field) => field.key !== 'chanceGrade' || shape.chanceGrade || field.shown !== '')
          .filter((field) => (editable && !unseen(field.key)) || field.shown !== '')
          .map((field) => (
            <Fact
              key={`${customer.id}-${field.key}`}
              field={field}
              editable={editable && !unseen(field.key)}
              saving={update.saving && saving === field.key}
              version={customer.version}
              onSave={save(field.key)}
            />
          ))}
        {fixed
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <PlainFact key={label} label={label} value={value} />
          ))}
      </dl>
      {update.dialog}
    </Section>
  );
}
