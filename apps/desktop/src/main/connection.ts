import { Agent, type Dispatcher } from 'undici';
import { parseAddress } from './address.ts';
import { BridgeError } from './bridge-error.ts';

/** The certificate authority of the company's server (PEM), pinned when a computer is enrolled. */
export type Pin = string;

/** With what this computer shows itself once it is registered: private key and certificate, PEM. */
export interface DeviceIdentity {
  readonly key: string;
  readonly cert: string;
}

/** Everything needed to talk to one server; closed when another server is chosen. */
export interface Connection {
  readonly origin: string;
  readonly dispatcher: Dispatcher;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Opens a connection. TLS is done here, in the main process, against the pin alone: the public
 * authorities of the system do not count, and there is no trust on first use. Without a pin https
 * is refused with `not-enrolled`; http reaches this computer only (`address-insecure`). With an
 * identity each handshake proves which computer this is.
 */
export function openConnection(
  address: string,
  pin: Pin | null,
  identity: DeviceIdentity | null,
): Connection {
  const { origin, secure } = parseAddress(address);
  if (secure && pin === null) throw new BridgeError('not-enrolled');
  const dispatcher = new Agent({
    connect: {
      timeout: CONNECT_TIMEOUT_MS,
      ...(secure && {
        ca: pin ?? [],
        minVersion: 'TLSv1.3',
        rejectUnauthorized: true,
        ...identity,
      }),
    },
  });
  return { origin, dispatcher, close: () => dispatcher.destroy() };
}

const tlsFailure = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|ALTNAME/;

/** Tells an unreachable server from one whose certificate is not the pinned one. */
export function connectionFailure(error: unknown): BridgeError {
  const code = (error as NodeJS.ErrnoException)?.code ?? '';
  return new BridgeError(
    tlsFailure.test(code) ? 'server-untrusted' : 'server-unreachable',
    { reason: code },
    { cause: error },
  );
}
