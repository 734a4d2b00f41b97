import type { Reader } from '@xinhang/db/database.ts';
import { actorIn, loadOrganisation, type Organisation } from '@xinhang/db/repositories/rights.ts';
import { reaches } from '@xinhang/db/actor.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';

const works = ({ state }: { state: string }) => state === 'active' || state === 'leaving';

/** Heads of the department of a person and of those above it, nearest first, without the person. */
function headsAbove(organisation: Organisation, userId: number): number[] {
  const home = organisation.users.find(({ id }) => id === userId)?.dept_id;
  const path = organisation.depts.find(({ id }) => id === home)?.path ?? '';
  return organisation.depts
    .filter((dept) => path.startsWith(dept.path))
    .toSorted((a, b) => b.path.length - a.path.length)
    .flatMap(({ head_user_id: head }) => (head === null || head === userId ? [] : head));
}

/**
 * Who leads a person with this right, as the organisation stands: the nearest head above who works
 * here and whose right reaches the person, else an owner of the company; never the person himself.
 * Null where there is nobody.
 */
export async function headsWith(
  db: Reader,
  permission: Permission,
): Promise<(userId: number) => number | null> {
  const organisation = await loadOrganisation(db);
  const actors = new Map<number, ReturnType<typeof actorIn>>();
  const actorOf = (id: number) => {
    if (!actors.has(id)) actors.set(id, actorIn(organisation, id));
    return actors.get(id)!;
  };
  const present = new Set(organisation.users.filter(works).map(({ id }) => id));
  let owners: number[] | undefined;
  const ownersNow = () =>
    (owners ??= [...present].filter((id) => actorOf(id)?.reach.has('system.owner')));
  return (userId) => {
    const may = (id: number) => {
      const actor = actorOf(id);
      return id !== userId && present.has(id) && !!actor && reaches(actor, permission, userId);
    };
    return headsAbove(organisation, userId).find(may) ?? ownersNow().find(may) ?? null;
  };
}
