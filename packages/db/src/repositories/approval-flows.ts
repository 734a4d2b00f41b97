import type { Selectable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

/** A flow with its newest version. */
export type FlowRecord = Selectable<DB['approval_flow']> &
  Pick<Selectable<DB['approval_flow_version']>, 'no' | 'nodes' | 'cc' | 'made_by' | 'made_at'> & {
    version_id: number;
  };

function flows(db: Reader) {
  return db
    .selectFrom('approval_flow')
    .innerJoin('approval_flow_version as newest', 'newest.flow_id', 'approval_flow.id')
    .selectAll('approval_flow')
    .select([
      'newest.id as version_id',
      'newest.no',
      'newest.nodes',
      'newest.cc',
      'newest.made_by',
      'newest.made_at',
    ])
    .where((eb) =>
      eb(
        'newest.no',
        '=',
        eb
          .selectFrom('approval_flow_version as each')
          .select((max) => max.fn.max('each.no').as('no'))
          .whereRef('each.flow_id', '=', 'approval_flow.id'),
      ),
    );
}

export async function listFlows(db: Reader): Promise<FlowRecord[]> {
  return await flows(db).orderBy('approval_flow.kind').orderBy('approval_flow.id').execute();
}

/** Flows of a kind that are in use, oldest first. */
export async function activeFlows(db: Reader, kind: string): Promise<FlowRecord[]> {
  return await flows(db)
    .where('approval_flow.kind', '=', kind)
    .where('approval_flow.active', '=', 1)
    .orderBy('approval_flow.id')
    .execute();
}

export async function flowById(db: Reader, id: number): Promise<FlowRecord | undefined> {
  return await flows(db).where('approval_flow.id', '=', id).executeTakeFirst();
}

/** The versions that approvals run by, each with the name of its flow. */
export async function flowVersions(db: Reader, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return await db
    .selectFrom('approval_flow_version')
    .innerJoin('approval_flow', 'approval_flow.id', 'approval_flow_version.flow_id')
    .select([
      'approval_flow_version.id',
      'approval_flow_version.nodes',
      'approval_flow_version.cc',
      'approval_flow.name',
    ])
    .where('approval_flow_version.id', 'in', ids)
    .execute();
}

export async function insertFlow(tx: Tx, flow: { kind: string; name: string }): Promise<number> {
  const row = await tx
    .insertInto('approval_flow')
    .values({ ...flow, version: 1, active: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Changes a flow of exactly this version; false where it has another. */
export async function changeFlow(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: { name?: string; active?: number },
): Promise<boolean> {
  const changed = await tx
    .updateTable('approval_flow')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return Number(changed.numUpdatedRows) === 1;
}

export async function insertFlowVersion(
  tx: Tx,
  row: { flow_id: number; no: number; nodes: string; cc: string; made_by: number; made_at: number },
): Promise<void> {
  await tx.insertInto('approval_flow_version').values(row).execute();
}
