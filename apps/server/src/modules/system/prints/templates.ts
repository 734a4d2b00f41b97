import {
  insertPrintTemplate,
  printTemplates,
  removePrintTemplate,
  updatePrintTemplate,
  type PrintTemplateRecord,
} from '@xinhang/db/repositories/prints.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { printKinds, type PrintKindName } from '@xinhang/shared/print-kinds.ts';
import type { PrintLayout, PrintTemplate } from '@xinhang/shared/print-templates.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import { conflict } from '../../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';

type Body<K extends 'create' | 'update' | 'remove'> = EndpointInput<
  (typeof api.printTemplates)[K]
>['body'];

const shown = ({ id, version, kind, name, standard, layout }: PrintTemplateRecord) => ({
  id,
  version,
  kind: kind as PrintKindName,
  name,
  standard: standard === 1,
  layout: JSON.parse(layout) as PrintLayout,
});

export async function listTemplates(ctx: ReadContext): Promise<PrintTemplate[]> {
  return (await printTemplates(ctx.db)).map(shown);
}

async function record(
  ctx: WriteContext,
  action: string,
  before: PrintTemplateRecord | null,
  after: PrintTemplateRecord | null,
): Promise<void> {
  const { id, version } = (after ?? before)!;
  await ctx.audit({ action, entity: 'printTemplate', entityId: id, before, after });
  await ctx.emit({ entity: 'printTemplate', id, version, audience: [] });
}

/** Fields and columns that the kind has, each once. */
function checkLayout(kind: PrintKindName, { head, columns }: PrintLayout): void {
  const known = (list: readonly { key: string }[], key: string) =>
    list.some((one) => one.key === key);
  const wrongHead = head.findIndex(
    (key, at) => !known(printKinds[kind].head, key) || head.indexOf(key) !== at,
  );
  if (wrongHead >= 0) throw fieldRefused(`/layout/head/${wrongHead}`, 'unknown-print-field');
  const keys = columns.map(({ key }) => key);
  const wrong = keys.findIndex(
    (key, at) => !known(printKinds[kind].columns, key) || keys.indexOf(key) !== at,
  );
  if (wrong >= 0) throw fieldRefused(`/layout/columns/${wrong}/key`, 'unknown-print-field');
}

/** The standard one of a kind there was is none any more. */
async function takeStandard(
  ctx: WriteContext,
  rows: readonly PrintTemplateRecord[],
  { kind, id }: { kind: string; id?: number },
): Promise<void> {
  const old = rows.find((row) => row.kind === kind && row.standard === 1 && row.id !== id);
  if (!old) return;
  const after = await updatePrintTemplate(ctx.tx, old, { standard: 0 });
  if (after) await record(ctx, 'printTemplates.update', old, after);
}

export async function addTemplate(ctx: WriteContext, body: Body<'create'>): Promise<PrintTemplate> {
  const { kind, name, standard, layout } = body;
  checkLayout(kind, layout);
  const rows = await printTemplates(ctx.tx);
  const name_key = wordKey(name);
  if (rows.some((row) => row.kind === kind && row.name_key === name_key)) {
    throw problem('already-exists');
  }
  if (standard) await takeStandard(ctx, rows, { kind });
  const row = {
    kind,
    name,
    name_key,
    standard: standard ? 1 : 0,
    layout: JSON.stringify(layout),
  };
  const id = await insertPrintTemplate(ctx.tx, row);
  const after = { id, version: 1, ...row };
  await record(ctx, 'printTemplates.create', null, after);
  return shown(after);
}

export async function changeTemplate(
  ctx: WriteContext,
  id: number,
  { version, name, standard, layout }: Body<'update'>,
): Promise<PrintTemplate> {
  const rows = await printTemplates(ctx.tx);
  const before = rows.find((row) => row.id === id);
  if (!before) throw problem('not-found');
  const stale = () => conflict(before.version, shown(before), { name, standard, layout });
  if (version !== before.version) throw stale();
  if (layout) checkLayout(before.kind as PrintKindName, layout);
  const name_key = wordKey(name ?? before.name);
  const twin = (row: PrintTemplateRecord) => row.kind === before.kind && row.name_key === name_key;
  if (rows.some((row) => twin(row) && row.id !== id)) throw problem('already-exists');
  if (standard === true) await takeStandard(ctx, rows, before);
  const after = await updatePrintTemplate(ctx.tx, before, {
    ...(name !== undefined && { name, name_key }),
    ...(standard !== undefined && { standard: standard ? 1 : 0 }),
    ...(layout && { layout: JSON.stringify(layout) }),
  });
  if (!after) throw stale();
  await record(ctx, 'printTemplates.update', before, after);
  return shown(after);
}

export async function removeTemplate(
  ctx: WriteContext,
  id: number,
  { version }: Body<'remove'>,
): Promise<void> {
  const before = (await printTemplates(ctx.tx)).find((row) => row.id === id);
  if (!before) throw problem('not-found');
  if (version !== before.version) throw conflict(before.version, shown(before), {});
  await removePrintTemplate(ctx.tx, id);
  await record(ctx, 'printTemplates.remove', before, null);
}
