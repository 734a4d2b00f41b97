import { useEffect, useRef, useState } from 'react';
import { queryClient } from '../app/query.ts';
import { conflictOf, type Conflict } from './conflict-dialog.tsx';

interface Row {
  readonly version: number;
}

interface Options<R extends Row, C, Saved> {
  command: { isPending: boolean; error: Error | null; reset: () => void };
  /** Gives the command for a row of this version. */
  send: (
    changes: C,
    version: number,
    after: { onSuccess: (saved: Saved) => void; onError: (error: Error) => void },
  ) => void;
  /** Puts what was answered on the screen. */
  show: (saved: Saved) => void;
  /** Whether a row had this value, by the names that a conflict has for its fields. */
  had: (row: R, field: string, value: unknown) => boolean;
  /** What is left of the changes without these fields; null for nothing that is worth a save. */
  without: (changes: C, fields: ReadonlySet<string>) => C | null;
}

interface Refused<C> {
  conflict: Conflict;
  changes: C;
  done: (() => void) | undefined;
  begun: number;
}

/**
 * Saves changes of a row. When somebody else was faster, a change of other fields goes on top, and
 * of the same ones both values stand side by side (`conflict`) until the person chose.
 */
export function useRowUpdate<R extends Row, C, Saved>(row: R, options: Options<R, C, Saved>) {
  const { command } = options;
  const [refused, setRefused] = useState<Refused<C> | null>(null);
  const seen = useRef(new Map<number, R>());
  useEffect(() => {
    seen.current.set(row.version, row);
  }, [row]);

  /** `begun` is the version that the person saw when the change began. */
  const send = (begun: number, version: number, changes: C, done?: () => void) => {
    options.send(changes, version, {
      onSuccess: (saved) => {
        options.show(saved);
        setRefused(null);
        done?.();
      },
      onError: (error) => {
        const conflict = conflictOf(error);
        if (!conflict) return;
        command.reset();
        const before = seen.current.get(begun);
        const fields = conflict.fields.filter(
          ({ field, current }) => !before || !options.had(before, field, current),
        );
        // Nobody changed these fields (it was moved, a talk was logged): the change goes on top.
        if (fields.length === 0) send(begun, conflict.version, changes, done);
        else setRefused({ conflict: { ...conflict, fields }, changes, done, begun });
      },
    });
  };
  const onClose = () => {
    setRefused(null);
    void queryClient.invalidateQueries();
  };
  const onResolve = (version: number, mine: ReadonlySet<string>) => {
    if (!refused) return;
    const { begun, changes, conflict, done } = refused;
    const theirs = conflict.fields.map(({ field }) => field).filter((field) => !mine.has(field));
    const left = options.without(changes, new Set(theirs));
    if (left !== null) send(begun, version, left, done);
    else {
      onClose();
      done?.();
    }
  };
  return {
    /** `version` of what the person saw when the change began; that of the row unless said. */
    save: (changes: C, done?: () => void, version = row.version) =>
      send(version, version, changes, done),
    saving: command.isPending,
    /** Why it was refused, when it was no conflict. */
    error: refused ? null : command.error,
    reset: () => command.reset(),
    /** For the dialog that shows both sides. */
    dialog: { conflict: refused?.conflict ?? null, saving: command.isPending, onClose, onResolve },
  };
}
