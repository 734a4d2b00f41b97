import { depts, flagOrNull, insertDept } from '@xinhang/db/repositories/company.ts';
import {
  deptById,
  deptInUse,
  deptsUnder,
  moveSubtree,
  updateDept,
  type DeptRecord,
} from '@xinhang/db/repositories/depts.ts';
import { userById } from '@xinhang/db/repositories/users.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { Dept } from '@xinhang/shared/depts.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { changeOrganisation, recordOrgChange } from './change.ts';
import { toDept } from './mapper.ts';
import { rememberMove } from './moves.ts';

type Api = typeof api.org;
type Body<K extends keyof Api> = EndpointInput<Api[K]>['body'];

async function describe(db: Reader, id: number): Promise<Dept> {
  const row = (await depts(db)).find((dept) => dept.id === id);
  if (!row) throw problem('not-found');
  return toDept(row);
}

/** A department that people and other departments may be put into. */
export async function needOpenDept(db: Reader, id: number, pointer: string): Promise<DeptRecord> {
  const dept = await deptById(db, id);
  if (!dept) throw fieldRefused(pointer, 'unknown-dept');
  if (dept.closed === 1) throw fieldRefused(pointer, 'dept-closed');
  return dept;
}

async function checkHead(db: Reader, userId: number | null | undefined): Promise<void> {
  if (userId === null || userId === undefined) return;
  const user = await userById(db, userId);
  if (!user || user.state === 'left') throw fieldRefused('/headUserId', 'unknown-user');
}

/** Two open departments side by side have two names. */
async function checkName(db: Reader, parentId: number, name: string, ownId: number | null) {
  const beside = (await deptsUnder(db, parentId)).filter((dept) => dept.closed === 0);
  if (beside.some((dept) => dept.id !== ownId && dept.name === name)) {
    throw problem('already-exists');
  }
}

function checkType(type: string | undefined, root: boolean): void {
  if (type !== undefined && (type === 'company') !== root) {
    throw fieldRefused('/type', 'only-the-root');
  }
}

export async function addDept(http: Http, ctx: WriteContext, body: Body<'createDept'>) {
  const { tx } = ctx;
  const id = await changeOrganisation(http, ctx, async () => {
    await needOpenDept(tx, body.parentId, '/parentId');
    checkType(body.type, false);
    await checkHead(tx, body.headUserId);
    await checkName(tx, body.parentId, body.name, null);
    return await insertDept(tx, body);
  });
  const dept = await describe(tx, id);
  await recordOrgChange(ctx, 'org.createDept', 'dept', null, dept);
  return dept;
}

/** The circle that hanging a department under one below it would make, in names. */
async function chainBetween(db: Reader, dept: DeptRecord, below: DeptRecord): Promise<string> {
  const names = new Map((await depts(db)).map((one) => [one.id, one.name]));
  const way = below.path.slice(dept.path.length).split('/').filter(Boolean).map(Number);
  return [dept.id, ...way, dept.id].map((id) => names.get(id) ?? '').join(' → ');
}

/** Hangs a department with all below it under another one. */
async function move(ctx: WriteContext, dept: DeptRecord, parentId: number): Promise<void> {
  const parent = await needOpenDept(ctx.tx, parentId, '/parentId');
  if (parent.path.startsWith(dept.path)) {
    const chain = await chainBetween(ctx.tx, dept, parent);
    throw problem('department-cycle', { params: { chain } });
  }
  await moveSubtree(ctx.tx, dept, parent.path);
  await rememberMove(ctx, { kind: 'dept', id: dept.id, from: dept.parent_id!, to: parentId });
}

async function checkClosing(ctx: WriteContext, dept: DeptRecord, closed: boolean | undefined) {
  if (closed === true && dept.closed === 0 && (await deptInUse(ctx.tx, dept.id))) {
    throw problem('in-use');
  }
  if (closed !== false || dept.closed === 0 || dept.parent_id === null) return;
  const parent = await deptById(ctx.tx, dept.parent_id);
  if (parent?.closed === 1) throw fieldRefused('/closed', 'dept-closed');
}

export async function changeDept(
  http: Http,
  ctx: WriteContext,
  id: number,
  body: Body<'updateDept'>,
) {
  const { tx } = ctx;
  const before = await describe(tx, id);
  await changeOrganisation(http, ctx, async () => {
    const { version, parentId, headUserId, ...wanted } = body;
    const clash = () =>
      conflict(
        before.version,
        { ...before, headUserId: before.head?.id ?? null },
        { ...wanted, parentId, headUserId },
      );
    if (version !== before.version) throw clash();
    const dept = (await deptById(tx, id))!;
    checkType(wanted.type, dept.parent_id === null);
    await checkHead(tx, headUserId);
    await checkClosing(ctx, dept, wanted.closed);
    const moved = parentId !== undefined && parentId !== dept.parent_id;
    if (moved) await move(ctx, dept, parentId);
    const under = moved ? parentId : dept.parent_id;
    const named = wanted.name !== undefined || moved || wanted.closed === false;
    if (under !== null && named) await checkName(tx, under, wanted.name ?? dept.name, id);
    const { name, type, salesModel, development, sort, closed } = wanted;
    const saved = await updateDept(
      tx,
      { id, version },
      {
        ...(moved && { parent_id: parentId }),
        ...(name !== undefined && { name }),
        ...(type !== undefined && { type }),
        ...(headUserId !== undefined && { head_user_id: headUserId }),
        ...(salesModel !== undefined && { sales_model: salesModel }),
        ...(development !== undefined && { development: flagOrNull(development) }),
        ...(sort !== undefined && { sort }),
        ...(closed !== undefined && { closed: closed ? 1 : 0 }),
      },
    );
    if (!saved) throw clash();
  });
  const after = await describe(tx, id);
  await recordOrgChange(ctx, 'org.updateDept', 'dept', before, after);
  return after;
}
