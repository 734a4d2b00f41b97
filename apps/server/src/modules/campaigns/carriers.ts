import {
  listProviders,
  providerOf,
  updateProvider,
  type ProviderRecord,
} from '@xinhang/db/repositories/message-providers.ts';
import type { Channel } from '@xinhang/shared/campaigns.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import {
  kindsOf,
  messageProvider,
  type MessageProviderRow,
} from '@xinhang/shared/message-providers.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { Deps } from '../../deps.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { keepMessageSecret, messageSecret } from '../../ops/message-secrets.ts';
import { aliyunSms } from './providers/aliyun.ts';
import type { MessageProvider } from './providers/provider.ts';
import { smtpMail } from './providers/smtp.ts';
import { tencentSms } from './providers/tencent.ts';

type Body = EndpointInput<typeof api.messageProviders.set>['body'];

const TIMEOUT_MS = 20_000;
/** The only places beside the mail server of the settings that the server sends messages to. */
const endpoints = {
  aliyun: 'https://dysmsapi.aliyuncs.com',
  tencent: 'https://sms.tencentcloudapi.com',
} as const;

export function toProvider(
  { paths }: Pick<Deps, 'paths'>,
  row: ProviderRecord,
): MessageProviderRow {
  const { channel, version, kind } = row;
  const hasSecret = messageSecret(paths, channel) !== null;
  const config = JSON.parse(row.config) as object;
  return messageProvider.parse({ ...config, channel, version, kind, hasSecret });
}

export async function allProviders(ctx: ReadContext): Promise<MessageProviderRow[]> {
  return (await listProviders(ctx.db)).map((row) => toProvider(ctx.deps, row));
}

/** What each kind needs, as the fields of the contract. */
const needed = {
  none: [],
  aliyun: ['account'],
  tencent: ['account', 'appId', 'region'],
  smtp: ['host', 'from'],
} as const;

export async function setProvider(
  ctx: WriteContext,
  channel: Channel,
  body: Body,
): Promise<MessageProviderRow> {
  const before = toProvider(ctx.deps, await providerOf(ctx.tx, channel));
  const { version, secret, kind, ...config } = body;
  if (version !== before.version) throw conflict(before.version, before, { ...config, kind });
  if (!kindsOf[channel].includes(kind)) throw fieldRefused('/kind', 'not-of-this-channel');
  const missing = needed[kind].find((field) => config[field] === '');
  if (missing) throw fieldRefused(`/${missing}`, 'required');
  const { paths } = ctx.deps;
  // A secret is good for one account: nobody lets the server show it to another host.
  const same =
    kind === before.kind && config.account === before.account && config.host === before.host;
  const anonymous = kind === 'none' || (kind === 'smtp' && config.account === '');
  if (!anonymous && secret === undefined && !(same && before.hasSecret)) {
    throw fieldRefused('/secret', 'required');
  }
  const row = await updateProvider(ctx.tx, before, { kind, config: JSON.stringify(config) });
  if (!row) throw problem('version-conflict');
  const kept = anonymous ? null : secret;
  if (kept !== undefined) ctx.onCommit(() => keepMessageSecret(paths, channel, kept));
  const after = { ...toProvider(ctx.deps, row), hasSecret: !anonymous };
  await ctx.audit({
    action: 'messageProviders.set',
    entity: 'messageProvider',
    entityId: null,
    before,
    after: { ...after, secretChanged: secret !== undefined },
  });
  return after;
}

/** Who carries a channel now, and how many messages a day may carry; null where by hand. */
export async function carrierOf(
  ctx: ReadContext,
  channel: Channel,
): Promise<{ provider: MessageProvider; dailyCap: number } | null> {
  const { deps } = ctx;
  const row = toProvider(deps, await providerOf(ctx.db, channel));
  const secret = messageSecret(deps.paths, channel) ?? '';
  const lineTo = (kind: 'aliyun' | 'tencent') => ({
    endpoint: deps.messages?.endpoints[kind] ?? new URL(endpoints[kind]),
    now: deps.now,
    random: deps.random,
    timeoutMs: TIMEOUT_MS,
  });
  const { kind, account, appId, region, host, port, from, dailyCap } = row;
  switch (kind) {
    case 'none':
      return null;
    case 'aliyun': {
      const keys = { accessKeyId: account, accessKeySecret: secret };
      return { provider: aliyunSms(keys, lineTo(kind)), dailyCap };
    }
    case 'tencent': {
      const keys = { secretId: account, secretKey: secret, sdkAppId: appId, region };
      return { provider: tencentSms(keys, lineTo(kind)), dailyCap };
    }
    case 'smtp': {
      const mail = { host, port, user: account, password: secret, from };
      const insecure = deps.messages?.insecureMail ?? false;
      return { provider: smtpMail(mail, { timeoutMs: TIMEOUT_MS, insecure }), dailyCap };
    }
  }
}
