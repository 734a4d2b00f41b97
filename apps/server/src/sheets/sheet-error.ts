export type SheetErrorCode =
  | 'sheet-unreadable'
  | 'sheet-too-large'
  | 'sheet-empty'
  | 'sheet-without-columns'
  | 'sheet-password'
  | 'sheet-is-text';

export type SheetErrorParams = Record<string, string | number>;

/** A file that cannot be read as a table; code and parameters are those of the problem reply. */
export class SheetError extends Error {
  override readonly name = 'SheetError';
  readonly code: SheetErrorCode;
  readonly params: SheetErrorParams;
  constructor(code: SheetErrorCode, params: SheetErrorParams = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.code = code;
    this.params = params;
  }
}

/** `reason` is one of damaged, format, encoding. */
export function unreadable(reason: string, cause?: unknown): SheetError {
  return new SheetError('sheet-unreadable', { reason }, { cause });
}
