import type { ExportFormat } from '@xinhang/shared/export-formats.ts';

/** Media types of the files that are written here. */
export const sheetMimes: Readonly<Record<ExportFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};
