import {
  peopleBrief,
  peopleByIds,
  setPrincipals,
  setRoles,
  updatePerson,
  type Person,
} from '@xinhang/db/repositories/people.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { deptById } from '@xinhang/db/repositories/depts.ts';
import { roleIdsByKey, insertUser, userByLogin } from '@xinhang/db/repositories/users.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { User } from '@xinhang/shared/people.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import type { Http } from '../../http/implement.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { assertMayTouch, changeOrganisation, recordOrgChange, rowsOwned } from './change.ts';
import { needOpenDept } from './depts.ts';
import { toUser } from './mapper.ts';
import { tellOfFirstPassword } from './first-passwords.ts';
import { refuseCircle } from './mentors.ts';
import { rememberMove } from './moves.ts';
import { loginKey, namePinyin } from './names.ts';
import { checkPersonDates } from './person-dates.ts';

type Api = typeof api.org;
type Body<K extends keyof Api> = EndpointInput<Api[K]>['body'];
type Query<K extends keyof Api> = EndpointInput<Api[K]>['query'];

export async function needPerson(db: Reader, id: number): Promise<Person> {
  const [person] = await peopleByIds(db, [id]);
  if (!person) throw problem('not-found');
  return person;
}

/** Sorted by the sound of the name; what is typed may be part of name, pinyin or login. */
export async function listPeople(ctx: ReadContext, query: Query<'listUsers'>) {
  const after = startOf(query, 'string');
  const dept = query.deptId === undefined ? undefined : await deptById(ctx.db, query.deptId);
  const wanted = loginKey(query.q?.trim() ?? '');
  const matching = (await peopleBrief(ctx.db, query.roleId))
    .filter(
      (person) =>
        (query.state === undefined || person.state === query.state) &&
        (query.deptId === undefined || (dept && person.path.startsWith(dept.path))) &&
        [loginKey(person.name), person.py, person.login_key].some((text) => text.includes(wanted)),
    )
    .toSorted((a, b) => (a.py < b.py ? -1 : a.py > b.py ? 1 : a.id - b.id));
  const rest = matching.filter(
    ({ py, id }) => !after || py > String(after.value) || (py === after.value && id > after.id),
  );
  const { rows, next } = cutPage(rest, query.limit, ({ py, id }) => ({ value: py, id }));
  const people = await peopleByIds(
    ctx.db,
    rows.map(({ id }) => id),
  );
  return { rows: people.map(toUser), next, count: matching.length };
}

/** Colleagues named in the body must be there, and none of them the person himself. */
async function checkPeople(
  db: Reader,
  ids: readonly number[],
  pointer: (index: number) => string,
  ownId: number | null,
): Promise<void> {
  const known = new Map((await peopleByIds(db, ids)).map((person) => [person.id, person.state]));
  for (const [index, id] of ids.entries()) {
    const state = known.get(id);
    if (state === undefined || state === 'left') throw fieldRefused(pointer(index), 'unknown-user');
    if (id === ownId) throw fieldRefused(pointer(index), 'the-person-himself');
  }
}

interface Wanted {
  roleIds?: readonly number[] | undefined;
  principalIds?: readonly number[] | undefined;
  mentorId?: number | null | undefined;
}

async function checkWanted(db: Reader, wanted: Wanted, ownId: number | null): Promise<void> {
  const roles = new Set((await roleIdsByKey(db)).map((role) => role.id));
  const unknown = (wanted.roleIds ?? []).findIndex((id) => !roles.has(id));
  if (unknown >= 0) throw fieldRefused(`/roleIds/${unknown}`, 'unknown-role');
  const { principalIds = [], mentorId } = wanted;
  await checkPeople(db, principalIds, (index) => `/principalIds/${index}`, ownId);
  if (mentorId !== null && mentorId !== undefined) {
    await checkPeople(db, [mentorId], () => '/mentorId', ownId);
    if (ownId !== null) await refuseCircle(db, ownId, mentorId);
  }
}

/** `passwordHash` is that of the first password, which must be changed at the first login. */
export async function addUser(
  http: Http,
  ctx: WriteContext,
  body: Body<'createUser'>,
  passwordHash: string,
): Promise<User> {
  const { tx } = ctx;
  const work = async () => {
    await needOpenDept(tx, body.deptId, '/deptId');
    await checkWanted(tx, body, null);
    checkPersonDates(body);
    const key = loginKey(body.login);
    if (await userByLogin(tx, key)) throw problem('already-exists');
    const id = await insertUser(
      tx,
      {
        version: 1,
        login: body.login,
        login_key: key,
        name: body.name,
        py: namePinyin(body.name),
        post: body.post,
        phone: body.phone,
        dept_id: body.deptId,
        mentor_id: body.mentorId,
        hired_on: body.hiredOn ?? null,
        probation_ends_on: body.probationEndsOn ?? null,
        regularised_on: body.regularisedOn ?? null,
        left_on: null,
        state: 'active',
        password_hash: passwordHash,
        must_change_password: 1,
        first_password_at: ctx.now,
        last_login_at: null,
        external_no: '',
      },
      [...new Set(body.roleIds)],
    );
    await setPrincipals(tx, id, body.principalIds);
    return id;
  };
  // A newcomer owns nothing: the head of the department sees no row more.
  const id = await changeOrganisation(http, ctx, work, (newcomer) => new Set([newcomer]));
  await tellOfFirstPassword(ctx, id, 'first-password');
  const user = toUser(await needPerson(tx, id));
  await recordOrgChange(ctx, 'org.createUser', 'user', null, user);
  for (const kind of http.owned.all()) await kind.personChanged?.(ctx, id);
  return user;
}

function userConflict(before: Person, wanted: object) {
  const shown = toUser(before);
  const idsOf = (list: readonly { id: number }[]) => list.map(({ id }) => id);
  return conflict(
    before.version,
    {
      ...shown,
      deptId: shown.dept.id,
      mentorId: shown.mentor?.id ?? null,
      roleIds: idsOf(shown.roles),
      principalIds: idsOf(shown.principals),
    },
    wanted,
  );
}

export async function changeUser(
  http: Http,
  ctx: WriteContext,
  id: number,
  body: Body<'updateUser'>,
): Promise<User> {
  const { tx } = ctx;
  const before = await needPerson(tx, id);
  const { version, roleIds, principalIds, deptId, mentorId, ...texts } = body;
  const owns = deptId === undefined || (await rowsOwned(http, ctx, id, false)) > 0;
  await changeOrganisation(
    http,
    ctx,
    async (organisation) => {
      assertMayTouch(organisation, ctx.actor.userId, id);
      const clash = () => userConflict(before, { ...body, version: undefined });
      if (version !== before.version) throw clash();
      if (deptId !== undefined && deptId !== before.dept_id) {
        await needOpenDept(tx, deptId, '/deptId');
      }
      await checkWanted(tx, { roleIds, principalIds, mentorId }, id);
      checkPersonDates(texts, toUser(before));
      const { name, post, phone, hiredOn, probationEndsOn, regularisedOn } = texts;
      const saved = await updatePerson(
        tx,
        { id, version },
        {
          ...(name !== undefined && { name, py: namePinyin(name) }),
          ...(post !== undefined && { post }),
          ...(phone !== undefined && { phone }),
          ...(deptId !== undefined && { dept_id: deptId }),
          ...(mentorId !== undefined && { mentor_id: mentorId }),
          ...(hiredOn !== undefined && { hired_on: hiredOn }),
          ...(probationEndsOn !== undefined && { probation_ends_on: probationEndsOn }),
          ...(regularisedOn !== undefined && { regularised_on: regularisedOn }),
        },
      );
      if (!saved) throw clash();
      if (deptId !== undefined && deptId !== before.dept_id) {
        await rememberMove(ctx, { kind: 'user', id, from: before.dept_id, to: deptId });
      }
      if (roleIds) await setRoles(tx, id, roleIds);
      if (principalIds) await setPrincipals(tx, id, principalIds);
    },
    () => new Set(owns ? [] : [id]),
  );
  const after = toUser(await needPerson(tx, id));
  await recordOrgChange(ctx, 'org.updateUser', 'user', toUser(before), after);
  for (const kind of http.owned.all()) await kind.personChanged?.(ctx, id);
  return after;
}
