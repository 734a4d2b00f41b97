import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { dropCauses, gradesOrNone } from '@xinhang/shared/pools.ts';
import { Button, Checkbox, InputNumber, Select, Switch } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { newRule, type RuleDraft } from './pool-draft.ts';

interface Props {
  value?: readonly RuleDraft[];
  onChange?: (rules: RuleDraft[]) => void;
}

/** Rules of a pool, each a sentence with its choices. */
export function PoolRules({ value = [], onChange }: Props) {
  const { t } = useText();
  return (
    <div>
      {value.length === 0 && <p className="soft">{t('pool.noRules')}</p>}
      {value.map((rule, at) => (
        <RuleFields
          key={rule.key}
          rule={rule}
          no={at + 1}
          onChange={(part) =>
            onChange?.(value.map((one, index) => (index === at ? { ...one, ...part } : one)))
          }
          onRemove={() => onChange?.(value.filter((_, index) => index !== at))}
        />
      ))}
      <Button
        style={{ marginTop: 10 }}
        icon={<PlusOutlined />}
        onClick={() => onChange?.([...value, newRule()])}
      >
        {t('pool.addRule')}
      </Button>
    </div>
  );
}

interface RuleProps {
  rule: RuleDraft;
  no: number;
  onChange: (part: Partial<RuleDraft>) => void;
  onRemove: () => void;
}

function RuleFields({ rule, no, onChange, onRemove }: RuleProps) {
  const { t } = useText();
  const named = (what: string) => `${what} ${no}`;
  const days = (what: 'days' | 'warnDays', label: string, min: number, max: number) => (
    <InputNumber
      min={min}
      max={max}
      precision={0}
      style={{ width: '100%' }}
      prefix={<span className="soft">{label}</span>}
      suffix={t('pool.days')}
      aria-label={named(label)}
      value={rule[what]}
      onChange={(value) => onChange({ [what]: value })}
    />
  );
  return (
    <div className="pool-rule" role="group" aria-label={named(t('pool.rule'))}>
      <div className="pool-rule-line">
        <Select<RuleDraft['grades']>
          mode="multiple"
          aria-label={named(t('pool.grades'))}
          placeholder={t('pool.grades')}
          value={rule.grades}
          options={gradesOrNone.map((value) => ({
            value,
            label: value === 'none' ? t('pool.grade.none') : value,
          }))}
          onChange={(grades) => onChange({ grades })}
        />
        <Select<RuleDraft['cause']>
          aria-label={named(t('pool.cause'))}
          value={rule.cause}
          options={dropCauses.map((value) => ({ value, label: t(`pool.cause.${value}`) }))}
          onChange={(cause) => onChange({ cause })}
        />
        {days('days', t('pool.after'), 1, 3650)}
        {days('warnDays', t('pool.warn'), 0, 60)}
      </div>
      <div className="line">
        <span className="soft">{t(`pool.causeWhy.${rule.cause}`)}</span>
      </div>
      <div className="line">
        <Checkbox
          checked={rule.sparesOpenDeals}
          onChange={(event) => onChange({ sparesOpenDeals: event.target.checked })}
        >
          {t('pool.sparesOpenDeals')}
        </Checkbox>
        <span className="spring" />
        <Switch
          size="small"
          checked={rule.active}
          aria-label={named(t('pool.active'))}
          onChange={(active) => onChange({ active })}
        />
        <span className="soft">{t('pool.active')}</span>
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={named(t('common.remove'))}
          onClick={onRemove}
        />
      </div>
    </div>
  );
}
