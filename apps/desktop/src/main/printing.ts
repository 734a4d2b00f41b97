import { writeFile } from 'node:fs/promises';
import type { ChannelInput, ChannelOutput } from '../bridge/contract.ts';
import { BridgeError } from './bridge-error.ts';
import type { ContentsApi, DialogApi } from './electron-api.ts';
import type { NativeStrings } from './strings.ts';

/** A name that Windows, macOS and Linux all accept, ending in .pdf. */
export function pdfFileName(wanted: string): string {
  const stem = wanted
    .replace(/\.pdf$/i, '')
    // oxlint-disable-next-line no-control-regex -- they are what is replaced here
    .replaceAll(/[\u0000-\u001f\u007f<>:"/\\|?*]/g, '_')
    .replaceAll(/^[. ]+|[. ]+$/g, '')
    .slice(0, 100);
  const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(stem);
  return `${stem === '' || reserved ? `_${stem}` : stem}.pdf`;
}

/** Printers are told microns, a PDF inches. */
const MICRONS_PER_MM = 1000;
const INCHES_PER_MM = 1 / 25.4;
const sizeIn = (unit: number, { width, height }: { width: number; height: number }) => ({
  width: width * unit,
  height: height * unit,
});

/**
 * Prints the page through the system's dialog. Never silently: choosing paper and tray for
 * dot-matrix and label printers is unreliable from code (electron#29532).
 */
export function printPage(
  contents: ContentsApi,
  { landscape = false, pageSize = 'A4', sizeMm }: ChannelInput<'print.page'>,
): Promise<ChannelOutput<'print.page'>> {
  return new Promise((done, fail) => {
    contents.print(
      {
        silent: false,
        printBackground: true,
        landscape,
        pageSize: sizeMm ? sizeIn(MICRONS_PER_MM, sizeMm) : pageSize,
        // A document of its own size brings its own margins.
        ...(sizeMm && { margins: { marginType: 'none' as const } }),
      },
      (success, reason) => {
        if (success) done({ printed: true });
        else if (/cancel/i.test(reason)) done({ printed: false });
        else fail(new BridgeError('print-failed', { reason }));
      },
    );
  });
}

/** Makes a PDF of the page and asks where to put it. */
export async function printPdf(
  contents: ContentsApi,
  dialog: DialogApi,
  text: NativeStrings,
  { fileName, landscape = false, pageSize = 'A4', sizeMm }: ChannelInput<'print.pdf'>,
): Promise<ChannelOutput<'print.pdf'>> {
  const pdf = await contents.printToPDF({
    landscape,
    pageSize: sizeMm ? sizeIn(INCHES_PER_MM, sizeMm) : pageSize,
    printBackground: true,
    preferCSSPageSize: true,
  });
  const choice = await dialog.showSaveDialog({
    title: text.savePdf,
    defaultPath: pdfFileName(fileName),
    filters: [{ name: text.pdfFiles, extensions: ['pdf'] }],
  });
  if (choice.canceled || !choice.filePath) return { saved: false };
  try {
    await writeFile(choice.filePath, pdf);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? '';
    throw new BridgeError('print-failed', { reason }, { cause: error });
  }
  return { saved: true };
}
