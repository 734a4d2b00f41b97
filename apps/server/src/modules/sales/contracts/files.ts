import { customerById } from '../../customers/service.ts';
import type { FileRow } from '@xinhang/shared/customer-work.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import type { StoredFile } from '../../../ops/file-store.ts';
import { filesOfRow, hangFile } from '../../system/service.ts';
import { needContract } from './access.ts';

const KIND = 'contract';

/** Files of a contract that the reader may open. */
export async function listContractFiles(ctx: ReadContext, id: number): Promise<FileRow[]> {
  await needContract(ctx.db, ctx.actor, 'contracts.read', id);
  return await filesOfRow(ctx.db, KIND, id);
}

/** The contract may be changed; one that is over gets files, too. */
export async function needToAttach(ctx: ReadContext, id: number) {
  const row = await needContract(ctx.db, ctx.actor, 'contracts.update', id);
  const customer = await customerById(ctx.db, row.customer_id);
  if (customer!.archived_at !== null) throw problem('customer-archived');
  return row;
}

/** Hangs a file on a contract, as on its customer: it is among the files of that, too. */
export async function keepContractFile(
  ctx: WriteContext,
  id: number,
  file: StoredFile,
  name: string,
): Promise<FileRow> {
  const { customer_id: customerId, customer_owner_id: owner } = await needToAttach(ctx, id);
  const row = await hangFile(ctx, { kind: KIND, id, customerId }, file, name);
  const audience = owner === null ? [] : [owner];
  await ctx.emit({ entity: 'file', id: row.id, version: 1, customerId, audience });
  const found = await filesOfRow(ctx.db, KIND, id);
  return found.find((one) => one.id === row.id)!;
}
