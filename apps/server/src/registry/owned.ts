import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import type { NoticeKind } from '@xinhang/shared/notices.ts';
import type { FieldPolicy, Permission } from '@xinhang/shared/permissions.ts';
import type { ReadContext, WriteContext } from '../http/context.ts';
import type { Estate } from './estate.ts';

/** A file that hangs on a row, as far as the row's module needs to know it. */
export interface HangingFile {
  /** The row; null before there is one. */
  readonly ownerId: number | null;
  /** The customer the row belongs to. */
  readonly customerId: number;
}

/** How far somebody sees into a row, by the fields that roles hide or mask. */
export interface Sight extends Pick<FieldPolicy, 'phone' | 'personal' | 'credit' | 'cost'> {
  /** Whether contact data is shown at all; in the pool it is not. */
  readonly contacts: boolean;
}

/** A customer that changed hands. */
export interface Passed {
  /** As it is from now on; without an owner it lies in the pool. */
  readonly customer: CustomerRecord;
  /** Whose it was; null: nobody's. */
  readonly from: number | null;
}

/**
 * What lower modules need to know of rows that belong to higher ones: files hang on such rows,
 * notifications speak of them. A module registers its kinds at boot.
 */
export interface OwnedKind {
  /** As stored: `customer`, `followUp`. */
  readonly kind: string;
  /** Names of those rows among these that the reader may see; the others do not exist for him. */
  names?(ctx: ReadContext, ids: readonly number[]): Promise<Map<number, string>>;
  /** How many rows of this kind a person owns; `open` leaves out those that are put away. */
  ownedBy?(ctx: ReadContext, userId: number, open: boolean): Promise<number>;
  /** Somebody may log in no more: what waits for him there goes to others. */
  personOut?(ctx: WriteContext, userId: number): Promise<void>;
  /** Somebody came, or moved: another department, post or day of hiring. */
  personChanged?(ctx: WriteContext, userId: number): Promise<void>;
  /**
   * A customer has another owner, or lies in the pool: open work with it goes to its new owner, or
   * ends; answers which rows it were.
   */
  customerPassed?(ctx: WriteContext, passed: Passed): Promise<number[]>;
  /** What ended when this customer went into the pool goes on: that is undone. */
  goesOn?(ctx: WriteContext, customer: CustomerRecord, ids: readonly number[]): Promise<void>;
  /** Whom to remind of such a row, and how; null where nothing is to be done about it any more. */
  reminds?(
    ctx: ReadContext,
    id: number,
  ): Promise<{ userIds: number[]; notice: NoticeKind; route: string } | null>;
  /** What a person has of this kind, and how it goes to somebody else. */
  readonly estate?: Estate;
  /** Without this right, of any scope, nobody owns such rows. */
  readonly ownersNeed?: Permission;
  /**
   * Of these customers those whose rows of this kind the reader may see, and how far; the audit
   * shows before and after of no others.
   */
  sight?(ctx: ReadContext, customerIds: readonly number[]): Promise<Map<number, Sight>>;
  /** Such rows belong to customers: they follow when two entries of one become one. */
  readonly follows?: {
    /** How many of this customer's the reader may know of; null: none at all. */
    count(ctx: ReadContext, customerId: number): Promise<number | null>;
    /** The ids of this customer's rows. */
    ids(ctx: ReadContext, customerId: number): Promise<number[]>;
    /** Hangs these rows on another customer, where they still hang on `from`; answers which. */
    move(
      ctx: WriteContext,
      ids: readonly number[],
      way: { from: number; to: number },
    ): Promise<number[]>;
  };
  readonly files?: {
    /** With this right, over their customer, such rows are read. */
    readonly reads: Permission;
    /** Whether the reader sees files of such rows of this customer. */
    readable(ctx: ReadContext, customerId: number): Promise<boolean>;
    /** Throws unless the actor may hang a file there; `not-found` for what he does not see. */
    needAdd(ctx: ReadContext, file: HangingFile): Promise<void>;
    /** Throws unless the actor may take a file off there. */
    needRemove(ctx: ReadContext, file: HangingFile): Promise<void>;
    /** Puts a new file of such a row on what is told of its customer. */
    hung?(ctx: WriteContext, customerId: number, name: string): Promise<void>;
    /** Who hears of a change. */
    audience(ctx: WriteContext, file: HangingFile): Promise<number[]>;
  };
}

export class OwnedKinds {
  readonly #kinds = new Map<string, OwnedKind>();

  register(kind: OwnedKind): void {
    if (this.#kinds.has(kind.kind)) throw new Error(`"${kind.kind}" is registered already.`);
    this.#kinds.set(kind.kind, kind);
  }

  get(kind: string): OwnedKind | undefined {
    return this.#kinds.get(kind);
  }

  all(): OwnedKind[] {
    return [...this.#kinds.values()];
  }

  /** Kinds on which files hang. */
  withFiles(): (OwnedKind & { files: NonNullable<OwnedKind['files']> })[] {
    return [...this.#kinds.values()].flatMap((kind) =>
      kind.files ? [{ ...kind, files: kind.files }] : [],
    );
  }
}
