import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { emailText, optionalText, version } from './contract/fields.ts';
import { channels, type Channel } from './campaigns.ts';

/** Who carries messages of a channel; `none`: they are sent by hand. */
export const providerKinds = ['none', 'aliyun', 'tencent', 'smtp'] as const;
export type ProviderKind = (typeof providerKinds)[number];
export const kindsOf: Readonly<Record<Channel, readonly ProviderKind[]>> = {
  sms: ['none', 'aliyun', 'tencent'],
  email: ['none', 'smtp'],
};

const hostName = z
  .string()
  .max(253)
  .regex(/^$|^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i);

const config = {
  kind: z.enum(providerKinds),
  /** AccessKey ID, SecretId, or the user of the mail server. */
  account: optionalText(120),
  /** Of Tencent: SdkAppId, and the region of the API. */
  appId: optionalText(40),
  region: optionalText(40),
  /** Of a mail server. */
  host: hostName.default(''),
  port: z.int().min(1).max(65_535).default(465),
  /** Address that e-mails come from. */
  from: emailText(120).default(''),
  /** Messages of the channel that one day may carry. */
  dailyCap: z.int().min(1).max(100_000).default(1000),
};

export const messageProvider = z.object({
  channel: z.enum(channels),
  version,
  ...config,
  /** Whether a secret is kept; it is never answered. */
  hasSecret: z.boolean(),
});
export type MessageProviderRow = z.output<typeof messageProvider>;

const list = endpoint({
  method: 'GET',
  path: '/message-providers',
  access: 'system.settings',
  since: 1,
  summary: 'Who carries SMS and e-mails; no secret',
  response: z.object({ rows: z.array(messageProvider) }),
});

const set = endpoint({
  method: 'PUT',
  path: '/message-providers/:channel',
  access: 'system.settings',
  since: 1,
  confirm: 'always',
  summary:
    'Choose who carries a channel; an absent secret stays, with another account it must be there',
  params: z.object({ channel: z.enum(channels) }),
  body: z.object({ version, ...config, secret: z.string().min(1).max(300).optional() }),
  response: messageProvider,
  problems: ['version-conflict'],
});

export const messageProviders = { list, set };
