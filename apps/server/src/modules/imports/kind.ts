import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { BatchRecord, ImportRowRecord } from '@xinhang/db/repositories/imports.ts';
import type { ImportKindName } from '@xinhang/shared/import-kinds.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import type { SheetRow, SheetShape } from './file.ts';
import type { HeaderLook, Mapping } from './headers.ts';

/** What somebody chose for odd rows; of customers alone. */
export interface KindChoices {
  mapping: Mapping;
  ownerless: string;
  duplicates: string;
}

/** The verdict of a row as it is kept. */
export type RowRecord = Omit<ImportRowRecord, 'batch_id'> & {
  /** What it adds to the sums of the import. */
  sums?: Readonly<Record<string, number>> | undefined;
};

/** One pass over a file. */
export interface KindWalk {
  /** A step that is tried again takes back what its first try has noted; what is committed stays. */
  memory: { rewind(): void; keep(): void };
  /** Before it goes on after a kill: what the rows before have shown. */
  recall(look: () => Promise<ReadContext>): Promise<void>;
  /**
   * Judges rows that follow each other; with `writes` what is good is written as well, else nothing
   * is.
   */
  block(ctx: WriteContext, rows: readonly SheetRow[], writes: boolean): Promise<RowRecord[]>;
  /** At the end of a step: tells those who see what was written. */
  news(ctx: WriteContext): Promise<void>;
}

/** How many rows left a verdict for another one. */
export interface Move {
  from: string;
  to: string;
  rows: number;
}

/** What is special of the import of one kind; the flow is common. */
export interface ImportKind {
  name: ImportKindName;
  /** What whoever imports must hold. */
  needs: Permission;
  look: HeaderLook;
  /** Whether the person sees the imports of others. */
  seesAll(actor: Actor): boolean;
  /** Whether the person is shown what stands in the file, and not counts and verdicts alone. */
  readsContents(actor: Actor): boolean;
  /** What each column seems to be. */
  guess(ctx: WriteContext, shape: SheetShape): Promise<Mapping>;
  /** Throws where a mapping lacks something, or the person may not choose so. */
  checkChoices(ctx: WriteContext, choices: KindChoices): Promise<void>;
  /**
   * A pass over a file; `ownerId` gets what the file gives to nobody, and `ahead` reads all its rows
   * for a kind whose rows belong together.
   */
  walk(
    db: Reader,
    batch: BatchRecord,
    ownerId: number | null,
    ahead: () => AsyncGenerator<SheetRow[]>,
  ): Promise<KindWalk>;
  /** Throws where nothing of the kind is taken back any more. */
  checkTakeBack?(ctx: WriteContext): Promise<void>;
  /** Takes back what rows of an import wrote, and says so in the rows. */
  takeBack(ctx: WriteContext, batchId: number, rows: readonly ImportRowRecord[]): Promise<Move[]>;
}
