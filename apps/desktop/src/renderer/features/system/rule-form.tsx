import { api } from '@xinhang/shared/contract/api.ts';
import { settingSchemas, type SettingKey, type Settings } from '@xinhang/shared/settings.ts';
import { App, Form, InputNumber, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { changedFields } from '../../form/changed-fields.ts';
import { ConflictDialog, conflictOf } from '../../form/conflict-dialog.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { SettingLine, SettingLines } from './setting-lines.tsx';

const units = {
  'customers.idleDays': 'unit.days',
  'followUps.editMinutes': 'unit.minutes',
  'files.maxMegabytes': 'unit.megabytes',
  'sessions.idleMinutes': 'unit.minutes',
  'sessions.absoluteHours': 'unit.hours',
  'exports.maxRows': 'unit.rows',
} as const satisfies Partial<Record<SettingKey, string>>;
type NumberKey = keyof typeof units;

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
  const { message } = App.useApp();
  const [form] = Form.useForm<Settings>();
  const [changed, setChanged] = useState(false);
  const update = useCommand(api.settings.update);
  const conflict = conflictOf(update.error);
  const typed = () => changedFields(values, form.getFieldsValue(true) as Settings);
  const send = (at: number, changes: Partial<Settings>) =>
    update.mutate(
      { body: { version: at, values: changes } },
      { onSuccess: () => void message.success(t('settings.saved')) },
    );
  const discard = () => {
    form.resetFields();
    update.reset();
    setChanged(false);
  };
  const shown = (key: SettingKey, value: unknown): string =>
    isNumber(key)
      ? `${Number(value).toLocaleString('en-US')} ${t(units[key])}`
      : t(wordKey(`setting.${key}`, String(value), `setting.${key}`));
  return (
    <>
      <SettingLines<Settings>
        form={form}
        initial={values}
        changed={changed}
        saving={update.isPending}
        error={conflict ? null : update.error}
        onTyped={() => setChanged(Object.keys(typed()).length > 0)}
        onSubmit={() => send(version, typed())}
        onDiscard={discard}
      >
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
        conflict={conflict}
        saving={update.isPending}
        label={(field) => t(wordKey('setting', field, 'settings.rules'))}
        show={(field, value) => shown(field as SettingKey, value)}
        onClose={() => update.reset()}
        onResolve={(at, mine) => {
          const kept = Object.entries(typed()).filter(([field]) => mine.has(field));
          if (kept.length === 0) discard();
          else send(at, Object.fromEntries(kept));
        }}
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
        label: t(`setting.${name}.${one}`),
      }))}
    />
  );
}
