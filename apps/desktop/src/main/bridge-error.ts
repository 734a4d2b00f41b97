import type { BridgeFailure, BridgeFailureCode } from '../bridge/failure.ts';

/** An expected failure of a bridge method; anything else thrown becomes `internal`. */
export class BridgeError extends Error {
  override readonly name = 'BridgeError';
  readonly code: BridgeFailureCode;
  readonly params: BridgeFailure['params'];
  constructor(
    code: BridgeFailureCode,
    params: BridgeFailure['params'] = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.code = code;
    this.params = params;
  }
}
