import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import { parseRange } from '@xinhang/shared/networks.ts';
import {
  ruleKeys as all,
  settingSchemas,
  type RuleKey,
  type Settings,
} from '@xinhang/shared/settings.ts';
import type { Rule } from 'antd/es/form';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { ConflictDialog } from '../../form/conflict-dialog.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { isList, isText, RuleField, useShownRule } from './rule-fields.tsx';
import { SettingLine, SettingLines } from './setting-lines.tsx';
import { useSettingForm } from './use-setting-form.ts';

type UpdateBody = EndpointBody<typeof api.settings.update>;

const ofNetworks = (key: string) => /^(network|sessions|branches)\./.test(key);
/** What is set together with the networks: who is let in from where, and for how long. */
export const networkKeys = [
  ...all.filter((key) => key.startsWith('network.')),
  ...all.filter((key) => key.startsWith('branches.')),
  ...all.filter((key) => key.startsWith('sessions.')),
];
const plainKeys = all.filter((key) => !ofNetworks(key));

/** Every rule that the company may set, each with what it does and its default. */
export function RuleForm({ keys = plainKeys }: { keys?: readonly RuleKey[] }) {
  const found = useEndpoint(api.settings.get, {});
  return (
    <Loaded found={found}>
      {({ version, values }) => (
        <Content key={version} version={version} values={values} keys={keys} />
      )}
    </Loaded>
  );
}

interface Props {
  version: number;
  values: Settings;
  keys: readonly RuleKey[];
}

function Content({ version, values, keys }: Props) {
  const { t } = useText();
  const shown = useShownRule();
  const { lines, dialog } = useSettingForm<Settings, UpdateBody>(
    { version, values },
    useCommand(api.settings.update),
    (at, changes) => ({ version: at, values: changes }),
  );
  const addresses: Rule = {
    validator: (_rule, typed: unknown) => {
      const bad = Array.isArray(typed) && typed.find((line) => parseRange(String(line)) === null);
      return bad
        ? Promise.reject(new Error(t('network.badRange', { line: bad })))
        : Promise.resolve();
    },
  };
  const ruleOf = (key: RuleKey): Rule => ({
    validator: (_rule, typed: unknown) =>
      settingSchemas[key].safeParse(typed).success
        ? Promise.resolve()
        : Promise.reject(new Error(t(wordKey('settingBad', key, 'problem.validation-failed')))),
  });
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
            {...(isList(key) && { rule: addresses })}
            {...(isText(key) && { rule: ruleOf(key) })}
            optional={settingSchemas[key].safeParse('').success}
          >
            <RuleField name={key} />
          </SettingLine>
        ))}
      </SettingLines>
      <ConflictDialog
        {...dialog}
        label={(field) => t(wordKey('setting', field, 'settings.rules'))}
        show={(field, value) => shown(field as RuleKey, value)}
      />
    </>
  );
}
