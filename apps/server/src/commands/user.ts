import type { WriteContext } from '../http/context.ts';
import { depts, raiseOrgRevision, rootDeptId } from '@xinhang/db/repositories/company.ts';
import { peopleBrief, peopleByIds, updatePerson } from '@xinhang/db/repositories/people.ts';
import { clearLoginAttempt, endSessions } from '@xinhang/db/repositories/sessions.ts';
import { setPassword, userByLogin } from '@xinhang/db/repositories/users.ts';
import { readyRoles } from '@xinhang/shared/ready-roles.ts';
import { loginKey } from '../modules/org/names.ts';
import { hashPassword, makePassword } from '../modules/org/passwords.ts';
import { tellOfFirstPassword } from '../modules/org/first-passwords.ts';
import { addPerson } from '../ops/found.ts';
import { dataCommand, UsageError, type Workplace } from './command.ts';

const verbs = ['list', 'create', 'reset-password', 'unlock'] as const;
type Verb = (typeof verbs)[number];

interface Input {
  verb: Verb;
  login: string;
  name: string;
  roles: string[];
  dept: string | null;
}

interface Listed {
  login: string;
  name: string;
  dept: string;
  roles: string[];
  state: string;
}

interface Result {
  people?: Listed[];
  login?: string;
  password?: string;
  unlocked?: boolean;
}

/** People, for whoever owns the files: the way back in for an administrator who forgot a password. */
export const user = dataCommand({
  usage: `user list
user create LOGIN --name NAME --role KEY[,KEY] [--dept NAME]
user reset-password LOGIN
user unlock LOGIN`,
  summary: 'people and their logins; passwords are shown once',
  mode: 'writes',
  options: { name: { type: 'string' }, role: { type: 'string' }, dept: { type: 'string' } },
  parse({ words, options }): Input {
    const [verb = '', login = '', ...rest] = words;
    if (!isVerb(verb)) throw new UsageError(`Say: user ${verbs.join(' | ')}.`);
    if (rest.length > 0 || (login === '') !== (verb === 'list')) {
      throw new UsageError(`Say: user ${verb}${verb === 'list' ? '' : ' LOGIN'}.`);
    }
    const text = (option: string) => {
      const found = options[option];
      if (found !== undefined && verb !== 'create') {
        throw new UsageError(`"user ${verb}" takes no --${option}.`);
      }
      return typeof found === 'string' ? found.trim() : '';
    };
    const roles = text('role')
      .split(',')
      .map((key) => key.trim())
      .filter(Boolean);
    const input = { verb, login, name: text('name'), roles, dept: text('dept') || null };
    if (verb === 'create') checkNew(input);
    return input;
  },
  async run(place, input): Promise<Result> {
    switch (input.verb) {
      case 'list':
        return { people: await list(place) };
      case 'create':
        return await create(place, input);
      case 'reset-password':
        return await resetPassword(place, input.login);
      case 'unlock':
        return await unlock(place, input.login);
      default:
        // Over the socket anything may come: silence would look like success.
        throw new UsageError(`"user" knows no ${String(input.verb)}.`);
    }
  },
  show({ people, login, password, unlocked }) {
    if (people) {
      return people
        .map((one) => [one.login, one.state, one.name, one.dept, one.roles.join(',')].join('\t'))
        .join('\n');
    }
    if (password !== undefined) return `${login}   ${password}`;
    return unlocked ? `${login} may log in again.` : `${login} was not locked.`;
  },
});

const isVerb = (word: string): word is Verb => (verbs as readonly string[]).includes(word);

function checkNew({ login, name, roles }: Input): void {
  if (!/^[\p{L}\p{N}._-]{2,40}$/u.test(login)) {
    throw new UsageError('A login has 2 to 40 letters, digits, dots, dashes, underscores.');
  }
  if (name === '' || name.length > 60) throw new UsageError('Say the name: --name NAME.');
  const keys = readyRoles.map(({ key }) => key);
  const unknown = roles.find((key) => !keys.includes(key));
  if (roles.length === 0 || unknown !== undefined) {
    throw new UsageError(`Say a role: --role ${keys.join(' | ')}.`);
  }
}

async function list({ db }: Workplace): Promise<Listed[]> {
  const ids = (await peopleBrief(db.read)).map(({ id }) => id);
  return (await peopleByIds(db.read, ids)).map((person) => ({
    login: person.login,
    name: person.name,
    dept: person.dept_name,
    roles: person.roles.map((role) => role.name),
    state: person.state,
  }));
}

async function create(place: Workplace, input: Input): Promise<Result> {
  const { db, random } = place;
  const { login, name, roles, dept } = input;
  if (await userByLogin(db.read, loginKey(login))) {
    throw new Error(`There is a person with the login "${login}" already.`);
  }
  const deptId = dept === null ? await rootDeptId(db.read) : await deptNamed(place, dept);
  const password = makePassword(random);
  const passwordHash = await hashPassword(password, random);
  await place.write(async (ctx) => {
    const id = await addPerson(ctx.tx, {
      login,
      name,
      deptId,
      roleKeys: roles,
      passwordHash,
      firstPasswordAt: ctx.now,
    });
    await tellOfFirstPassword(ctx, id, 'first-password-operator');
    await raiseOrgRevision(ctx.tx);
    await record(ctx, 'org.createUser', id, { login, name, deptId, roles });
  });
  return { login, password };
}

async function deptNamed({ db }: Workplace, name: string): Promise<number> {
  const [found, another] = (await depts(db.read)).filter((dept) => dept.name === name);
  if (!found) throw new Error(`There is no department "${name}".`);
  if (another) throw new Error(`There are several departments "${name}".`);
  return found.id;
}

async function needPerson({ db }: Workplace, login: string) {
  const found = await userByLogin(db.read, loginKey(login));
  if (!found) throw new Error(`There is no person with the login "${login}".`);
  return (await peopleByIds(db.read, [found.id]))[0]!;
}

async function resetPassword(place: Workplace, login: string): Promise<Result> {
  const found = await needPerson(place, login);
  if (found.state === 'left') throw new Error(`"${login}" has left the company.`);
  if (found.state === 'locked') {
    throw new Error(`"${login}" is locked: say "user unlock ${login}" first.`);
  }
  const password = makePassword(place.random);
  const hash = await hashPassword(password, place.random);
  await place.write(async (ctx) => {
    await setPassword(ctx.tx, found.id, hash, ctx.now);
    await tellOfFirstPassword(ctx, found.id, 'first-password-operator');
    const sessions = await endSessions(ctx.tx, found.id, ctx.now, {});
    await clearLoginAttempt(ctx.tx, `login:${loginKey(login)}`);
    await record(ctx, 'org.resetPassword', found.id, { sessions });
    ctx.onCommit(() => place.hub.closeWhere((stream) => stream.personId === found.id));
  });
  return { login, password };
}

async function unlock(place: Workplace, login: string): Promise<Result> {
  const found = await needPerson(place, login);
  if (found.state === 'left') throw new Error(`"${login}" has left the company.`);
  const locked = found.state === 'locked';
  await place.write(async (ctx) => {
    // Somebody who only mistyped too often waits no longer either.
    await clearLoginAttempt(ctx.tx, `login:${loginKey(login)}`);
    if (!locked) return;
    const saved = await updatePerson(ctx.tx, found, { state: 'active' });
    if (!saved) throw new Error(`"${login}" was changed by somebody else: try again.`);
    await raiseOrgRevision(ctx.tx);
    await record(ctx, 'org.unlock', found.id, { state: 'active' });
  });
  return { login, unlocked: locked };
}

async function record(ctx: WriteContext, action: string, id: number, after: object) {
  await ctx.audit({ action, entity: 'user', entityId: id, after });
}
