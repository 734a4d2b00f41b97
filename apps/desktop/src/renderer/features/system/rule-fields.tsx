import { settingSchemas, type RuleKey } from '@xinhang/shared/settings.ts';
import { Input, InputNumber, Select } from 'antd';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { TagInput } from '../../ui/tag-input.tsx';

const units = {
  'customers.idleDaysA': 'unit.days',
  'customers.idleDaysB': 'unit.days',
  'customers.idleDaysC': 'unit.days',
  'customers.idleDaysD': 'unit.days',
  'customers.idleDays': 'unit.days',
  'customers.valueMonths': 'unit.months',
  'customers.valueFromA': 'unit.yuan',
  'customers.valueFromB': 'unit.yuan',
  'care.birthdayDays': 'unit.days',
  'care.festivalDays': 'unit.days',
  'campaigns.approvalAbove': 'unit.people',
  'campaigns.partPriceFen': 'unit.fen',
  'campaigns.quietFrom': 'unit.oclock',
  'campaigns.quietTo': 'unit.oclock',
  'followUps.editMinutes': 'unit.minutes',
  'workLogs.dueHour': 'unit.oClock',
  'files.maxMegabytes': 'unit.megabytes',
  'sessions.idleMinutes': 'unit.minutes',
  'sessions.absoluteHours': 'unit.hours',
  'sessions.remoteIdleMinutes': 'unit.minutes',
  'sessions.remoteAbsoluteHours': 'unit.hours',
  'sessions.confirmMinutes': 'unit.minutes',
  'accounts.firstPasswordHours': 'unit.hours',
  'handovers.revertDays': 'unit.days',
  'appraisals.gradeA': 'unit.points',
  'appraisals.gradeB': 'unit.points',
  'appraisals.gradeC': 'unit.points',
  'appraisals.selfDays': 'unit.days',
  'appraisals.headDays': 'unit.days',
  'appraisals.confirmDays': 'unit.days',
  'statements.confirmDays': 'unit.days',
  'sales.quotationDays': 'unit.days',
  'sales.overdueDays': 'unit.days',
  'sales.creditDays': 'unit.days',
  'sales.approveFromYuan': 'unit.yuan',
  'finance.refundApproveFromYuan': 'unit.yuan',
  'sales.giftsPercent': 'unit.percent',
  'sales.overDeliveryPercent': 'unit.percent',
  'purchasing.overReceiptPercent': 'unit.percent',
  'exports.maxRows': 'unit.rows',
  'exports.confirmRows': 'unit.rows',
} as const satisfies Partial<Record<RuleKey, string>>;
type NumberKey = keyof typeof units;

const lists = ['network.lanRanges', 'network.vpnRanges'] as const satisfies RuleKey[];
type ListKey = (typeof lists)[number];

const meanings = [
  'customers.gradeA',
  'customers.gradeB',
  'customers.gradeC',
  'customers.gradeD',
] as const satisfies RuleKey[];
const texts = ['branches.endpoint', 'branches.range', ...meanings] as const satisfies RuleKey[];
type TextKeyOfRule = (typeof texts)[number];
export const isText = (key: RuleKey): key is TextKeyOfRule =>
  (texts as readonly RuleKey[]).includes(key);

const isMeaning = (key: RuleKey): key is (typeof meanings)[number] =>
  (meanings as readonly RuleKey[]).includes(key);
const gradeOf = (key: (typeof meanings)[number]) => key.slice(-1) as 'A' | 'B' | 'C' | 'D';

const isNumber = (key: RuleKey): key is NumberKey => key in units;
export const isList = (key: RuleKey): key is ListKey => (lists as readonly RuleKey[]).includes(key);

/** The value of a rule, in words. */
export function useShownRule(): (key: RuleKey, value: unknown) => string {
  const { t } = useText();
  return (key, value) => {
    if (isNumber(key)) return `${Number(value).toLocaleString('en-US')} ${t(units[key])}`;
    if (isMeaning(key) && !value) return t(`grade.${gradeOf(key)}`);
    if (isText(key)) return String(value) || t('network.none');
    if (isList(key)) return (value as string[]).join(', ') || t('network.none');
    return t(wordKey(`setting.${key}`, String(value), `setting.${key}`));
  };
}

interface FieldProps {
  name: RuleKey;
  id?: string;
  value?: unknown;
  onChange?: (value: unknown) => void;
}

/** A whole number within the bounds of its rule, one of its words, or several lines. */
export function RuleField({ name, id, value, onChange }: FieldProps) {
  const { t } = useText();
  const common = { ...(id && { id }), value, onChange };
  if (isNumber(name)) {
    const { minValue, maxValue } = settingSchemas[name].unwrap();
    return (
      <InputNumber<number>
        {...(id && { id })}
        min={minValue ?? 0}
        max={maxValue ?? Number.MAX_SAFE_INTEGER}
        precision={0}
        suffix={t(units[name])}
        style={{ width: '100%' }}
        value={typeof value === 'number' ? value : null}
        onChange={onChange}
      />
    );
  }
  if (isText(name)) {
    return (
      <Input
        {...(id && { id })}
        {...(isMeaning(name) && { maxLength: 60, placeholder: t(`grade.${gradeOf(name)}`) })}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange?.(event.target.value.trim())}
      />
    );
  }
  if (isList(name)) {
    return (
      <TagInput
        {...(id && { id })}
        {...(onChange && { onChange })}
        value={value as string[] | undefined}
        spaced
      />
    );
  }
  return (
    <Select
      {...common}
      options={settingSchemas[name].unwrap().options.map((one) => ({
        value: one,
        // The words of each rule are its own; the types know only all of them together.
        label: t(`setting.${name}.${one}` as 'setting.customers.duplicate.reason'),
      }))}
    />
  );
}
