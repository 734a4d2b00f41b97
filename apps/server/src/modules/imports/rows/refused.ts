import type { ImportReason } from '@xinhang/shared/imports.ts';
import { Problem } from '@xinhang/shared/problems.ts';
import type { Reason } from '../reason.ts';

/** A row that is not taken, found while it is written. */
export class Refused extends Error {
  readonly reason: Reason;
  constructor(code: ImportReason, params: Reason['params'] = {}) {
    super(code);
    this.reason = { code, params };
  }
}

/** The reason of a refusal by the rules, as a file says it; anything else is thrown on. */
export const refusalReason =
  (reasons: Readonly<Record<string, ImportReason>>) =>
  (error: unknown): Reason => {
    if (error instanceof Refused) return error.reason;
    const [first] = error instanceof Problem ? (error.details.errors ?? []) : [];
    const code = first && reasons[first.code];
    if (!code) throw error;
    const name = first.params?.['name'];
    return { code, params: { name: typeof name === 'string' ? name : null } };
  };
