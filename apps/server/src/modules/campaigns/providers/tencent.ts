import { createHash, createHmac } from 'node:crypto';
import {
  ask,
  outcomeOf,
  type Line,
  type MessageProvider,
  type OutgoingMessage,
} from './provider.ts';

export interface TencentAccount {
  secretId: string;
  secretKey: string;
  /** Of the application in the console of the service. */
  sdkAppId: string;
  region: string;
}

const SERVICE = 'sms';
const CONTENT_TYPE = 'application/json; charset=utf-8';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

/** `Authorization` by TC3-HMAC-SHA256, as the API 3.0 documents have it; `seconds` since 1970. */
export function tencentAuthorization(
  { secretId, secretKey }: Pick<TencentAccount, 'secretId' | 'secretKey'>,
  { host, action, body, seconds }: { host: string; action: string; body: string; seconds: number },
): string {
  const date = new Date(seconds * 1000).toISOString().slice(0, 10);
  const signed = 'content-type;host;x-tc-action';
  const lines = `content-type:${CONTENT_TYPE}\nhost:${host}\nx-tc-action:${action.toLowerCase()}\n`;
  const canonical = ['POST', '/', '', lines, signed, sha256(body)].join('\n');
  const scope = `${date}/${SERVICE}/tc3_request`;
  const toSign = ['TC3-HMAC-SHA256', seconds, scope, sha256(canonical)].join('\n');
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), SERVICE), 'tc3_request');
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  return `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
}

/** Codes of SendSms; any other is of the one message. */
const codes = {
  RequestLimitExceeded: 'retry',
  InternalError: 'retry',
  'LimitExceeded.PhoneNumberThirtySecondLimit': 'retry',
  'LimitExceeded.PhoneNumberOneHourLimit': 'failed',
  'LimitExceeded.PhoneNumberDailyLimit': 'failed',
  'LimitExceeded.AppDailyLimit': 'stopped',
  'FailedOperation.InsufficientBalanceInSmsPackage': 'stopped',
  'FailedOperation.SignatureIncorrectOrUnapproved': 'stopped',
  'FailedOperation.TemplateIncorrectOrUnapproved': 'stopped',
  AuthFailure: 'stopped',
  UnauthorizedOperation: 'stopped',
  'InvalidParameterValue.SdkAppIdNotExist': 'stopped',
} as const;

interface Answer {
  Response?: {
    Error?: { Code: string };
    SendStatusSet?: { Code: string; SerialNo: string }[];
  };
}

const bodyOf = (account: TencentAccount, message: OutgoingMessage) =>
  JSON.stringify({
    PhoneNumberSet: [`+86${message.address}`],
    SmsSdkAppId: account.sdkAppId,
    SignName: message.signature,
    TemplateId: message.template,
    TemplateParamSet: message.values,
    SessionContext: message.reference,
  });

/** SMS by Tencent Cloud (SendSms of 2021-01-11). */
export function tencentSms(account: TencentAccount, line: Line): MessageProvider {
  return {
    async send(message) {
      const action = 'SendSms';
      const seconds = Math.floor(line.now() / 1000);
      const body = bodyOf(account, message);
      const { host } = line.endpoint;
      const headers = {
        'content-type': CONTENT_TYPE,
        'x-tc-action': action,
        'x-tc-version': '2021-01-11',
        'x-tc-timestamp': String(seconds),
        'x-tc-region': account.region,
        authorization: tencentAuthorization(account, { host, action, body, seconds }),
      };
      const said = await ask(line, '/', { headers, body });
      if ('outcome' in said) return said.outcome;
      const { Response: answer } = said.json as Answer;
      const status = answer?.SendStatusSet?.[0];
      const code = answer?.Error?.Code ?? status?.Code ?? 'no-code';
      if (code === 'Ok' && status) return { state: 'sent', providerRef: status.SerialNo };
      return outcomeOf(code, codes);
    },
  };
}
