import type { depts } from '@xinhang/db/repositories/company.ts';
import type { Person } from '@xinhang/db/repositories/people.ts';
import type { RoleRecord } from '@xinhang/db/repositories/roles.ts';
import type { Dept } from '@xinhang/shared/depts.ts';
import type { User } from '@xinhang/shared/people.ts';
import type { Role } from '@xinhang/shared/roles.ts';
import type { RoleRights } from '@xinhang/shared/permissions.ts';

type DeptRow = Awaited<ReturnType<typeof depts>>[number];

export function toCompany(row: {
  version: number;
  name: string;
  time_zone: string;
  sales_model: string;
}) {
  return {
    version: row.version,
    name: row.name,
    timeZone: row.time_zone,
    salesModel: row.sales_model as 'dev' | 'retain' | 'project',
  };
}

export function toDept(row: DeptRow): Dept {
  return {
    id: row.id,
    version: row.version,
    parentId: row.parent_id,
    name: row.name,
    type: row.type as Dept['type'],
    head: row.head_user_id === null ? null : { id: row.head_user_id, name: row.head_name ?? '' },
    salesModel: row.sales_model as Dept['salesModel'],
    development: row.development === null ? null : row.development === 1,
    closed: row.closed === 1,
    sort: row.sort,
    userCount: Number(row.user_count ?? 0),
  };
}

export function toUser(row: Person): User {
  return {
    id: row.id,
    version: row.version,
    login: row.login,
    name: row.name,
    post: row.post,
    phone: row.phone,
    dept: { id: row.dept_id, name: row.dept_name },
    roles: row.roles,
    principals: row.principals,
    mentor: row.mentor_id === null ? null : { id: row.mentor_id, name: row.mentor_name ?? '' },
    hiredOn: row.hired_on,
    probationEndsOn: row.probation_ends_on,
    regularisedOn: row.regularised_on,
    leftOn: row.left_on,
    state: row.state as User['state'],
    mustChangePassword: row.must_change_password === 1,
    lastLoginAt: row.last_login_at,
    externalNo: row.external_no,
  };
}

/** What of a role is not known to the program any more is not shown. */
export function toRole(row: RoleRecord, rights: RoleRights): Role {
  return {
    id: row.id,
    version: row.version,
    key: row.key,
    name: row.name,
    side: rights.side,
    grants: rights.grants,
    fields: rights.fields,
    userCount: Number(row.user_count),
  };
}
