import { z } from 'zod';

/** The closed list of reasons for which a call over the bridge can fail. */
export const bridgeFailureCodes = [
  /** The arguments were not of the contract's form; `issues` says where. */
  'ipc-refused',
  /** The caller was not the top frame of the application's own page. */
  'ipc-origin-refused',
  /** A handler answered something the contract does not declare: our fault, and logged. */
  'ipc-answer-refused',
  'address-invalid',
  /** http:// to another machine: words and passwords would cross the network in the clear. */
  'address-insecure',
  /** https:// without a pinned certificate: the computer has not been enrolled. */
  'not-enrolled',
  /** The line to register with is not one. */
  'registration-invalid',
  /** The code in it is wrong, was used, or has run out. */
  'registration-refused',
  /** This computer has no safe place for a key. */
  'keychain-missing',
  'server-not-chosen',
  'server-unreachable',
  /** It answers, but with a certificate other than the pinned one. */
  'server-untrusted',
  'server-not-xinhang',
  /** This client must be updated before it may talk to the server. */
  'client-too-old',
  /** The server must be updated before it can serve this client. */
  'server-too-old',
  'print-failed',
  'internal',
] as const;
export type BridgeFailureCode = (typeof bridgeFailureCodes)[number];

export const bridgeFailure = z.object({
  code: z.enum(bridgeFailureCodes),
  channel: z.string(),
  issues: z.array(z.object({ path: z.string(), code: z.string() })),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
/** What a rejected call of `window.xinhang` rejects with: a plain object, not an Error. */
export type BridgeFailure = z.output<typeof bridgeFailure>;

/** Tells a refusal of the bridge from any other thrown value. */
export function isBridgeFailure(value: unknown): value is BridgeFailure {
  return bridgeFailure.safeParse(value).success;
}

/** Electron keeps only the message of a thrown error, so answers and failures travel as data. */
export type BridgeAnswer = { ok: true; value: unknown } | { ok: false; failure: BridgeFailure };
