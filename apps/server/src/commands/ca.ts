import { writeFileSync } from 'node:fs';
import { revokeEveryDevice } from '@xinhang/db/repositories/devices.ts';
import { readConfig } from '../ops/config.ts';
import { fromCaller } from '../ops/paths.ts';
import {
  fingerprint,
  forgetOfficeKeys,
  keepOfficeKeys,
  readAuthority,
  readServerPair,
  type OfficeKeys,
} from '../ops/tls/office-keys.ts';
import { certificateNames } from '../ops/tls/own-names.ts';
import { dataCommand, UsageError, type Workplace } from './command.ts';

const verbs = ['show', 'export', 'renew', 'replace'] as const;
interface Asked {
  verb: (typeof verbs)[number];
  /** Where the certificate goes; null: to the output. */
  file: string | null;
}
interface Result extends Asked {
  /** SHA-256 of the authority's certificate, as `AB:CD:…`. */
  fingerprint: string;
  /** The authority's certificate; no secret. */
  certificate: string;
  /** ISO instants. */
  authorityUntil: string;
  serverUntil: string;
  names: string;
  /** Devices that were turned away with the old authority; null where it stays. */
  revoked: number | null;
}

const beforehand = `"ca replace" makes another authority, for when somebody else may have the key of this one.
Every machine has to be told of it, and every device has to register anew; nobody on the network
gets in before that. Add --yes.`;

const afterwards = (revoked: number) => [
  '',
  `This is another authority, and the ${revoked} devices of the old one were revoked. Now, in this order:`,
  '1. xinhang backup: a restore of an older one brings the old authority back.',
  '2. xinhang ca export FILE, and on every machine take the old certificate out of the list of',
  '   trusted authorities and put this one in; compare the fingerprint.',
  '3. Desktop clients register with a new code (xinhang device code), browsers get a new file',
  '   (xinhang device file). Approve each by its name.',
  'Tunnels of branches have keys of their own and stay.',
];

/** The office's authority, as people compare and install it, and the server's certificate. */
export const ca = dataCommand({
  usage: 'ca show\nca export [FILE]\nca renew\nca replace --yes',
  summary:
    'the certificate authority of the office: its fingerprint, its file, a new server certificate',
  mode: 'writes',
  options: { yes: { type: 'boolean' } },
  parse({ words: [verb, file, ...more], options }): Asked {
    const known = verbs.find((one) => one === verb);
    if (!known) throw new UsageError(`"ca" takes ${verbs.join(', ')}.`);
    if (more.length > 0 || (file !== undefined && known !== 'export')) {
      throw new UsageError(`"ca ${known}" takes no "${more[0] ?? file}".`);
    }
    if ((known === 'replace') !== (options['yes'] === true)) {
      throw new UsageError(known === 'replace' ? beforehand : `"ca ${known}" takes no "--yes".`);
    }
    return { verb: known, file: file === undefined ? null : fromCaller(file) };
  },
  async run(place, asked: Asked): Promise<Result> {
    const revoked = asked.verb === 'replace' ? await replace(place) : null;
    const keys = asked.verb === 'renew' ? await renewed(place) : await kept(place);
    return {
      ...asked,
      fingerprint: fingerprint(keys.authority),
      certificate: keys.authority.certificate.toString(),
      authorityUntil: keys.authority.certificate.validToDate.toISOString(),
      serverUntil: keys.server.certificate.validToDate.toISOString(),
      names: keys.server.certificate.subjectAltName ?? '',
      revoked,
    };
  },
  show(result) {
    if (result.verb === 'export') {
      if (result.file === null) return result.certificate.trimEnd();
      // Written where it was typed: the server may be another user, without rights there.
      writeFileSync(result.file, result.certificate, { flag: 'wx' });
    }
    return [
      `Authority:   SHA-256 ${result.fingerprint}`,
      `             until ${result.authorityUntil.slice(0, 10)}`,
      `Server:      until ${result.serverUntil.slice(0, 10)}; renewed by itself before that`,
      `             ${result.names}`,
      ...(result.file === null ? [] : [`Certificate: ${result.file}`]),
      ...(result.revoked === null ? [] : afterwards(result.revoked)),
    ].join('\n');
  },
});

async function make(place: Workplace, anew: boolean): Promise<OfficeKeys> {
  const { paths, now, random } = place;
  const names = certificateNames(readConfig(paths.config, process.env, {}));
  return await keepOfficeKeys(paths, { now: now(), random }, names, anew);
}

/** What is there; made where nothing is yet, and where no server runs that would see to it. */
async function kept(place: Workplace): Promise<OfficeKeys> {
  const authority = readAuthority(place.paths);
  const server = readServerPair(place.paths);
  return authority && server ? { authority, server } : await make(place, false);
}

async function renewed(place: Workplace): Promise<OfficeKeys> {
  if (!(await place.tls?.look(true))) await make(place, true);
  const keys = await kept(place);
  await place.write((ctx) =>
    ctx.audit({
      action: 'tls.renew',
      entity: 'certificate',
      entityId: null,
      after: {
        until: keys.server.certificate.validTo,
        names: keys.server.certificate.subjectAltName,
      },
    }),
  );
  return keys;
}

/** Makes another authority and turns away every device of the old one; answers how many. */
async function replace(place: Workplace): Promise<number> {
  const old = readAuthority(place.paths);
  forgetOfficeKeys(place.paths);
  if (!(await place.tls?.look(true))) await make(place, true);
  const { authority } = await kept(place);
  const revoked = await place.write(async (ctx) => {
    const devices = await revokeEveryDevice(ctx.tx, ctx.now);
    await ctx.audit({
      action: 'tls.replace',
      entity: 'certificate',
      entityId: null,
      before: { fingerprint: old && fingerprint(old) },
      after: { fingerprint: fingerprint(authority), devices },
    });
    return devices;
  });
  // Whoever is connected believes in the old one.
  place.tls?.cut();
  return revoked;
}
