import { createHash, createHmac } from 'node:crypto';
import {
  ask,
  codeOf,
  outcomeOf,
  type Line,
  type MessageProvider,
  type OutgoingMessage,
} from './provider.ts';

export interface AliyunAccount {
  accessKeyId: string;
  accessKeySecret: string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** RFC 3986: what `encodeURIComponent` leaves is encoded, too. */
const encoded = (text: string) =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Parameters by name, as the signature wants them. */
export function canonicalQuery(parameters: Readonly<Record<string, string>>): string {
  return Object.keys(parameters)
    .toSorted()
    .map((name) => `${encoded(name)}=${encoded(parameters[name]!)}`)
    .join('&');
}

/**
 * `Authorization` of a request without body in the V3 style, as the Alibaba Cloud documents
 * "V3 request structure and signature" (ACS3-HMAC-SHA256) have it. Header names in small letters.
 */
export function aliyunAuthorization(
  { accessKeyId, accessKeySecret }: AliyunAccount,
  query: string,
  headers: Readonly<Record<string, string>>,
): string {
  const names = Object.keys(headers).toSorted();
  const lines = names.map((name) => `${name}:${headers[name]!.trim()}\n`).join('');
  const signed = names.join(';');
  const canonical = ['POST', '/', query, lines, signed, sha256('')].join('\n');
  const toSign = `ACS3-HMAC-SHA256\n${sha256(canonical)}`;
  const signature = createHmac('sha256', accessKeySecret).update(toSign).digest('hex');
  return `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${signed},Signature=${signature}`;
}

/** Codes of SendSms; any other is of the one message. */
const codes = {
  Throttling: 'retry',
  ServiceUnavailable: 'retry',
  'isp.SYSTEM_ERROR': 'retry',
  'isv.BUSINESS_LIMIT_CONTROL': 'retry',
  'isv.AMOUNT_NOT_ENOUGH': 'stopped',
  'isv.OUT_OF_SERVICE': 'stopped',
  'isv.ACCOUNT_ABNORMAL': 'stopped',
  'isv.ACCOUNT_NOT_EXISTS': 'stopped',
  'isv.SMS_SIGNATURE_ILLEGAL': 'stopped',
  'isv.SMS_TEMPLATE_ILLEGAL': 'stopped',
  'isv.DAY_LIMIT_CONTROL': 'stopped',
  SignatureDoesNotMatch: 'stopped',
  InvalidAccessKeyId: 'stopped',
  Forbidden: 'stopped',
  'isp.RAM_PERMISSION_DENY': 'stopped',
} as const;

/** Names that the fields of an approved text have there, in their order. */
const parameterNames = (count: number) => Array.from({ length: count }, (_, at) => `p${at + 1}`);

function parametersOf({ address, signature, template, values, reference }: OutgoingMessage) {
  const named = parameterNames(values.length).map((name, at) => [name, values[at]!] as const);
  return {
    PhoneNumbers: address,
    SignName: signature,
    TemplateCode: template,
    ...(named.length > 0 && { TemplateParam: JSON.stringify(Object.fromEntries(named)) }),
    OutId: reference,
  };
}

/** The date in China of an instant, `yyyyMMdd`. */
const chinaDate = (at: number) =>
  new Date(at + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');

interface Details {
  Code?: string;
  SmsSendDetailDTOs?: {
    SmsSendDetailDTO?: { SendStatus: number; ErrCode?: string; PhoneNum: string }[];
  };
}
/** `SendStatus` of QuerySendDetails; 1 is on its way. */
const FAILED = 2;
const ARRIVED = 3;

/** SMS by Aliyun (SendSms and QuerySendDetails of Dysmsapi 2017-05-25). */
export function aliyunSms(account: AliyunAccount, line: Line): MessageProvider {
  async function asked(action: string, parameters: Readonly<Record<string, string>>) {
    const query = canonicalQuery(parameters);
    const headers = {
      host: line.endpoint.host,
      'x-acs-action': action,
      'x-acs-version': '2017-05-25',
      'x-acs-date': new Date(line.now()).toISOString().replace(/\.\d{3}Z$/, 'Z'),
      'x-acs-signature-nonce': line.random(16).toString('hex'),
      'x-acs-content-sha256': sha256(''),
    };
    const authorization = aliyunAuthorization(account, query, headers);
    const { host: _host, ...sent } = headers;
    return await ask(line, `/?${query}`, { headers: { ...sent, authorization }, body: '' });
  }
  return {
    kind: 'aliyun',
    async report({ address, providerRef, sentAt }) {
      const said = await asked('QuerySendDetails', {
        PhoneNumber: address,
        BizId: providerRef,
        SendDate: chinaDate(sentAt),
        PageSize: '10',
        CurrentPage: '1',
      });
      if ('outcome' in said) return { state: 'silent', code: codeOf(said.outcome) };
      const { Code: code = 'no-code', SmsSendDetailDTOs: found } = said.json as Details;
      if (code !== 'OK') return { state: 'silent', code };
      const [detail] = found?.SmsSendDetailDTO ?? [];
      if (detail?.SendStatus === ARRIVED) return { state: 'delivered' };
      if (detail?.SendStatus !== FAILED) return { state: 'waiting' };
      return { state: 'failed', reason: detail.ErrCode ?? '' };
    },
    async send(message) {
      const said = await asked('SendSms', parametersOf(message));
      if ('outcome' in said) return said.outcome;
      const { Code: code = 'no-code', BizId: providerRef = '' } = said.json as Record<
        string,
        string
      >;
      return code === 'OK' ? { state: 'sent', providerRef } : outcomeOf(code, codes);
    },
  };
}
