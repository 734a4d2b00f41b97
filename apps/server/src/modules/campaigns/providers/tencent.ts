import { createHash, createHmac } from 'node:crypto';
import {
  ask,
  codeOf,
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

interface Pulled {
  Response?: {
    Error?: { Code: string };
    PullSmsSendStatusSet?: { SerialNo: string; ReportStatus: string; Description?: string }[];
  };
}
/** So far apart the clocks of both sides may be. */
const SLACK_SECONDS = 600;
/** A number is asked for so many messages at once, the most there is. */
const MOST_OF_A_NUMBER = 100;

/**
 * SMS by Tencent Cloud (SendSms and PullSmsSendStatusByPhoneNumber of 2021-01-11). The queue of
 * PullSmsSendStatus gives each report once, to whoever asks first: a process that ended before it
 * wrote one down would have lost it.
 */
export function tencentSms(account: TencentAccount, line: Line): MessageProvider {
  async function asked(action: string, body: string) {
    const seconds = Math.floor(line.now() / 1000);
    const { host } = line.endpoint;
    const headers = {
      'content-type': CONTENT_TYPE,
      'x-tc-action': action,
      'x-tc-version': '2021-01-11',
      'x-tc-timestamp': String(seconds),
      'x-tc-region': account.region,
      authorization: tencentAuthorization(account, { host, action, body, seconds }),
    };
    return await ask(line, '/', { headers, body });
  }
  return {
    kind: 'tencent',
    async report({ address, providerRef, sentAt }) {
      const body = JSON.stringify({
        BeginTime: Math.floor(sentAt / 1000) - SLACK_SECONDS,
        EndTime: Math.floor(line.now() / 1000) + SLACK_SECONDS,
        Offset: 0,
        Limit: MOST_OF_A_NUMBER,
        PhoneNumber: `+86${address}`,
        SmsSdkAppId: account.sdkAppId,
      });
      const said = await asked('PullSmsSendStatusByPhoneNumber', body);
      if ('outcome' in said) return { state: 'silent', code: codeOf(said.outcome) };
      const { Response: answer } = said.json as Pulled;
      if (!answer || answer.Error) {
        return { state: 'silent', code: answer?.Error?.Code ?? 'no-code' };
      }
      const found = answer.PullSmsSendStatusSet?.find((one) => one.SerialNo === providerRef);
      if (!found) return { state: 'waiting' };
      if (found.ReportStatus === 'SUCCESS') return { state: 'delivered' };
      return { state: 'failed', reason: found.Description ?? '' };
    },
    async send(message) {
      const said = await asked('SendSms', bodyOf(account, message));
      if ('outcome' in said) return said.outcome;
      const { Response: answer } = said.json as Answer;
      const status = answer?.SendStatusSet?.[0];
      const code = answer?.Error?.Code ?? status?.Code ?? 'no-code';
      if (code === 'Ok' && status) return { state: 'sent', providerRef: status.SerialNo };
      return outcomeOf(code, codes);
    },
  };
}
