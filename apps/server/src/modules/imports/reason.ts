import type { ImportReason } from '@xinhang/shared/imports.ts';

/** Why a row has its verdict, or what else there is to say of it. */
export interface Reason {
  code: ImportReason;
  params: Record<string, string | number | readonly string[] | null>;
}
