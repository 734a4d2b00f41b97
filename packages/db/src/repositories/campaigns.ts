import type { Selectable, Updateable } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Reader, Tx } from '../database.ts';
import { insertNumbered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

export type CampaignRecord = Selectable<DB['campaign']>;
export type NamedCampaign = CampaignRecord & { by_name: string };

const named = (db: Reader) =>
  db
    .selectFrom('campaign')
    .innerJoin('user', 'user.id', 'campaign.by_user_id')
    .selectAll('campaign')
    .select('user.name as by_name');

/** Own ones, and those of the people in reach. */
function reached(db: Reader, { userId, reach }: Actor) {
  const right = reach.get('campaigns.create');
  const query = named(db);
  if (right?.all) return query;
  return query.where('campaign.by_user_id', 'in', [userId, ...(right?.ownerIds ?? [])]);
}

/** A page of them, newest first. */
export async function listCampaigns(
  db: Reader,
  actor: Actor,
  states: readonly string[] | undefined,
  { before, limit }: { before: number | null; limit: number },
): Promise<NamedCampaign[]> {
  let query = reached(db, actor);
  if (states) query = query.where('campaign.state', 'in', states);
  if (before !== null) query = query.where('campaign.id', '<', before);
  return await query.orderBy('campaign.id', 'desc').limit(limit).execute();
}

/** One campaign if it is the actor's own or that of somebody in reach. */
export async function findCampaign(
  db: Reader,
  actor: Actor,
  id: number,
): Promise<NamedCampaign | undefined> {
  return await reached(db, actor).where('campaign.id', '=', id).executeTakeFirst();
}

/** Names of those of these campaigns that the actor may see. */
export async function namesOfCampaigns(
  db: Reader,
  actor: Actor,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await reached(db, actor).where('campaign.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function campaignsByIds(db: Reader, ids: readonly number[]): Promise<NamedCampaign[]> {
  if (ids.length === 0) return [];
  return await named(db).where('campaign.id', 'in', ids).execute();
}

/** Whether the rest of a campaign is due to go out by itself (UTC ms). */
export async function campaignsToResume(db: Reader, now: number): Promise<NamedCampaign[]> {
  return await named(db)
    .where('campaign.resume_at', '<=', now)
    .where('campaign.state', '=', 'approved')
    .orderBy('campaign.id')
    .execute();
}

export async function insertCampaign(
  tx: Tx,
  campaign: Omit<CampaignRecord, 'id' | 'version' | 'resume_at'>,
): Promise<number> {
  return await insertNumbered(tx, 'campaign', { ...campaign, version: 1 }, 'id');
}

/** Changes a campaign of exactly this version; undefined when somebody was faster. */
export async function updateCampaign(
  tx: Tx,
  { id, version }: { id: number; version: number },
  changes: Updateable<Omit<DB['campaign'], 'id' | 'version'>>,
): Promise<CampaignRecord | undefined> {
  return await tx
    .updateTable('campaign')
    .set({ ...changes, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
