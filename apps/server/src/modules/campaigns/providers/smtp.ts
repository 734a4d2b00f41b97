import { createTransport } from 'nodemailer';
import type { MessageProvider, Outcome } from './provider.ts';

export interface SmtpAccount {
  host: string;
  port: number;
  user: string;
  password: string;
  from: string;
}

/** Implicit TLS; every other port begins in the clear and must go over to TLS. */
const TLS_PORT = 465;

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  command?: string;
}

/** What a refusal means: 4yz of RFC 5321 is for a while, 5yz is final. */
export function smtpOutcome(error: SmtpError): Outcome {
  const { code = 'no-code', responseCode, command = '' } = error;
  if (code === 'EAUTH' || code === 'ETLS' || code === 'ENOAUTH') return { state: 'stopped', code };
  if (responseCode !== undefined) {
    return { state: responseCode < 500 ? 'retry' : 'failed', code: String(responseCode) };
  }
  if (code === 'EENVELOPE') return { state: 'failed', code };
  // After DATA the server may have taken it.
  return { state: command === 'DATA' ? 'unknown' : 'retry', code };
}

/** E-mail by the company's own mail server. */
export function smtpMail(
  account: SmtpAccount,
  { timeoutMs, insecure = false }: { timeoutMs: number; insecure?: boolean },
): MessageProvider {
  const transport = createTransport({
    host: account.host,
    port: account.port,
    secure: account.port === TLS_PORT,
    requireTLS: !insecure,
    ignoreTLS: insecure,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Texts of people hold no files and no addresses to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(account.user !== '' && { auth: { user: account.user, pass: account.password } }),
  });
  return {
    kind: 'smtp',
    async send({ address, subject, text, reference }) {
      const domain = account.from.split('@')[1] ?? 'localhost';
      try {
        const { messageId } = (await transport.sendMail({
          from: account.from,
          to: address,
          subject,
          text,
          messageId: `<${reference}@${domain}>`,
          headers: { 'List-Unsubscribe': `<mailto:${account.from}?subject=unsubscribe>` },
        })) as { messageId: string };
        return { state: 'sent', providerRef: messageId };
      } catch (error) {
        return smtpOutcome(error as SmtpError);
      }
    },
  };
}
