import { api } from '@xinhang/shared/contract/api.ts';
import {
  kindsOf,
  type MessageProviderRow,
  type ProviderKind,
} from '@xinhang/shared/message-providers.ts';
import { Alert, App, Button, Form, Input, InputNumber, Select } from 'antd';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';

/** What each kind asks for. */
const asked: Readonly<Record<ProviderKind, readonly string[]>> = {
  none: [],
  aliyun: ['account', 'secret', 'dailyCap'],
  tencent: ['account', 'secret', 'appId', 'region', 'dailyCap'],
  smtp: ['host', 'port', 'from', 'account', 'secret', 'dailyCap'],
};

/** Who carries SMS and e-mails. */
export function MessageProviders() {
  const { t } = useText();
  const found = useEndpoint(api.messageProviders.list, {});
  return (
    <div className="setting-lines">
      <p className="soft own-why">{t('provider.why')}</p>
      <Loaded found={found}>
        {({ rows }) =>
          rows.map((row) => <ProviderForm key={`${row.channel}${row.version}`} row={row} />)
        }
      </Loaded>
    </div>
  );
}

type Values = Omit<MessageProviderRow, 'channel' | 'version' | 'hasSecret'> & { secret?: string };

function ProviderForm({ row }: { row: MessageProviderRow }) {
  const { t } = useText();
  const words = useFieldProblemText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const set = useCommand(api.messageProviders.set);
  const kind = Form.useWatch('kind', form) ?? row.kind;
  const { channel, version, hasSecret, ...initial } = row;
  const has = (field: string) => asked[kind].includes(field);
  const save = ({ secret, ...typed }: Values) =>
    set.mutate(
      {
        params: { channel },
        body: { ...initial, ...typed, version, ...(secret && { secret }) },
      },
      { onSuccess: () => void message.success(t('provider.saved')) },
    );
  const text = (name: 'account' | 'appId' | 'region' | 'host' | 'from') =>
    has(name) && (
      <Form.Item name={name} label={t(`provider.${name}`)}>
        <Input maxLength={120} autoComplete="off" />
      </Form.Item>
    );
  return (
    <Section title={t(`campaign.channel.${channel}`)}>
      <Form<Values> form={form} layout="vertical" initialValues={initial} onFinish={save}>
        <Form.Item name="kind" label={t('provider.kind')}>
          <Select<ProviderKind>
            options={kindsOf[channel].map((value) => ({
              value,
              label: t(`provider.kind.${value}`),
            }))}
          />
        </Form.Item>
        {text('host')}
        {has('port') && (
          <Form.Item name="port" label={t('provider.port')}>
            <InputNumber<number> min={1} max={65_535} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        )}
        {text('from')}
        {text('account')}
        {has('secret') && (
          <Form.Item name="secret" label={t('provider.secret')}>
            <Input.Password
              maxLength={300}
              autoComplete="new-password"
              placeholder={hasSecret ? t('provider.secretKept') : ''}
            />
          </Form.Item>
        )}
        {text('appId')}
        {text('region')}
        {has('dailyCap') && (
          <Form.Item name="dailyCap" label={t('provider.dailyCap')}>
            <InputNumber<number>
              min={1}
              max={100_000}
              precision={0}
              suffix={t('unit.messages')}
              style={{ width: '100%' }}
            />
          </Form.Item>
        )}
        {set.error && <Alert type="error" showIcon role="alert" title={words(set.error)} />}
        <Button type="primary" htmlType="submit" loading={set.isPending}>
          {t('common.save')}
        </Button>
      </Form>
    </Section>
  );
}
