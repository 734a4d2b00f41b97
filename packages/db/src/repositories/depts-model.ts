import { modelsWith, type SalesModel } from '@xinhang/shared/sales-models.ts';
import { sql } from 'kysely';
import type { Reader } from '../database.ts';
import { remembered } from '../remembered.ts';

/** What departments say about how they sell: by which model, and whether they develop beside it. */
interface Said {
  sales_model: string | null;
  development: number | null;
}
export interface Way {
  model: SalesModel;
  development: boolean;
}

/** Of departments from the nearest upwards, the first that says something of each. */
function wayOf(said: readonly Said[], company: string): Way {
  const model = said.find((dept) => dept.sales_model !== null)?.sales_model ?? company;
  const development = said.find((dept) => dept.development !== null)?.development === 1;
  return { model: model as SalesModel, development };
}

/**
 * By which models rows of an owner are shown: its own if it has one, else that of the owner's
 * department or the nearest above; development beside where the department does that (S70).
 */
export async function modelsOfOwner(
  db: Reader,
  ownerId: number | null,
  { own, company }: { own: string | null; company: string },
): Promise<{ model: SalesModel; models: SalesModel[] }> {
  const said =
    ownerId === null
      ? []
      : await remembered(db, { key: 'modelsOfOwner', values: { ownerId } }, (values) =>
          db
            .selectFrom('user')
            .innerJoin('dept as own', 'own.id', 'user.dept_id')
            .innerJoin('dept as above', (join) =>
              // A path is the ids from the root down, each between two slashes.
              join.on(sql<boolean>`substr(own.path, 1, length(above.path)) = above.path`),
            )
            .select(['above.sales_model', 'above.development'])
            .where('user.id', '=', values.ownerId)
            .orderBy((eb) => eb.fn('length', ['above.path']), 'desc'),
        );
  const way = wayOf(said, company);
  const model = (own as SalesModel | null) ?? way.model;
  return { model, models: modelsWith(model, way.development) };
}

/** How each department sells, by its id. */
export async function waysOfDepts(db: Reader, company: string): Promise<Map<number, Way>> {
  const rows = await db
    .selectFrom('dept')
    .select(['id', 'path', 'sales_model', 'development'])
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const upwards = (path: string) =>
    path
      .split('/')
      .filter(Boolean)
      .toReversed()
      .flatMap((id) => byId.get(Number(id)) ?? []);
  return new Map(rows.map((row) => [row.id, wayOf(upwards(row.path), company)]));
}
