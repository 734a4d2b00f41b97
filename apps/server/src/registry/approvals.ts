import type { FactField, Facts } from '@xinhang/shared/approval-flows.ts';
import type { RequestFile, SummaryLine } from '@xinhang/shared/approvals.ts';
import type { ReadContext, WriteContext } from '../http/context.ts';

/** What is asked for, as one reader sees it. */
export interface SubjectLook {
  title: string;
  amountFen?: number | null;
  lines?: SummaryLine[];
  files?: RequestFile[];
  /** Page of the subject, for whoever may open it. */
  route?: string | null;
}

/** What an approval says to the module whose row it is about. */
export interface ApprovedChange {
  approvalId: number;
  subjectId: number;
  applicantId: number;
  /** As given to `startApproval`. */
  changeSet: unknown;
  /** Why it was rejected or withdrawn. */
  reason: string;
}

/**
 * A kind of row that approvals are about. The module that owns the rows registers it at boot; the
 * engine knows no business area.
 */
export interface ApprovalTarget {
  readonly kind: string;
  /** What conditions of flows may ask, beside the applicant's department and roles. */
  readonly fields: readonly FactField[];
  /**
   * These subjects as this reader sees them; left out where they lie outside the reader's scope,
   * even though he decides: names and figures of customers go to nobody by way of an approval.
   */
  look(ctx: ReadContext, subjectIds: readonly number[]): Promise<ReadonlyMap<number, SubjectLook>>;
  /** Version of the subject now; null where it is there no more. */
  version(ctx: ReadContext, subjectId: number): Promise<number | null>;
  /**
   * Does what was asked for, in the transaction of the last approval. The actor is who approved and
   * may reach less than the applicant, whose right was checked when it was asked: check rules here,
   * and no scope. A problem that is thrown takes the approval back and is shown to who approved.
   */
  apply(ctx: WriteContext, change: ApprovedChange): Promise<void>;
  /** It was rejected or withdrawn. */
  discard(
    ctx: WriteContext,
    change: ApprovedChange & { state: 'rejected' | 'withdrawn' },
  ): Promise<void>;
}

export class ApprovalTargets {
  readonly #targets = new Map<string, ApprovalTarget>();

  register(target: ApprovalTarget): void {
    if (this.#targets.has(target.kind)) throw new Error(`"${target.kind}" is registered already.`);
    this.#targets.set(target.kind, target);
  }

  get(kind: string): ApprovalTarget {
    const target = this.#targets.get(kind);
    if (!target) throw new Error(`no approvals are about "${kind}"`);
    return target;
  }

  all(): ApprovalTarget[] {
    return [...this.#targets.values()];
  }
}

export type { Facts };
