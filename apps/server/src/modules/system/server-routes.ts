import { hostname } from 'node:os';
import { api } from '@xinhang/shared/contract/api.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { ServerPlaces } from '@xinhang/shared/server.ts';
import { implement, type Http } from '../../http/implement.ts';
import { BadDirectory, tryDirectory, warningsOf } from '../../ops/backup/directory.ts';
import type { BackupOffice } from '../../ops/backup/office.ts';
import { listed, readConfig, type ConfigKey } from '../../ops/config.ts';
import { keepValue } from '../../ops/config-file.ts';
import { fingerprint, readAuthority } from '../../ops/tls/office-keys.ts';
import { networkAddresses, ownNames } from '../../ops/tls/own-names.ts';
import { serverStatusOf } from './server-status.ts';

const anyAddress = ['0.0.0.0', '::'];

/** What config.toml decides, on the screen: where backups go, and where the server listens. */
export function serverRoutes(http: Http, office: BackupOffice): void {
  const { app, deps } = http;
  const { paths } = deps;

  const isFixed = (key: ConfigKey) => deps.standing?.fixed.has(key) === true;
  const needFree = (key: ConfigKey) => {
    if (isFixed(key)) throw problem('state-refused', { params: { reason: 'fixed-outside' } });
  };
  const hostsNow = () =>
    isFixed('tls_host') ? app.tls.hosts : listed(readConfig(paths.config, {}, {}).tls_host);

  const placesNow = (): ServerPlaces => {
    const authority = readAuthority(paths);
    return {
      host: hostname(),
      dataDirectory: paths.root,
      backupDirectory: office.directory,
      backupWarnings: warningsOf(paths, office.directory),
      backupFixed: isFixed('backup_directory'),
      hosts: [...hostsNow()],
      hostsFixed: isFixed('tls_host'),
      reachedAt: app.tls.addresses,
      ownAddresses: networkAddresses(),
      fingerprint: authority === null ? null : fingerprint(authority),
    };
  };

  const startedAt = deps.now();
  implement(http, api.server.status, {
    run: (ctx) => serverStatusOf(ctx, http, office, startedAt),
  });

  implement(http, api.server.places, { run: () => Promise.resolve(placesNow()) });

  implement(http, api.server.setBackupDirectory, {
    prepare(_ctx, { body }) {
      needFree('backup_directory');
      try {
        const directory = tryDirectory(paths, body.directory, deps.random);
        return Promise.resolve({ directory, warnings: warningsOf(paths, directory) });
      } catch (error) {
        if (error instanceof BadDirectory) throw fieldRefused('/directory', error.code);
        throw error;
      }
    },
    async run(ctx, { body: { accept } }, { directory, warnings }) {
      if (warnings.length > 0 && !accept) return { directory, warnings, taken: false };
      if (office.busy) throw problem('backup-busy');
      const before = office.directory;
      await ctx.audit({
        action: 'server.backupDirectory',
        entity: 'setting',
        entityId: null,
        before: { directory: before },
        after: { directory },
      });
      keepValue(paths.config, 'backup_directory', directory);
      ctx.onCommit(() => {
        office.moveTo(directory);
        deps.standing?.changed({ backup_directory: directory });
      });
      return { directory, warnings, taken: true };
    },
  });

  implement(http, api.server.setHosts, {
    async run(ctx, { body: { hosts } }, _prepared, { request }) {
      needFree('tls_host');
      const own = new Set([...anyAddress, ...ownNames()]);
      const foreign = hosts.findIndex((host) => !own.has(host));
      if (foreign >= 0) throw fieldRefused(`/hosts/${foreign}`, 'not-own-address');
      // Nobody shuts the door behind himself.
      const through = request.network === 'loopback' ? null : request.socket.localAddress;
      const stays = hosts.some((host) => host === through || anyAddress.includes(host));
      if (through !== null && !stays) throw problem('locks-you-out');
      await ctx.audit({
        action: 'server.hosts',
        entity: 'setting',
        entityId: null,
        before: { hosts: hostsNow() },
        after: { hosts },
      });
      keepValue(paths.config, 'tls_host', hosts.length === 0 ? 'none' : hosts.join(','));
      ctx.onCommit(() => void deps.standing?.listenAt(hosts));
      return placesNow();
    },
  });
}
