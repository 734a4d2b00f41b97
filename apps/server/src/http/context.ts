import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader, Tx } from '@xinhang/db/database.ts';
import type { Deps } from '../deps.ts';

export interface AuditInput {
  action: string;
  entity: string;
  entityId: number | null;
  customerId?: number | null;
  before?: object | null;
  after?: object | null;
}

export interface ChangeInput {
  entity: string;
  id: number;
  version: number;
  customerId?: number | null;
  /** Users whose rows these are or were: owners before and after, collaborators. */
  audience: readonly number[];
}

/** What every handler is given and nothing else. */
export interface ReadContext {
  readonly deps: Deps;
  readonly actor: Actor;
  readonly sessionId: number;
  readonly mustChangePassword: boolean;
  /** The moment of the request, UTC ms. */
  readonly now: number;
  readonly requestId: string;
  readonly address: string;
  readonly db: Reader;
}

/** A command: its `db` is its own transaction, so that it reads what it wrote. */
export interface WriteContext extends ReadContext {
  readonly tx: Tx;
  /** Leaves a row in the audit log, in the same transaction. */
  audit(entry: AuditInput): Promise<void>;
  /** Tells clients that a row changed, once the transaction is on disk. */
  emit(change: ChangeInput): Promise<void>;
  /** Runs after the commit. */
  onCommit(work: () => void): void;
}
