import { writeFileSync } from 'node:fs';
import { listBranches } from '@xinhang/db/repositories/branches.ts';
import { readSettings } from '@xinhang/db/repositories/settings.ts';
import type { Branch, TunnelHints } from '@xinhang/shared/branches.ts';
import { settingSchemas } from '@xinhang/shared/settings.ts';
import { z } from 'zod';
import {
  makeBranch,
  needBranch,
  revokeBranch,
  setEndpoint,
  toBranch,
  writeOfficeEnd,
} from '../modules/system/branches.ts';
import { readConfig } from '../ops/config.ts';
import { fromCaller } from '../ops/paths.ts';
import { officeFile, portOf } from '../ops/tunnel/config.ts';
import { hintsFor } from '../ops/tunnel/hints.ts';
import { qrText } from '../ops/tunnel/qr-text.ts';
import { dataCommand, UsageError, type CommandCall, type Workplace } from './command.ts';
import { isId, newName, verbOf } from './verbs.ts';

type Verb = 'list' | 'add' | 'revoke';

interface Input {
  verb: Verb;
  id: number;
  name: string;
  /** Where the configuration goes, absolute. */
  to: string;
  lan: string[];
  pppoe: boolean;
  /** Where branches find the office from now on; null leaves that as it is. */
  endpoint: string | null;
}

interface Result {
  verb: Verb;
  branches: Branch[];
  made: { to: string; config: string } | null;
  hints: TunnelHints | null;
}

const usage: Record<Verb, string> = {
  list: 'branch list',
  add: 'branch add NAME FILE.conf [--endpoint HOST:PORT] [--lan RANGE,RANGE] [--pppoe]',
  revoke: 'branch revoke ID',
};
const wordsOf: Record<Verb, number> = { list: 0, add: 2, revoke: 1 };

/** Tunnels of the branches: WireGuard's two ends, and the firewall in front of the office's. */
export const branch = dataCommand({
  usage: Object.values(usage).join('\n'),
  summary: 'tunnels by which branches reach the office, with WireGuard',
  mode: 'writes',
  options: {
    endpoint: { type: 'string' },
    lan: { type: 'string' },
    pppoe: { type: 'boolean' },
  },
  parse(call): Input {
    const { verb, words, misused } = verbOf('branch', usage, call.words);
    const own = ['endpoint', 'lan', 'pppoe'].filter((name) => call.options[name] !== undefined);
    if (words.length !== wordsOf[verb] || (verb !== 'add' && own.length > 0)) throw misused();
    const [first = '', second = ''] = words;
    if (verb === 'revoke' && !isId(first)) throw misused();
    const name = verb === 'add' ? newName(first) : '';
    const to = fromCaller(second);
    return { verb, id: Number(first) || 0, name, to, ...addOptions(call) };
  },
  async run(place, input): Promise<Result> {
    const { verb } = input;
    if (verb === 'list') {
      const rows = await listBranches(place.db.read);
      const branches = rows.map(({ made_by_name: by, ...row }) => toBranch(row, by, null));
      return { verb, branches, made: null, hints: null };
    }
    const done = await place.write(async (ctx) => {
      if (verb === 'revoke') {
        const { hub } = place;
        const before = await needBranch(ctx.tx, input.id);
        const after = await revokeBranch(hub, ctx, before, before.version);
        return { branches: [toBranch(after, null, null)], made: null };
      }
      if (input.endpoint !== null) await setEndpoint(ctx, input.endpoint);
      const { row, config } = await makeBranch(ctx, input);
      return { branches: [toBranch(row, null, null)], made: { to: input.to, config } };
    });
    await writeOfficeEnd(place.db.read, place);
    return { verb, ...done, hints: await hintsHere(place) };
  },
  show({ branches, made, hints }) {
    // Written where it was typed: the server may be another user, without rights there.
    if (made) writeFileSync(made.to, made.config, { flag: 'wx', mode: 0o600 });
    return [
      ...branches.map(line),
      ...(made
        ? ['', qrText(made.config), '', `${made.to}   holds the branch's private key, once`]
        : []),
      ...(hints ? ['', 'On this machine, Linux:', ...hints.linux] : []),
      ...(hints ? ['', 'On this machine, Windows:', ...hints.windows] : []),
    ].join('\n');
  },
});

function addOptions({ options }: CommandCall): Pick<Input, 'lan' | 'pppoe' | 'endpoint'> {
  const { endpoint, lan, pppoe } = options;
  const ranges = typeof lan === 'string' ? lan.split(',').map((one) => one.trim()) : [];
  const bad = ranges.find((one) => !z.cidrv4().safeParse(one).success);
  if (bad !== undefined) throw new UsageError(`"${bad}" is no range such as 192.168.30.0/24.`);
  const found = settingSchemas['branches.endpoint'].safeParse(endpoint ?? '');
  if (!found.success || endpoint === '') {
    throw new UsageError(`"${String(endpoint)}" is no address such as vpn.example.com:51820.`);
  }
  return { lan: ranges, pppoe: pppoe === true, endpoint: found.data === '' ? null : found.data };
}

const line = ({ id, revokedAt, name, address, lan, madeAt, madeBy }: Branch) =>
  [
    id,
    revokedAt === null ? 'in use' : `revoked ${dayOf(revokedAt)}`,
    [address, ...lan].join(' '),
    name,
    `${dayOf(madeAt)} ${madeBy?.name ?? ''}`.trim(),
  ].join('\t');

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

async function hintsHere({ db, paths, tls }: Workplace): Promise<TunnelHints> {
  const { values } = await readSettings(db.read);
  const appPort = tls?.port ?? readConfig(paths.config, process.env, {}).tls_port;
  const tunnelPort = portOf(values['branches.endpoint']);
  return hintsFor({ file: officeFile(paths), tunnelPort, appPort });
}
