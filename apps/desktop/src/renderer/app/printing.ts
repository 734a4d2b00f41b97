import { flushSync } from 'react-dom';
import { create } from 'zustand';

interface Printing {
  /** What a table draws for paper alone stands on the page. */
  on: boolean;
  /** Lists are broad: their paper lies. */
  landscape: boolean;
}

export const usePrinting = create<Printing>(() => ({ on: false, landscape: false }));

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

/** Prints the page through the dialog of the system. */
export async function printPage(): Promise<void> {
  prepare(true);
  const { landscape } = usePrinting.getState();
  if (!window.xinhang) {
    // The browser says itself when it is done.
    window.print();
    return;
  }
  try {
    await window.xinhang.print.page({ landscape });
  } finally {
    prepare(false);
  }
}

/** Saves the page as a PDF of this name; the desktop client asks where. */
export async function savePdf(fileName: string): Promise<void> {
  prepare(true);
  const { landscape } = usePrinting.getState();
  try {
    await window.xinhang?.print.pdf({ fileName: `${fileName}.pdf`, landscape });
  } finally {
    prepare(false);
  }
}
