import { allEndpoints } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import { isWrite, pathOf, type Endpoint } from '@xinhang/shared/contract/endpoint.ts';
import {
  openInViewAs,
  openWithFirstPassword,
  refusalsOf,
} from '@xinhang/shared/contract/refusals.ts';
import type { ProblemCode } from '@xinhang/shared/problems.ts';
import { leaks } from './canaries.ts';
import { Expectation, ok, positions, refused, type Verdict } from './expectation.ts';
import type { Cell } from './recipe.ts';
import { recipes } from './recipes/all.ts';
import { doorOf, rolesUnderTest, type RoleFacts } from './roles.ts';
import type { World } from './world.ts';

/**
 * In what state the account or its session may be; each is asked with every ready role and with
 * every permission alone.
 */
export const accountStates = [
  'active',
  'leaving',
  'viewAs',
  'firstPassword',
  'locked',
  'left',
  'expired',
  'loggedOut',
] as const;
export type AccountState = (typeof accountStates)[number];

/** Nobody gets in: refused before anything is known of what is asked for. */
const ended: readonly AccountState[] = ['locked', 'left', 'expired', 'loggedOut'];

/** Nothing is reached, whatever the role. */
function shutOut(state: AccountState, endpoint: Endpoint): boolean {
  if (endpoint.access === 'public') return false;
  if (state === 'firstPassword') return !openWithFirstPassword.has(endpoint.path);
  return ended.includes(state);
}

export interface Failure {
  role: string;
  state: AccountState;
  endpoint: string;
  cell: string;
  wrong: string;
}

export interface Report {
  cells: number;
  refusals: number;
  /** Positions of rows that were aimed at. */
  positions: Set<string>;
  failures: Failure[];
}

/** Streams never end, so that they have a test of their own. */
export const isStream = (endpoint: Endpoint) => endpoint.kind === 'events';

const servedBy = new WeakMap<World, ReturnType<typeof allEndpoints>>();

/** Found once: each role in each state walks through them. */
export function served(world: World) {
  let found = servedBy.get(world);
  if (!found) {
    found = allEndpoints().filter(({ endpoint }) =>
      world.company.app.hasRoute({ method: endpoint.method, url: pathOf(endpoint) }),
    );
    servedBy.set(world, found);
  }
  return found;
}

function expected(who: Expectation, state: AccountState, endpoint: Endpoint, cell: Cell): Verdict {
  if (endpoint.access !== 'public') {
    if (ended.includes(state)) return refused.ended;
    if (state === 'viewAs' && isWrite(endpoint) && !openInViewAs.has(endpoint.path)) {
      return refused.readOnly;
    }
    if (state === 'firstPassword' && !openWithFirstPassword.has(endpoint.path)) {
      return refused.firstPassword;
    }
    if (!who.enters(endpoint.access)) return refused.forbidden;
  }
  return cell.rule?.(who) ?? ok(endpoint.status);
}

/** In other states than active this one alone is asked what is dear, or the same for all. */
const SWEEPER = 'owner';

/** Doors that a role made for the matrix does not open are tried in turn by all of them. */
const TURNS = 50;

/**
 * Which cells of an endpoint somebody is asked. Where the door is refused whatever the row, the
 * first rows stand for all: two, because what is refused must answer like what is not there; the
 * first, where nobody gets as far as that. Everything but what opens it knocks at each door;
 * permissions alone, and pairs with crossed scopes, knock at a part, so that together they knock at
 * all of them. In other states than active rows are the business of one ready role and of the
 * permissions alone: what a state forbids it forbids before anything is known of the row.
 */
function asked(
  all: readonly Cell[],
  { role }: Expectation,
  endpoint: Endpoint,
  at: { state: AccountState; enters: boolean; turn: number },
): readonly Cell[] {
  const { state, enters, turn } = at;
  const elsewhere = state !== 'active';
  if (elsewhere && role.name === SWEEPER) return all;
  // What is open to all, or to everybody who is logged in, is asked by the ready roles.
  const common = endpoint.access === 'public' || endpoint.access === 'session';
  if (elsewhere && role.among === 'single' && common) return [];
  if (shutOut(state, endpoint)) return role.among === 'ready' || enters ? all.slice(0, 1) : [];
  if (role.among === 'ready') return elsewhere ? all.slice(0, 2) : all;
  if (enters) return all;
  if (!role.knocks && turn % TURNS !== 0) return [];
  return all.slice(0, role.among === 'single' ? 1 : 2);
}

/** To whom what is dear is granted: to those the issue names, and in other states to one of them. */
function granted(role: RoleFacts, state: AccountState): boolean {
  return state === 'active' ? role.among !== 'others' : role.name === SWEEPER;
}

async function enter(world: World, state: AccountState): Promise<string> {
  const account = state === 'locked' || state === 'left' || state === 'leaving' ? state : 'active';
  await world.takeState(account, state === 'firstPassword');
  if (state === 'expired' || state === 'loggedOut') return world.tokens[state];
  return state === 'viewAs' ? world.tokens.viewing : world.tokens.mine;
}

const withoutInstance = (text: string) => text.replace(/"instance":"[^"]*"/, '"instance":""');

/** Asks one role in one state for everything, and says what differs from the model. */
export async function runRole(
  world: World,
  role: RoleFacts,
  state: AccountState,
  options: { only?: readonly string[]; first?: boolean } = {},
): Promise<Report> {
  const report: Report = { cells: 0, refusals: 0, positions: new Set(), failures: [] };
  await world.takeRole(role);
  const token = await enter(world, state);
  const who = new Expectation(role, {
    watched: state === 'viewAs',
    leaving: state === 'leaving',
  });
  for (const [at, { name, endpoint }] of served(world).entries()) {
    if (isStream(endpoint) || !recipes[name]) continue;
    if (options.only && !options.only.includes(name)) continue;
    if (role.doors && role.doors !== doorOf(endpoint.access)) continue;
    if (role.about && !role.about.some((area) => name.startsWith(area))) continue;
    const all = recipes[name](world).filter((cell) => options.first || !cell.anyRole);
    const turn = at + rolesUnderTest.indexOf(role);
    const cells = asked(all, who, endpoint, { state, turn, enters: who.enters(endpoint.access) });
    let nothingThere: string | undefined;
    for (const cell of cells) {
      const fail = (wrong: string) =>
        report.failures.push({ role: role.name, state, endpoint: name, cell: cell.label, wrong });
      const verdict = expected(who, state, endpoint, cell);
      const denied = verdict.status >= 400;
      if (cell.dear && !denied && !granted(role, state)) continue;
      report.cells += 1;
      if (cell.row) report.positions.add(cell.row.position);
      if (denied) report.refusals += 1;
      const before = world.dataVersion();
      world.state.undo = !denied;
      const url = urlOf(endpoint, {
        params: cell.request.params,
        query: cell.request.query,
      } as never);
      const { body, bytes } = cell.request;
      const payload = bytes === undefined ? body : Buffer.from(bytes);
      const answer = await world.send(token, endpoint.method, url, payload);
      world.state.undo = false;

      const said = answer.status >= 400 ? (JSON.parse(answer.text) as { code: ProblemCode }) : null;
      if (answer.status !== verdict.status || (verdict.code && said?.code !== verdict.code)) {
        fail(
          `answered ${answer.status} ${said?.code ?? ''}, the model says ${verdict.status} ${verdict.code ?? ''}`,
        );
      }
      if (said && !refusalsOf(endpoint).includes(said.code)) {
        fail(`answered ${said.code}, which its contract does not list`);
      }
      if (denied && !cell.leavesTrace && world.dataVersion() !== before) {
        fail('wrote although it must be refused');
      }
      if (cell.row && denied) {
        if (!cell.row.exists) nothingThere = withoutInstance(answer.text);
        else if (!who.sees(cell.row) && withoutInstance(answer.text) !== nothingThere) {
          fail('is refused in other words than a row that does not exist');
        }
      }
      for (const leak of leaks(answer.text, who, positions, new Set(cell.echoes))) {
        fail(`gives away ${leak}`);
      }
      if (!denied && answer.status < 300 && cell.content && endpoint.kind !== 'download') {
        const wrong = cell.content(JSON.parse(answer.text) as never, who);
        if (wrong) fail(wrong);
      }
    }
  }
  return report;
}

/** Failures as lines to read, at most so many of each endpoint. */
export function describeFailures(failures: readonly Failure[], each = 4): string[] {
  const shown = new Map<string, number>();
  return failures
    .filter(({ endpoint, wrong }) => {
      const key = `${endpoint} ${wrong.slice(0, 12)}`;
      shown.set(key, (shown.get(key) ?? 0) + 1);
      return shown.get(key)! <= each;
    })
    .map((one) => `${one.endpoint} [${one.cell}] as ${one.role}, ${one.state}: ${one.wrong}`);
}
