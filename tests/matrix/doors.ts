import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { hashToken } from '@xinhang/server/http/session.ts';
import { insertBranch } from '@xinhang/db/repositories/branches.ts';
import { insertSession } from '@xinhang/db/repositories/sessions.ts';
import { writeSettings } from '@xinhang/db/repositories/settings.ts';
import { readAuthority } from '@xinhang/server/ops/tls/office-keys.ts';
import { allEndpoints } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import { PASSWORD } from '../helpers/password.ts';
import type { startCompany } from '../helpers/server.ts';
import { enrolled, type TestDevice } from '../helpers/tls.ts';

type Company = Awaited<ReturnType<typeof startCompany>>;
type Network = 'loopback' | 'lan' | 'vpn' | 'elsewhere';
type Admission = 'password' | 'device' | 'refused';

/** Where a request comes from, and what the company asks of whoever comes from there. */
export interface Door {
  name: string;
  network: Network;
  admission: Admission;
  /** The tunnel of a branch, which nobody had to type in. */
  branch?: true;
}
export const doors: readonly Door[] = [
  { name: 'office, password', network: 'lan', admission: 'password' },
  { name: 'office, device', network: 'lan', admission: 'device' },
  { name: 'office, refused', network: 'lan', admission: 'refused' },
  { name: 'VPN, device', network: 'vpn', admission: 'device' },
  { name: 'VPN of a branch, device', network: 'vpn', admission: 'device', branch: true },
  { name: 'VPN, refused', network: 'vpn', admission: 'refused' },
  { name: 'elsewhere, device', network: 'elsewhere', admission: 'device' },
  { name: 'elsewhere, refused', network: 'elsewhere', admission: 'refused' },
];

/** What stands at the other end. `theirs`: let in for somebody else. `own`: for this person. */
export const machines = ['none', 'pending', 'revoked', 'shared', 'own', 'theirs'] as const;
export type Machine = (typeof machines)[number];

/** May the person work from outside? */
export const people = { travels: true, stays: false } as const;
export type Person = keyof typeof people;

interface Verdict {
  status: number;
  code: string | null;
}
const refused = (status: number, code: string): Verdict => ({ status, code });
const good: Verdict = { status: 200, code: null };
const ended = refused(401, 'session-ended');

/** The model of a login: written from the manual, not from the server. */
export function loginMustSay(door: Door, machine: Machine, person: Person): Verdict {
  if (door.admission === 'refused') return refused(403, 'network-refused');
  // A machine that was turned away is turned away everywhere.
  if (machine === 'revoked') return refused(403, 'device-revoked');
  if (door.admission === 'device') {
    if (machine === 'none') return refused(403, 'device-required');
    if (machine === 'pending') return refused(403, 'device-pending');
  }
  const outside = door.network === 'vpn' || door.network === 'elsewhere';
  if (outside && !people[person]) return refused(403, 'remote-refused');
  if (door.admission === 'device' && machine === 'theirs') return refused(403, 'device-foreign');
  return good;
}

/** A session as it was begun: from where, and on which machine (null: on none). */
export interface Begun {
  network: Network;
  machine: 'shared' | 'own' | null;
}
export const begun: readonly Begun[] = (['loopback', 'lan', 'vpn', 'elsewhere'] as const).flatMap(
  (network) => [
    { network, machine: null },
    { network, machine: 'shared' as const },
    { network, machine: 'own' as const },
  ],
);

/** The model of a request in a session that was begun somewhere. */
export function sessionMustSay(door: Door, machine: Machine, person: Person, from: Begun): Verdict {
  if (door.admission === 'refused') return refused(403, 'network-refused');
  if (from.network !== door.network) return ended;
  if (from.machine === null) {
    // On no machine: good only where none is needed, whatever is at the other end.
    if (door.admission === 'device') return ended;
  } else if (machine !== from.machine) return ended;
  const outside = door.network === 'vpn' || door.network === 'elsewhere';
  if (outside && !people[person]) return ended;
  return good;
}

/** For every parameter that a path may have. */
const anyParams = new Proxy({}, { get: () => '1' });

let counter = 0;
async function askOver(
  agent: Agent,
  url: string,
  { method, token, body }: { method?: string; token?: string; body?: object },
): Promise<{ status: number; text: string }> {
  const payload = body && JSON.stringify(body);
  const call = request(url, {
    agent,
    method: method ?? (payload === undefined ? 'GET' : 'POST'),
    headers: {
      'idempotency-key': `doors-key-${(counter += 1)}`,
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
  });
  const answered = once(call, 'response');
  call.end(payload);
  const [answer] = (await answered) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text += chunk as string;
  return { status: answer.statusCode ?? 0, text };
}

type Settings = Parameters<typeof writeSettings>[1];

/** An office whose one outer address is of the network that a test says. */
export async function openDoors(company: Company, outer: string) {
  company.clock.now = Date.now();
  await company.app.ready();
  const order = { hosts: [outer], port: 0, names: () => [outer] };
  const [base = ''] = await company.app.tls.open(company.app, order);
  const ca = readAuthority(company.paths)!.certificate.toString();
  // The owner travels, the salesperson does not.
  const logins: Record<Person, string> = { travels: 'boss', stays: 'alice' };

  const keys = new Map<string, TestDevice>();
  const admin = await company.login('admin');
  const make = async (name: string, verb?: 'approve' | 'revoke', userId: number | null = null) => {
    const device = await enrolled(company.call, admin, name);
    keys.set(name, device);
    if (verb === undefined) return;
    const body = { version: 1, ...(verb === 'approve' && { userId }) };
    await company.call(admin, 'POST', `/devices/${device.id}/${verb}`, body);
  };
  await make('pending');
  await make('revoked', 'revoke');
  await make('shared', 'approve');
  for (const [person, login] of Object.entries(logins)) {
    await make(`own of ${person}`, 'approve', company.users[login]!);
  }
  await make('theirs', 'approve', company.users['bob']!);
  const nameOf = (machine: Machine | 'shared' | 'own', person: Person) =>
    machine === 'own' ? `own of ${person}` : machine;

  const tokens = new Map<string, string>();
  const tokenName = (person: Person, { network, machine }: Begun) =>
    `${person} ${network} ${machine ?? 'no machine'}`;
  await company.db.transaction(async (tx) => {
    for (const person of Object.keys(people) as Person[]) {
      for (const from of begun) {
        const token = `token of ${tokenName(person, from)}`;
        tokens.set(tokenName(person, from), token);
        await insertSession(tx, {
          tokenHash: hashToken(token),
          userId: company.users[logins[person]]!,
          client: '',
          address: outer,
          network: from.network,
          deviceId: from.machine && keys.get(nameOf(from.machine, person))!.id,
          now: company.clock.now,
        });
      }
    }
  });

  /** One connection for each machine, as a browser has it: the rules are asked at each request. */
  const agents = new Map<string, Agent>();
  const agentOf = (name: string): Agent => {
    const device = keys.get(name);
    const own = device ? { key: device.key, cert: device.cert } : {};
    const agent = agents.get(name) ?? new Agent({ ca, ...own, keepAlive: true, maxSockets: 1 });
    agents.set(name, agent);
    return agent;
  };

  async function stand(door: Door): Promise<void> {
    const here = [`${outer}/32`];
    const access = (network: 'lan' | 'vpn' | 'elsewhere') =>
      network === door.network ? { [`network.${network}Access`]: door.admission } : {};
    const values = {
      'network.lanRanges': door.network === 'lan' ? here : [],
      'network.vpnRanges': door.network === 'vpn' && !door.branch ? here : [],
      ...access('lan'),
      ...access('vpn'),
      ...access('elsewhere'),
    } as Settings;
    await company.db.transaction(async (tx) => {
      await writeSettings(tx, values);
      await tx.deleteFrom('branch').execute();
      if (!door.branch) return;
      const branch = { name: '分公司', address: '10.77.0.2', lan: JSON.stringify(here) };
      const made = { mtu: 1420, public_key: 'x', made_at: 1, made_by: null };
      await insertBranch(tx, { ...branch, ...made });
    });
  }

  async function ask(
    machine: Machine,
    person: Person,
    path: string,
    more: { method?: string; token?: string; body?: object } = {},
  ): Promise<Verdict> {
    const { status, text } = await askOver(agentOf(nameOf(machine, person)), base + path, more);
    return { status, code: status < 300 ? null : (JSON.parse(text) as { code: string }).code };
  }

  return {
    stand,
    close: () => agents.forEach((agent) => agent.destroy()),
    async login(machine: Machine, person: Person): Promise<Verdict> {
      // Refusals after the password count as guesses; here nobody guesses.
      await company.db.transaction((tx) => tx.deleteFrom('login_attempt').execute());
      const body = { login: logins[person], password: PASSWORD };
      return await ask(machine, person, '/api/v1/auth/login', { body });
    },
    session: (machine: Machine, person: Person, from: Begun) =>
      ask(machine, person, '/api/v1/auth/me', { token: tokens.get(tokenName(person, from))! }),
    /** What each endpoint answers; those that need no login too where `open` says so. */
    async everything(machine: Machine, person: Person, from: Begun, open: boolean) {
      const token = tokens.get(tokenName(person, from))!;
      const answers: { name: string; verdict: Verdict }[] = [];
      for (const { name, endpoint } of allEndpoints()) {
        if (endpoint.access === 'public' && !open) continue;
        const path = urlOf(endpoint, { params: anyParams });
        const { method } = endpoint;
        answers.push({ name, verdict: await ask(machine, person, path, { method, token }) });
      }
      return answers;
    },
  };
}
export type Doors = Awaited<ReturnType<typeof openDoors>>;

const said = ({ status, code }: Verdict) => `${status} ${code ?? ''}`.trim();

/** Asks every cell, and says which differ from the model. */
export async function walkDoors(
  opened: Doors,
  only: readonly Door[] = doors,
): Promise<{ cells: number; wrong: string[] }> {
  const wrong: string[] = [];
  let cells = 0;
  const compare = (cell: string, found: Verdict, expected: Verdict) => {
    cells += 1;
    if (said(found) !== said(expected)) {
      wrong.push(`${cell}: answered ${said(found)}, the model says ${said(expected)}`);
    }
  };
  for (const door of only) {
    await opened.stand(door);
    for (const person of Object.keys(people) as Person[]) {
      for (const machine of machines) {
        const cell = `${door.name}; ${machine}; ${person}`;
        const expected = loginMustSay(door, machine, person);
        compare(`${cell}; login`, await opened.login(machine, person), expected);
        for (const from of begun) {
          compare(
            `${cell}; session of ${from.network} on ${from.machine ?? 'no machine'}`,
            await opened.session(machine, person, from),
            sessionMustSay(door, machine, person, from),
          );
        }
      }
    }
  }
  return { cells, wrong };
}
