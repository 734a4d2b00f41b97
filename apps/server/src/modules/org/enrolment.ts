import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  verify,
  type KeyObject,
} from 'node:crypto';
import {
  countCodeTry,
  deviceByKey,
  deviceCode,
  insertDevice,
  insertDeviceCode,
  spendCode,
  type DeviceRecord,
} from '@xinhang/db/repositories/devices.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import { CODE_MINUTES, CODE_TRIES, enrolmentProof } from '@xinhang/shared/devices.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Deps } from '../../deps.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { keyHash } from '../../http/device-key.ts';
import { readAuthority } from '../../ops/tls/office-keys.ts';
import { holdersOf } from '@xinhang/db/repositories/rights.ts';

type Asked = EndpointInput<typeof api.devices.enrol>['body'];

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LENGTH = 10;
/** So much of the authority's fingerprint travels with a code: 128 bits (reliability.md, 3). */
const FINGERPRINT_HEX = 32;

const hashOf = (letters: string) => createHash('sha256').update(letters).digest('hex');

const randomLetters = ({ random }: Pick<Deps, 'random'>, length: number) =>
  [...random(length)].map((byte) => LETTERS[byte % LETTERS.length]).join('');

/** Throws `network-shut` where the office has none yet. */
function authorityOf({ paths }: Pick<Deps, 'paths'>) {
  const authority = readAuthority(paths);
  if (!authority) throw problem('network-shut');
  return authority;
}

/** What a person types into a device: address, code and whom the device may trust, in one line. */
export async function makeCode(
  ctx: WriteContext,
  addresses: readonly string[],
): Promise<{ expiresAt: number; texts: string[] }> {
  if (addresses.length === 0) throw problem('network-shut');
  const { certificate } = authorityOf(ctx.deps);
  const letters = randomLetters(ctx.deps, LENGTH);
  const expiresAt = ctx.now + CODE_MINUTES * 60_000;
  const id = await insertDeviceCode(ctx.tx, {
    code_hash: hashOf(letters),
    // The command line is nobody of the company.
    made_by: ctx.actor.userId || null,
    expires_at: expiresAt,
  });
  await ctx.audit({
    action: 'devices.makeCode',
    entity: 'device',
    entityId: null,
    after: { code: id, expiresAt },
  });
  const authority = createHash('sha256').update(certificate.raw).digest('hex');
  const whom = authority.slice(0, FINGERPRINT_HEX).toUpperCase();
  return { expiresAt, texts: addresses.map((address) => `${address}/${id}-${letters}/${whom}`) };
}

/** The number of a good code. A wrong one is counted in a transaction of its own. */
async function goodCode(ctx: ReadContext, code: string): Promise<number> {
  const [number = '', letters = ''] = code.split('-');
  const id = Number(number);
  return await ctx.deps.db
    .transaction(async (tx) => {
      const row = await deviceCode(tx, id);
      const open =
        row && row.used_at === null && row.expires_at > ctx.now && row.tries < CODE_TRIES;
      if (open && row.code_hash === hashOf(letters)) return id;
      if (row) await countCodeTry(tx, id);
      return null;
    })
    .then((found) => {
      if (found === null) throw problem('enrolment-refused');
      return found;
    });
}

/** A P-256 key with the proof that whoever sent it has its other half. */
function provenKey({ publicKey, proof, code, name }: Asked): KeyObject {
  let key: KeyObject;
  try {
    const der = Buffer.from(publicKey, 'base64');
    key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch (error) {
    throw problem('device-key-refused', {}, error);
  }
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (key.asymmetricKeyType !== 'ec' || curve !== 'prime256v1') throw problem('device-key-refused');
  const said = Buffer.from(enrolmentProof(code, name));
  if (!verify('sha256', said, key, Buffer.from(proof, 'base64'))) {
    throw problem('device-key-refused');
  }
  return key;
}

export interface Proven {
  readonly codeId: number;
  readonly key: KeyObject;
}

/** Whether a device that asks has a good code and the key that it names. */
export async function proveDevice(ctx: ReadContext, asked: Asked): Promise<Proven> {
  return { codeId: await goodCode(ctx, asked.code), key: provenKey(asked) };
}

/** Takes a device in as one that waits, with a certificate that is worth nothing until it is let in. */
export async function enrol(ctx: WriteContext, { name }: Asked, { codeId, key }: Proven) {
  const { tx } = ctx;
  const authority = authorityOf(ctx.deps);
  if (!(await spendCode(tx, codeId, ctx.now))) throw problem('enrolment-refused');
  const hash = keyHash(key);
  if (await deviceByKey(tx, hash)) throw problem('device-key-refused');
  const device = await insertDevice(tx, {
    name,
    kind: 'desktop',
    state: 'pending',
    key_hash: hash,
    asked_at: ctx.now,
    asked_from: ctx.address,
  });
  const maker = { now: ctx.now, random: ctx.deps.random };
  const { issueDevice } = await import('../../ops/tls/certificate.ts');
  const certificate = await issueDevice(authority, { commonName: name, publicKey: key }, maker);
  await ctx.audit({
    action: 'devices.enrol',
    entity: 'device',
    entityId: device.id,
    after: { name, code: codeId, key: hash },
  });
  await ctx.emit({ entity: 'device', id: device.id, version: 1, audience: [] });
  await ctx.notify(await holdersOf(tx, 'system.devices'), {
    kind: 'device-asks',
    route: '/devices',
  });
  return {
    id: device.id,
    certificate: certificate.toString(),
    authority: authority.certificate.toString(),
  };
}

/** Four groups of four: 80 bits, typed once into a browser. */
const filePassword = (deps: Deps) => randomLetters(deps, 16).replaceAll(/(.{4})(?=.)/g, '$1-');

/** Key and certificate for a browser. The key is made here, leaves in the file and is kept nowhere. */
export async function makeFile(
  ctx: WriteContext,
  { name, userId }: { name: string; userId: number | null },
): Promise<{ device: DeviceRecord; fileName: string; file: string; password: string }> {
  const { tx, deps } = ctx;
  const authority = authorityOf(deps);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const device = await insertDevice(tx, {
    name,
    kind: 'browser',
    state: 'approved',
    key_hash: keyHash(publicKey),
    user_id: userId,
    asked_at: ctx.now,
    asked_from: ctx.address,
    approved_at: ctx.now,
    // The command line is nobody of the company.
    approved_by: ctx.actor.userId || null,
  });
  const maker = { now: ctx.now, random: deps.random };
  const { issueDevice } = await import('../../ops/tls/certificate.ts');
  const { packKey } = await import('../../ops/tls/p12.ts');
  const certificate = await issueDevice(authority, { commonName: name, publicKey }, maker);
  const password = filePassword(deps);
  const about = { name, key: privateKey, certificate, authority: authority.certificate };
  await ctx.audit({
    action: 'devices.makeFile',
    entity: 'device',
    entityId: device.id,
    after: { name, userId, key: device.key_hash },
  });
  await ctx.emit({ entity: 'device', id: device.id, version: 1, audience: [] });
  return {
    device,
    fileName: `xinhang-${device.id}.p12`,
    file: (await packKey(about, password, deps.random)).toString('base64'),
    password,
  };
}
