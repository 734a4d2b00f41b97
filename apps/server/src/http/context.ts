import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader, Tx } from '@xinhang/db/database.ts';
import type { NoticeKind } from '@xinhang/shared/notices.ts';
import { hideAll } from '@xinhang/shared/permissions.ts';
import type { Problem } from '@xinhang/shared/problems.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import type { StoredFile } from '../ops/file-store.ts';

export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The bytes that came with the request; only at `upload` endpoints. */
  readonly upload?: StoredFile;
}

/** Nobody: what public endpoints and jobs of the clock run as. */
export const nobody: Actor = {
  userId: 0,
  name: '',
  reach: new Map(),
  fields: hideAll,
  viewAsBy: null,
};

/** What acts without a request: a job, the clock, the command line, the demo. */
export function systemContext(
  deps: Deps,
  who: { requestId: string; address: string; actor?: Actor; sessionId?: number; now?: number },
): ReadContext {
  return {
    deps,
    actor: who.actor ?? nobody,
    sessionId: who.sessionId ?? 0,
    mustChangePassword: false,
    confirmed: true,
    now: who.now ?? deps.now(),
    requestId: who.requestId,
    address: who.address,
    db: deps.db.read,
  };
}

export interface AuditInput {
  action: string;
  entity: string;
  entityId: number | null;
  /** Who did it, where the request itself does not say yet: at a login. */
  actorId?: number;
  customerId?: number | null;
  before?: object | null;
  after?: object | null;
}

/** Stands in an audience for those who may look into the public pool. */
export const POOL = 0;

export interface ChangeInput {
  entity: string;
  id: number;
  version: number;
  customerId?: number | null;
  /** Users whose rows these are or were: owners before and after, collaborators; `POOL`. */
  audience: readonly number[];
  /** Places where goods lie that it is about; whoever is narrowed to others does not hear of it. */
  places?: readonly (number | null)[];
}

export interface NoticeInput {
  /** Names the words; the screens have them as `notifications.<kind>`. */
  kind: NoticeKind;
  /** Ids and counts, never names: what it speaks of may be out of the reader's scope later. */
  params?: Record<string, string | number | null>;
  /** The row it speaks of; whoever may see it reads its name and can open the route. */
  about?: { entity: string; id: number };
  /** Route inside the client. */
  route: string | null;
}

export type Attempt<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** Who logged in: another than the actor while an owner looks through somebody's eyes. */
export function personOf(actor: Actor): number {
  return actor.viewAsBy ?? actor.userId;
}

/** What every handler is given and nothing else. */
export interface ReadContext {
  readonly deps: Deps;
  readonly actor: Actor;
  readonly sessionId: number;
  readonly mustChangePassword: boolean;
  /** Whether the person said the password a moment ago; see `assertConfirmed`. */
  readonly confirmed: boolean;
  /** The moment of the request, UTC ms. */
  readonly now: number;
  readonly requestId: string;
  readonly address: string;
  readonly db: Reader;
}

/** A command: its `db` is its own transaction, so that it reads what it wrote. */
export interface WriteContext extends ReadContext {
  readonly tx: Tx;
  /** What is written was there before the books began here, so that it is dated before them. */
  readonly opening?: true;
  /** Leaves a row in the audit log, in the same transaction. */
  audit(entry: AuditInput): Promise<void>;
  /** Tells clients that a row changed, once the transaction is on disk. */
  emit(change: ChangeInput): Promise<void>;
  /** Leaves a notification for these people. */
  notify(userIds: readonly number[], notice: NoticeInput): Promise<void>;
  /** Work whose refusal takes back its own writes and no others: one row of many. */
  attempt<T>(work: () => Promise<T>): Promise<Attempt<T>>;
  /** Runs after the commit. */
  onCommit(work: () => void): void;
}
