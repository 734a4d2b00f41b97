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
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    requestAnimationFrame(() => void latest.current());
  }, []);
}
