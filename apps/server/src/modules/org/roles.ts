import type { Reader } from '@xinhang/db/database.ts';
import { deptById } from '@xinhang/db/repositories/depts.ts';
import { loadOrganisation, type Organisation } from '@xinhang/db/repositories/rights.ts';
import {
  allRoles,
  deleteRole,
  heldPlaces,
  roleById,
  roleIdByName,
  updateRole,
} from '@xinhang/db/repositories/roles.ts';
import { insertRole } from '@xinhang/db/repositories/users.ts';
import { isCashPermission } from '@xinhang/shared/cash-narrowing.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { Role } from '@xinhang/shared/roles.ts';
import {
  fieldViews,
  guardedFields,
  hideAll,
  permissionRow,
  takesPlaces,
  type FieldPolicy,
  type Grant,
  type RoleRights,
} from '@xinhang/shared/permissions.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { changeOrganisation, recordOrgChange } from './change.ts';
import { toRole } from './mapper.ts';
import { isOwner, mayGrant, notHeld } from './power.ts';
import { actorIn } from '@xinhang/db/repositories/rights.ts';

type Api = typeof api.org;
type Body<K extends keyof Api> = EndpointInput<Api[K]>['body'];

export async function listRoles(db: Reader): Promise<Role[]> {
  const organisation = await loadOrganisation(db);
  return (await allRoles(db)).map((row) => toRole(row, organisation.roles.get(row.id)!));
}

/** Kinds of places that somebody keeps; with customers and on its way keeps nobody. */
const kept = ['warehouse', 'defective', 'person'];

/** Places that a role may be narrowed to: those in use, and those that one is narrowed to. */
export async function rolePlaces(db: Reader, roles: readonly Role[]) {
  const named = new Set(
    roles.flatMap(({ grants }) => grants.flatMap((grant) => grant.warehouseIds ?? [])),
  );
  return (await heldPlaces(db))
    .filter(({ id, kind, active }) => named.has(id) || (active === 1 && kept.includes(kind)))
    .map(({ id, name }) => ({ id, name }));
}

async function needRole(db: Reader, id: number): Promise<Role> {
  const row = await roleById(db, id);
  if (!row) throw problem('not-found');
  return toRole(row, (await loadOrganisation(db)).roles.get(id)!);
}

/** Accounts of money to which a line is narrowed, where its permission speaks of any. */
function checkedAccounts(grant: Grant, index: number): number[] | null {
  if (grant.cashAccountIds === null || !isCashPermission(grant.permission)) return null;
  if (grant.cashAccountIds.length === 0) {
    throw fieldRefused(`/grants/${index}/cashAccountIds`, 'accounts-needed');
  }
  return [...new Set(grant.cashAccountIds)].toSorted((a, b) => a - b);
}

/** Places that a grant is narrowed to: of those in which the company's goods lie, each once. */
async function checkedPlaces(
  db: Reader,
  { permission, warehouseIds }: Grant,
  pointer: string,
): Promise<number[] | null> {
  if (warehouseIds === null) return null;
  if (!takesPlaces(permission)) throw fieldRefused(pointer, 'places-not-taken');
  if (warehouseIds.length === 0) throw fieldRefused(pointer, 'places-needed');
  const held = new Set((await heldPlaces(db)).map((place) => place.id));
  for (const [at, id] of warehouseIds.entries()) {
    if (!held.has(id)) throw fieldRefused(`${pointer}/${at}`, 'unknown-place');
  }
  return [...new Set(warehouseIds)].toSorted((a, b) => a - b);
}

/** The lines of a role as they are stored: each permission with scopes that it takes. */
async function checkedGrants(db: Reader, grants: readonly Grant[]): Promise<Grant[]> {
  const seen = new Set<string>();
  const checked: Grant[] = [];
  for (const [index, grant] of grants.entries()) {
    const taken = permissionRow(grant.permission).scopes;
    const scope = taken.length === 0 ? 'all' : grant.scope;
    if (taken.length > 0 && !taken.includes(scope)) {
      throw fieldRefused(`/grants/${index}/scope`, 'scope-not-taken');
    }
    const key = `${grant.permission} ${scope}`;
    if (seen.has(key)) throw fieldRefused(`/grants/${index}`, 'given-twice');
    seen.add(key);
    const deptIds = scope === 'custom' ? [...new Set(grant.deptIds)] : [];
    if (scope === 'custom' && deptIds.length === 0) {
      throw fieldRefused(`/grants/${index}/deptIds`, 'depts-needed');
    }
    for (const [at, id] of deptIds.entries()) {
      if (!(await deptById(db, id))) {
        throw fieldRefused(`/grants/${index}/deptIds/${at}`, 'unknown-dept');
      }
    }
    const cashAccountIds = checkedAccounts(grant, index);
    const warehouseIds = await checkedPlaces(db, grant, `/grants/${index}/warehouseIds`);
    checked.push({ ...grant, scope, deptIds, cashAccountIds, warehouseIds });
  }
  return checked;
}

const rank = (fields: FieldPolicy, name: keyof FieldPolicy) => fieldViews.indexOf(fields[name]);

/** What is added to a role, or made wider in it, must be held by whoever does it. */
function checkPower(
  organisation: Organisation,
  byId: number,
  before: RoleRights,
  after: RoleRights,
): void {
  const by = actorIn(organisation, byId);
  if (!by || isOwner(by)) return;
  if (before.grants.some((grant) => grant.permission === 'system.owner')) {
    throw notHeld('system.owner');
  }
  const known = new Set(before.grants.map((grant) => JSON.stringify(grant)));
  const lacking = after.grants.find(
    (grant) => !known.has(JSON.stringify(grant)) && !mayGrant(organisation, byId, grant),
  );
  if (lacking) throw notHeld(lacking.permission);
  const field = guardedFields.find(
    (name) =>
      rank(after.fields, name) > rank(before.fields, name) &&
      rank(after.fields, name) > rank(by.fields, name),
  );
  if (field) throw notHeld(field);
}

const nothing: RoleRights = { side: null, grants: [], fields: hideAll };

export async function addRole(http: Http, ctx: WriteContext, body: Body<'createRole'>) {
  const { tx } = ctx;
  if (body.copyOf !== undefined && !(await roleById(tx, body.copyOf))) {
    throw fieldRefused('/copyOf', 'unknown-role');
  }
  if ((await roleIdByName(tx, body.name)) !== undefined) throw problem('already-exists');
  const id = await changeOrganisation(http, ctx, async (organisation) => {
    const source = organisation.roles.get(body.copyOf ?? 0) ?? nothing;
    checkPower(organisation, ctx.actor.userId, nothing, source);
    return await insertRole(tx, { ...source, key: null, name: body.name });
  });
  const role = await needRole(tx, id);
  await recordOrgChange(ctx, 'roles.create', 'role', null, role);
  return role;
}

function fieldsAfter(
  before: FieldPolicy,
  { personal, ...others }: NonNullable<Body<'updateRole'>['fields']>,
): FieldPolicy {
  return { ...others, personal: personal ?? before.personal };
}

export async function changeRole(
  http: Http,
  ctx: WriteContext,
  id: number,
  body: Body<'updateRole'>,
) {
  const { tx } = ctx;
  const before = await needRole(tx, id);
  await changeOrganisation(http, ctx, async (organisation) => {
    const { version, ...wanted } = body;
    const clash = () => conflict(before.version, before, wanted);
    if (version !== before.version) throw clash();
    const { name, side } = wanted;
    const fields = wanted.fields && fieldsAfter(before.fields, wanted.fields);
    if (name !== undefined) {
      const other = await roleIdByName(tx, name);
      if (other !== undefined && other !== id) throw problem('already-exists');
    }
    const grants = wanted.grants && (await checkedGrants(tx, wanted.grants));
    checkPower(organisation, ctx.actor.userId, before, {
      side: side ?? before.side,
      grants: grants ?? before.grants,
      fields: fields ?? before.fields,
    });
    const changes = {
      ...(name !== undefined && { name }),
      ...(side !== undefined && { side }),
      ...(fields && { fields }),
      ...(grants && { grants }),
    };
    if (!(await updateRole(tx, { id, version }, changes))) throw clash();
  });
  const after = await needRole(tx, id);
  await recordOrgChange(ctx, 'roles.update', 'role', before, after);
  return after;
}

/** Ready roles stay: imports and the manual speak of them. */
export async function removeRole(http: Http, ctx: WriteContext, id: number): Promise<void> {
  const before = await needRole(ctx.tx, id);
  if (before.userCount > 0 || before.key !== null) throw problem('in-use');
  await changeOrganisation(http, ctx, () => deleteRole(ctx.tx, id));
  await recordOrgChange(ctx, 'roles.delete', 'role', before, { ...before, id });
}
