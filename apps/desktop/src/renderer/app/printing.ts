import { flushSync } from 'react-dom';
import { create } from 'zustand';

interface Printing {
  /** What a table draws for paper alone stands on the page. */
  on: boolean;
  /** Lists are broad: their paper lies. */
  landscape: boolean;
  /** Of a document whose paper is of another size; null: A4. */
  sizeMm: { width: number; height: number } | null;
}

export const usePrinting = create<Printing>(() => ({
  on: false,
  landscape: false,
  sizeMm: null,
}));

function prepare(on: boolean): void {
  // What is printed is what stands there when the next line runs.
  flushSync(() => usePrinting.setState({ on }));
}

/** Makes pages ready for paper whoever asks for it: our key, or the browser's own menu. */
export function followPrinting(): () => void {
  const before = () => prepare(true);
  const after = () => prepare(false);
  window.addEventListener('beforeprint', before);
  window.addEventListener('afterprint', after);
  return () => {
    window.removeEventListener('beforeprint', before);
    window.removeEventListener('afterprint', after);
  };
}

/** A size of its own is as it is; only A4 is turned. */
function paperNow() {
  const { landscape, sizeMm } = usePrinting.getState();
  return sizeMm ? { sizeMm } : { landscape };
}

/** Prints the page through the dialog of the system. */
export async function printPage(): Promise<void> {
  prepare(true);
  const paper = paperNow();
  if (!window.xinhang) {
    // The browser says itself when it is done.
    window.print();
    return;
  }
  try {
    await window.xinhang.print.page(paper);
  } finally {
    prepare(false);
  }
}

/** Saves the page as a PDF of this name; the desktop client asks where. */
export async function savePdf(fileName: string): Promise<void> {
  prepare(true);
  const paper = paperNow();
  try {
    await window.xinhang?.print.pdf({ fileName: `${fileName}.pdf`, ...paper });
  } finally {
    prepare(false);
  }
}
