import { writeFileSync } from 'node:fs';
import { listDevices } from '@xinhang/db/repositories/devices.ts';
import { userByLogin } from '@xinhang/db/repositories/users.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { Device } from '@xinhang/shared/devices.ts';
import type { WriteContext } from '../http/context.ts';
import { approve, described, needDevice, revoke, toDevice } from '../modules/org/devices.ts';
import { makeCode, makeFile } from '../modules/org/enrolment.ts';
import { loginKey } from '../modules/org/names.ts';
import { readConfig } from '../ops/config.ts';
import { fromCaller } from '../ops/paths.ts';
import { keepOfficeKeys } from '../ops/tls/office-keys.ts';
import { certificateNames } from '../ops/tls/own-names.ts';
import { qrText } from '../ops/tunnel/qr-text.ts';
import { dataCommand, type Workplace } from './command.ts';
import { isId, newName, verbOf } from './verbs.ts';

type Verb = 'list' | 'code' | 'approve' | 'revoke' | 'file';

interface Input {
  verb: Verb;
  id: number;
  name: string;
  /** Where the file goes, absolute. */
  to: string;
  /** Login of the one person who may use it; null for several. */
  login: string | null;
}

interface Result {
  verb: Verb;
  devices: Device[];
  made: { to: string; file: string; password: string } | null;
  /** For each address of the server the line that a desktop client asks with. */
  code: { texts: string[]; expiresAt: number } | null;
}

const usage: Record<Verb, string> = {
  list: 'device list',
  code: 'device code',
  approve: 'device approve ID [--user LOGIN]',
  revoke: 'device revoke ID',
  file: 'device file NAME FILE.p12 [--user LOGIN]',
};
const wordsOf: Record<Verb, number> = { list: 0, code: 0, approve: 1, revoke: 1, file: 2 };

/** Devices, for whoever owns the files: how the first browser of a server without a screen gets in. */
export const device = dataCommand({
  usage: Object.values(usage).join('\n'),
  summary: 'devices that may log in; a file is key and certificate for a browser',
  mode: 'writes',
  options: { user: { type: 'string' } },
  parse(call): Input {
    const { verb, words, misused } = verbOf('device', usage, call.words);
    const { options } = call;
    const login = typeof options['user'] === 'string' ? options['user'] : null;
    const forNobody = login !== null && verb !== 'approve' && verb !== 'file';
    if (words.length !== wordsOf[verb] || forNobody) throw misused();
    const [first = '', second = ''] = words;
    const numbered = verb === 'approve' || verb === 'revoke';
    if (numbered && !isId(first)) throw misused();
    const name = verb === 'file' ? newName(first) : '';
    return { verb, id: Number(first) || 0, name, to: fromCaller(second), login };
  },
  async run(place, input): Promise<Result> {
    if (input.verb === 'list') {
      const rows = await listDevices(place.db.read);
      const devices = rows.map(({ user_name: user, ...row }) => toDevice(row, user));
      return { verb: input.verb, devices, made: null, code: null };
    }
    return await place.write(async (ctx) => {
      if (input.verb === 'code') {
        const code = await makeCode(ctx, place.tls?.addresses ?? []);
        return { verb: input.verb, devices: [], made: null, code };
      }
      const userId = await whom(ctx.tx, input.login);
      if (input.verb === 'file') return await file(place, ctx, input, userId);
      const before = await needDevice(ctx.tx, input.id);
      const { version } = before;
      const after =
        input.verb === 'approve'
          ? await approve(place.hub, ctx, before, { version, userId })
          : await revoke(place.hub, ctx, before, version);
      return { verb: input.verb, devices: [after], made: null, code: null };
    });
  },
  show({ devices, made, code }) {
    // Written where it was typed: the server may be another user, without rights there.
    if (made) writeFileSync(made.to, Buffer.from(made.file, 'base64'), { flag: 'wx', mode: 0o600 });
    return [
      ...devices.map(line),
      ...(made ? [`${made.to}   password ${made.password}`] : []),
      ...(code ? shownCode(code) : []),
    ].join('\n');
  },
});

const shownCode = ({ texts, expiresAt }: NonNullable<Result['code']>) => [
  ...texts,
  `Good once, until ${new Date(expiresAt).toISOString().slice(11, 16)} UTC; then: device approve`,
  '',
  qrText(texts[0] ?? ''),
];

const line = ({ id, state, kind, name, user }: Device) =>
  [id, state, kind, name, user?.name ?? '*'].join('\t');

async function whom(db: Reader, login: string | null): Promise<number | null> {
  if (login === null) return null;
  const found = await userByLogin(db, loginKey(login));
  if (!found) throw new Error(`There is no person with the login "${login}".`);
  return found.id;
}

async function file(
  { paths }: Workplace,
  ctx: WriteContext,
  { verb, name, to }: Input,
  userId: number | null,
): Promise<Result> {
  const names = certificateNames(readConfig(paths.config, process.env, {}));
  const { now, deps } = ctx;
  await keepOfficeKeys(paths, { now, random: deps.random }, names);
  const made = await makeFile(ctx, { name, userId });
  const devices = [await described(ctx.tx, made.device)];
  return { verb, devices, made: { to, file: made.file, password: made.password }, code: null };
}
