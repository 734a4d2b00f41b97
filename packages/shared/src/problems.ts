import { z } from 'zod';

/**
 * The closed list of error codes. The words a person reads are made from the code and its
 * parameters in that person's language; nobody matches on text.
 */
export const problemStatus = {
  // the request itself
  'bad-request': 400,
  'validation-failed': 400,
  'idempotency-key-missing': 400,
  'nothing-to-change': 400,
  'bad-cursor': 400,
  'unsupported-media-type': 415,
  'body-too-large': 413,
  'header-too-large': 431,
  'not-found': 404,
  'method-not-allowed': 405,
  'rate-limited': 429,
  'client-too-old': 426,
  // who
  unauthenticated: 401,
  'session-ended': 401,
  'login-failed': 401,
  'login-delayed': 429,
  'first-password-ended': 401,
  'password-change-required': 403,
  'password-needed': 403,
  'password-wrong': 400,
  'password-too-weak': 400,
  'origin-refused': 403,
  forbidden: 403,
  'view-as-read-only': 403,
  'network-refused': 403,
  'remote-refused': 403,
  'locks-you-out': 409,
  // devices
  'device-required': 403,
  'device-pending': 403,
  'device-revoked': 403,
  'device-foreign': 403,
  'enrolment-refused': 403,
  'device-key-refused': 422,
  'network-shut': 409,
  'branches-unset': 409,
  'branches-full': 409,
  // state
  'version-conflict': 409,
  'idempotency-key-reused': 422,
  'already-exists': 409,
  'in-use': 409,
  'state-refused': 409,
  'period-running': 409,
  'field-refused': 422,
  // stock
  'stock-short': 409,
  // sales
  'order-stopped': 409,
  'change-open': 409,
  'quotation-stopped': 409,
  'contract-stopped': 409,
  'delivery-stopped': 409,
  // money
  'still-allocated': 409,
  'still-invoiced': 409,
  'goods-went-back': 409,
  'period-not-closable': 409,
  // messages
  'quiet-hours': 409,
  'no-carrier': 409,
  'daily-cap': 409,
  'provider-stopped': 409,
  // approvals
  'already-decided': 409,
  'subject-changed': 409,
  'reminded-lately': 409,
  // org
  'department-cycle': 422,
  'roles-exclusive': 422,
  'grant-not-held': 403,
  'grants-changed': 409,
  'last-owner': 409,
  'user-owns-customers': 409,
  'sees-no-customers': 422,
  'handover-stale': 409,
  'handover-over': 409,
  'cannot-own': 409,
  // customers
  'duplicate-customer': 409,
  'edit-window-closed': 409,
  'customer-archived': 409,
  'customer-locked': 409,
  'customer-merged': 409,
  'merge-entwined': 409,
  // pools
  'pool-not-yours': 403,
  'claim-cooling': 409,
  'claims-used': 409,
  'holding-full': 409,
  'already-claimed': 409,
  'pool-views-used': 403,
  // exams
  'exam-refused': 409,
  'exam-time-over': 409,
  // deals
  'deal-closed': 409,
  'deal-open': 409,
  'deal-incomplete': 422,
  'gate-not-passed': 409,
  'win-not-ready': 409,
  'reason-needed': 422,
  'sees-no-deals': 422,
  'deal-waiting': 409,
  'writes-no-messages': 422,
  'sees-no-suppliers': 422,
  'file-too-large': 413,
  'storage-full': 507,
  'file-damaged': 500,
  'range-not-satisfiable': 416,
  // imports
  'sheet-unreadable': 422,
  'sheet-too-large': 413,
  'sheet-empty': 422,
  'sheet-without-columns': 422,
  'sheet-password': 422,
  'sheet-is-text': 422,
  'mapping-incomplete': 422,
  'export-too-large': 422,
  // backups
  'backup-damaged': 422,
  'backup-foreign': 422,
  'backup-newer': 422,
  'backup-sealed': 422,
  'backup-unproved': 422,
  'backup-busy': 409,
  'backup-directory-gone': 409,
  'recovery-key-wrong': 422,
  'second-refused': 422,
  'present-not-kept': 422,
  // the server
  'examination-busy': 409,
  'job-not-cancellable': 409,
  'job-interrupted': 409,
  'job-person-gone': 403,
  'rights-changed': 409,
  stopping: 503,
  overloaded: 503,
  'storage-unavailable': 503,
  'timed-out': 503,
  internal: 500,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof problemStatus;

export type ProblemParams = Record<string, string | number | boolean | null>;

export const fieldProblem = z.object({
  /** RFC 6901 pointer into the body (`/contacts/0/name`), or `query.name` / `params.name`. */
  pointer: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
});
export type FieldProblem = z.output<typeof fieldProblem>;

/** RFC 9457 problem document; `type` is `urn:xinhang:problem:<code>`. */
export const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  instance: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
  errors: z.array(fieldProblem).optional(),
  /** Extra data of a code: the differing fields of a conflict, the rows of a duplicate. */
  data: z.unknown().optional(),
});
export type ProblemDocument = z.output<typeof problemDocument>;

export interface ProblemDetails {
  params?: ProblemParams;
  errors?: FieldProblem[];
  data?: unknown;
}

/** An expected refusal. Thrown anywhere below the HTTP adapter, rendered there and only there. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly details: ProblemDetails;
  constructor(code: ProblemCode, details: ProblemDetails = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.details = details;
  }
  get status(): number {
    return problemStatus[this.code];
  }
}

/** Makes a problem to throw: `throw problem('not-found')`. */
export function problem(code: ProblemCode, details?: ProblemDetails, cause?: unknown): Problem {
  return new Problem(code, details, cause === undefined ? undefined : { cause });
}

/** A refusal of one field of the body: `pointer` as in RFC 6901, `code` names the rule. */
export function fieldRefused(pointer: string, code: string, params?: ProblemParams): Problem {
  return new Problem('field-refused', { errors: [{ pointer, code, ...(params && { params }) }] });
}
