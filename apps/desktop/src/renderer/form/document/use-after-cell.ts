import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * A command of a document that runs once what stands in a cell has joined the others: the cell is
 * left first, and the command is the one of the document as it is drawn by then. The one that was
 * drawn when the key was pressed knows nothing of that cell, and would save the document without it.
 */
export function useAfterCell(run: () => Promise<void>): () => void {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  return useCallback(() => {
    const field = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    field?.blur();
    requestAnimationFrame(() => {
      // What stands in a cell and is no number is not left out in silence: it is to be mended first.
      const unread = document.querySelector<HTMLElement>('.doc-lines [aria-invalid="true"]');
      if (unread) unread.focus();
      else void latest.current().finally(() => goBack(field));
    });
  }, []);
}

/** Whoever wrote on goes on writing there, unless the command went elsewhere or asks something. */
function goBack(field: HTMLElement | null): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const nowhere = document.activeElement === document.body;
      if (nowhere && !document.querySelector('[role=dialog]')) field?.focus();
    }),
  );
}
