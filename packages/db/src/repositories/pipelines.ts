import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import type { DB } from '../schema/database.ts';

export type PipelineRecord = Selectable<DB['pipeline']>;
export type StageRecord = Selectable<DB['pipeline_stage']>;
export type GateRecord = Selectable<DB['gate_item']>;

/** Every pipeline; stages and gates that were taken out are not among them. */
export async function pipelines(db: Reader): Promise<PipelineRecord[]> {
  return await db.selectFrom('pipeline').selectAll().orderBy('sort').orderBy('id').execute();
}

export async function pipelineById(db: Reader, id: number): Promise<PipelineRecord | undefined> {
  return await db.selectFrom('pipeline').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function pipelineByKey(
  db: Reader,
  nameKey: string,
): Promise<PipelineRecord | undefined> {
  return await db
    .selectFrom('pipeline')
    .selectAll()
    .where('name_key', '=', nameKey)
    .executeTakeFirst();
}

/** Stages in the order in which deals go through them; `all` with those that were taken out. */
export async function stages(db: Reader, { all = false } = {}): Promise<StageRecord[]> {
  let query = db.selectFrom('pipeline_stage').selectAll();
  if (!all) query = query.where('active', '=', 1);
  return await query.orderBy('pipeline_id').orderBy('position').orderBy('id').execute();
}

export async function gateItems(db: Reader): Promise<GateRecord[]> {
  return await db
    .selectFrom('gate_item')
    .selectAll()
    .where('active', '=', 1)
    .orderBy('stage_id')
    .orderBy('position')
    .orderBy('id')
    .execute();
}

export async function insertPipeline(
  tx: Tx,
  pipeline: Omit<Insertable<DB['pipeline']>, 'id' | 'version'>,
): Promise<PipelineRecord> {
  return await tx
    .insertInto('pipeline')
    .values({ ...pipeline, version: 1 })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Changes a pipeline of exactly this version; undefined when somebody was faster. */
export async function updatePipeline(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['pipeline'], 'id' | 'version'>>,
): Promise<PipelineRecord | undefined> {
  return await tx
    .updateTable('pipeline')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

/** Places a stage: a known one is changed, a new one added. Answers its id. */
export async function putStage(
  tx: Tx,
  stage: Omit<Insertable<DB['pipeline_stage']>, 'id' | 'active'> & { id?: number | undefined },
): Promise<number> {
  const { id, ...columns } = stage;
  if (id !== undefined) {
    await tx
      .updateTable('pipeline_stage')
      .set({ ...columns, active: 1 })
      .where('id', '=', id)
      .execute();
    return id;
  }
  const placed = await tx
    .insertInto('pipeline_stage')
    .values({ ...columns, active: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return placed.id;
}

/** Takes a stage out of its pipeline; ended deals and histories go on naming it. */
export async function retireStage(tx: Tx, id: number): Promise<void> {
  await tx.updateTable('pipeline_stage').set({ active: 0 }).where('id', '=', id).execute();
}

export interface GateInput {
  /** Of a check that is known. */
  id?: number | undefined;
  field: string | null;
  title: string;
}

/** The gate of a stage as it is from now on; what is not named is asked for no more. */
export async function setGate(tx: Tx, stageId: number, items: readonly GateInput[]): Promise<void> {
  const kept = items.flatMap((item) => item.id ?? []);
  let rest = tx.updateTable('gate_item').set({ active: 0 }).where('stage_id', '=', stageId);
  if (kept.length > 0) rest = rest.where('id', 'not in', kept);
  await rest.execute();
  for (const [position, { id, field, title }] of items.entries()) {
    if (id === undefined) {
      await tx
        .insertInto('gate_item')
        .values({ stage_id: stageId, position, field, title, active: 1 })
        .execute();
    } else {
      await tx
        .updateTable('gate_item')
        .set({ position, title })
        .where('id', '=', id)
        .where('stage_id', '=', stageId)
        .execute();
    }
  }
}
