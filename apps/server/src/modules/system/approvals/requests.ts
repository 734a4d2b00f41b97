import { activeFlows } from '@xinhang/db/repositories/approval-flows.ts';
import { approvalsOfSubject } from '@xinhang/db/repositories/approvals.ts';
import {
  endRequest,
  filesOfRequest,
  hangRequestFile,
  insertRequest,
  insertRequestFile,
  requestFileById,
  requestsByIds,
  type RequestFileRecord,
} from '@xinhang/db/repositories/requests.ts';
import type { FlowNode } from '@xinhang/shared/approval-flows.ts';
import type { ApprovalState, RequestFile } from '@xinhang/shared/approvals.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { cleanFileName, typeOfFile } from '../../../ops/file-names.ts';
import type { StoredFile } from '../../../ops/file-store.ts';
import type { ApprovalTarget } from '../../../registry/approvals.ts';
import { startApproval, type Targets } from './engine.ts';
import { mayRead } from './read.ts';

/** The kind of what anybody may ask for: a title, a text, an amount and files. */
export const REQUEST = 'request';

async function end(ctx: WriteContext, id: number, state: ApprovalState): Promise<void> {
  if (!(await endRequest(ctx.tx, id, state))) throw problem('subject-changed');
}

const toFile = ({ id, name, mime, size }: RequestFileRecord): RequestFile => ({
  id,
  name,
  mime,
  size,
});

/** Names no customer: whoever may read the approval reads all of it. */
export const requestTarget: ApprovalTarget = {
  kind: REQUEST,
  fields: [{ name: 'amountFen', type: 'money' }],
  async look(ctx, ids) {
    const rows = await requestsByIds(ctx.db, ids);
    // Lists need the heads alone.
    const files = rows.length === 1 ? await filesOfRequest(ctx.db, rows[0]!.id) : [];
    return new Map(
      rows.map((row) => [
        row.id,
        {
          title: row.title,
          amountFen: row.amount_fen,
          lines: [
            ...(row.amount_fen === null
              ? []
              : [{ name: 'amountFen', text: null, fen: row.amount_fen }]),
            ...(row.text === '' ? [] : [{ name: 'text', text: row.text, fen: null }]),
          ],
          files: files.map(toFile),
        },
      ]),
    );
  },
  version: async (ctx, id) => (await requestsByIds(ctx.db, [id]))[0]?.version ?? null,
  apply: async (ctx, { subjectId }) => await end(ctx, subjectId, 'approved'),
  discard: async (ctx, { subjectId, state }) => await end(ctx, subjectId, state),
};

/** What a request can be made by. */
export async function requestForms(ctx: ReadContext) {
  const flows = await activeFlows(ctx.db, REQUEST);
  return flows.map(({ id, name, nodes }) => ({
    id,
    name,
    choose: (JSON.parse(nodes) as FlowNode[])
      .filter(({ approver }) => approver.rule === 'chosen')
      .map((node) => ({ key: node.key, name: node.name })),
  }));
}

/** Puts a request down and sends it on its way. */
export async function makeRequest(
  http: Targets,
  ctx: WriteContext,
  body: EndpointInput<typeof api.approvals.request>['body'],
): Promise<number> {
  const { title, text, amountFen } = body;
  const row = await insertRequest(ctx.tx, {
    title,
    text,
    amount_fen: amountFen,
    by_user_id: ctx.actor.userId,
    at: ctx.now,
  });
  for (const [index, id] of [...new Set(body.fileIds)].entries()) {
    const to = { requestId: row.id, uploadedBy: ctx.actor.userId };
    if (!(await hangRequestFile(ctx.tx, id, to))) {
      throw fieldRefused(`/fileIds/${index}`, 'unknown-file');
    }
  }
  const approval = await startApproval(http, ctx, {
    kind: REQUEST,
    subjectId: row.id,
    subjectVersion: row.version,
    facts: { amountFen },
    changeSet: null,
    flowId: body.flowId,
    chosen: Object.fromEntries(body.chosen.map(({ key, userIds }) => [key, userIds])),
  });
  return approval!.id;
}

export async function keepFile(
  ctx: WriteContext,
  file: StoredFile,
  name: string,
): Promise<RequestFile> {
  const clean = cleanFileName(name);
  const row = await insertRequestFile(ctx.tx, {
    name: clean,
    mime: typeOfFile(clean),
    size: file.size,
    sha256: file.sha256,
    uploaded_by: ctx.actor.userId,
    at: ctx.now,
  });
  await ctx.audit({
    action: 'files.upload',
    entity: 'requestFile',
    entityId: row.id,
    after: { size: row.size },
  });
  return toFile(row);
}

/** A file of a request whose approval the actor may read, or an own one that hangs nowhere yet. */
export async function needRequestFile(ctx: ReadContext, id: number): Promise<RequestFileRecord> {
  const file = await requestFileById(ctx.db, id);
  if (!file) throw problem('not-found');
  if (file.request_id === null) {
    if (file.uploaded_by !== ctx.actor.userId) throw problem('not-found');
    return file;
  }
  for (const approval of await approvalsOfSubject(ctx.db, REQUEST, file.request_id)) {
    if (await mayRead(ctx, approval)) return file;
  }
  throw problem('not-found');
}
