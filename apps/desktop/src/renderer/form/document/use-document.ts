import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useDocumentDraft } from './use-document-draft.ts';

/** What every saved document has. */
export interface SavedDocument {
  id: number;
  version: number;
}

interface Wish<Doc extends SavedDocument, Draft extends object> {
  /** Names what is kept of it on this computer, with its id. */
  name: string;
  /** Stands for the id of one that is begun. */
  fresh?: string;
  /** Null: one that is begun. */
  doc: Doc | null;
  /** What one that is begun holds already. */
  begin: () => Draft;
  /** A saved one as it is written in; lines keep the keys that they had on the screen. */
  draftOf: (doc: Doc, keys: readonly string[]) => Draft;
}

const keysOf = (draft: object): string[] =>
  'lines' in draft && Array.isArray(draft.lines)
    ? (draft.lines as { key: string }[]).map((line) => line.key)
    : [];

/**
 * A document while it is written: as it is saved, as it stands on the screen, and what is kept of
 * the difference on this computer. What somebody else saved meanwhile is shown where nothing is
 * written here.
 */
export function useDocument<Doc extends SavedDocument, Draft extends object>({
  name,
  fresh = 'new',
  doc,
  begin,
  draftOf,
}: Wish<Doc, Draft>) {
  const [now, setNow] = useState(doc);
  const [saved, setSaved] = useState<Draft>(() => (doc ? draftOf(doc, []) : begin()));
  const draft = useDocumentDraft<Draft>(
    `${name}.${now?.id ?? fresh}`,
    now === null ? 'new' : String(now.version),
    saved,
  );
  const { value, setValue } = draft;
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  const show = (next: Draft) => {
    latest.current = next;
    setValue(next);
  };
  const shows = (answer: Doc, keys: readonly string[]) => {
    const next = draftOf(answer, keys);
    setNow(answer);
    setSaved(next);
    return next;
  };
  const newer = doc !== null && now !== null && doc.version > now.version && !draft.dirty;
  useEffect(() => {
    if (newer) show(shows(doc, []));
    // oxlint-disable-next-line react/exhaustive-deps -- once per version
  }, [newer]);
  return {
    name,
    /** As it is saved; null: not yet. */
    now,
    /** As it stands on the screen. */
    value,
    /** The same for whoever answers after the screen was drawn. */
    latest,
    dirty: draft.dirty,
    restored: draft.restored,
    /** Goes back to what is saved. */
    drop: draft.drop,
    put: (part: Partial<Draft>) => show({ ...latest.current, ...part }),
    /** What was sent is saved now; what was written while it was on its way stays. */
    take: (answer: Doc, sent: Draft) => {
      draft.settle();
      const next = shows(answer, keysOf(sent));
      if (latest.current === sent) show(next);
    },
  };
}

export type WrittenDocument<Doc extends SavedDocument, Draft extends object> = ReturnType<
  typeof useDocument<Doc, Draft>
>;
