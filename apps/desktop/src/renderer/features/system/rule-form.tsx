import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import { settingSchemas, type SettingKey, type Settings } from '@xinhang/shared/settings.ts';
import { InputNumber, Select, Skeleton } from 'antd';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { ConflictDialog } from '../../form/conflict-dialog.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { SettingLine, SettingLines } from './setting-lines.tsx';
import { useSettingForm } from './use-setting-form.ts';

const units = {
  'customers.idleDays': 'unit.days',
  'followUps.editMinutes': 'unit.minutes',
  'files.maxMegabytes': 'unit.megabytes',
  'sessions.idleMinutes': 'unit.minutes',
  'sessions.absoluteHours': 'unit.hours',
  'accounts.firstPasswordHours': 'unit.hours',
  'exports.maxRows': 'unit.rows',
} as const satisfies Partial<Record<SettingKey, string>>;
type NumberKey = keyof typeof units;
type UpdateBody = EndpointBody<typeof api.settings.update>;

const keys = Object.keys(settingSchemas) as SettingKey[];
const isNumber = (key: SettingKey): key is NumberKey => key in units;

/** Every rule that the company may set, each with what it does and its default. */
export function RuleForm() {
  const found = useEndpoint(api.settings.get, {});
  if (found.error) return <LoadError error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active />;
  const { version, values } = found.data;
  return <Content key={version} version={version} values={values} />;
}

function Content({ version, values }: { version: number; values: Settings }) {
  const { t } = useText();
  const { lines, dialog } = useSettingForm<Settings, UpdateBody>(
    { version, values },
    useCommand(api.settings.update),
    (at, changes) => ({ version: at, values: changes }),
  );
  const shown = (key: SettingKey, value: unknown): string =>
    isNumber(key)
      ? `${Number(value).toLocaleString('en-US')} ${t(units[key])}`
      : t(wordKey(`setting.${key}`, String(value), `setting.${key}`));
  return (
    <>
      <SettingLines<Settings> {...lines}>
        {keys.map((key) => (
          <SettingLine
            key={key}
            name={key}
            label={t(`setting.${key}`)}
            why={`${t(`settingWhy.${key}`)} ${t('settings.default', {
              value: shown(key, settingSchemas[key].parse(undefined)),
            })}`}
          >
            <RuleField name={key} />
          </SettingLine>
        ))}
      </SettingLines>
      <ConflictDialog
        {...dialog}
        label={(field) => t(wordKey('setting', field, 'settings.rules'))}
        show={(field, value) => shown(field as SettingKey, value)}
      />
    </>
  );
}

interface FieldProps {
  name: SettingKey;
  id?: string;
  value?: unknown;
  onChange?: (value: unknown) => void;
}

/** A whole number within the bounds of its rule, or one of its words. */
function RuleField({ name, id, value, onChange }: FieldProps) {
  const { t } = useText();
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
  return (
    <Select
      {...(id && { id })}
      value={value}
      onChange={onChange}
      options={settingSchemas[name].unwrap().options.map((one) => ({
        value: one,
        // The words of each rule are its own; the types know only all of them together.
        label: t(`setting.${name}.${one}` as 'setting.customers.duplicate.reason'),
      }))}
    />
  );
}
