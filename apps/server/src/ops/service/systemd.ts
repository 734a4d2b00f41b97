import {
  accountName,
  oneLine,
  RESTART_SECONDS,
  serviceEnvironment,
  serviceFlags,
  STOP_SECONDS,
  type ServiceOrder,
} from './order.ts';

export const UNIT = 'xinhang.service';

/** A word of a unit: quoted, with `%` doubled, because systemd reads specifiers everywhere. */
const word = (text: string) =>
  `"${oneLine(text)
    .replaceAll(/["\\]/g, String.raw`\$&`)
    .replaceAll('%', '%%')}"`;
/** In a command line `$` begins a variable as well. */
const argument = (text: string) => word(text).replaceAll('$', '$$$$');

/** A directory that `ProtectHome=yes` would hide. */
const inHome = (path: string) => /^\/(home|root|run\/user)(\/|$)/.test(path);

/**
 * The unit of the server: an account of its own, that reads its program and writes its data and
 * its backups, and nothing else of the machine.
 */
export function systemdUnit(order: ServiceOrder): string {
  const { node, entry, data, backups } = order;
  const account = accountName(order.account);
  const command = [node, ...serviceFlags, entry, 'start', '--data', data].map(argument).join(' ');
  const environment = Object.entries(serviceEnvironment).map(
    ([name, value]) => `Environment=${name}=${value}`,
  );
  const home = [node, entry, data, backups].some(inHome) ? 'read-only' : 'yes';
  // "-": a disk that is not there must not keep the office from working.
  const writable = [word(data), ...(backups === data ? [] : [word(`-${backups}`)])].join(' ');
  return [
    '# Made by "xinhang service install"; made anew by it, so change it with "systemctl edit xinhang".',
    '[Unit]',
    'Description=Xinhang office server',
    'Wants=network-online.target',
    'After=network-online.target local-fs.target',
    `RequiresMountsFor=${word(data)}`,
    'StartLimitIntervalSec=300',
    'StartLimitBurst=20',
    '',
    '[Service]',
    'Type=simple',
    `User=${account}`,
    `Group=${account}`,
    `ExecStart=${command}`,
    `WorkingDirectory=${oneLine(data).replaceAll('%', '%%')}`,
    ...environment,
    'UMask=0077',
    'Restart=always',
    `RestartSec=${RESTART_SECONDS}`,
    `TimeoutStopSec=${STOP_SECONDS}`,
    'KillMode=mixed',
    'LimitNOFILE=65536',
    '',
    '# It writes its data, its backups and drives that are plugged in.',
    'ProtectSystem=strict',
    `ReadWritePaths=${writable} -/media -/run/media -/mnt`,
    `ProtectHome=${home}`,
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'ProtectClock=yes',
    'ProtectControlGroups=yes',
    'ProtectHostname=yes',
    'ProtectKernelLogs=yes',
    'ProtectKernelModules=yes',
    'ProtectKernelTunables=yes',
    'ProtectProc=invisible',
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'AmbientCapabilities=',
    'LockPersonality=yes',
    'RemoveIPC=yes',
    'RestrictNamespaces=yes',
    'RestrictRealtime=yes',
    'RestrictSUIDSGID=yes',
    '# Netlink tells which addresses the machine has.',
    'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK',
    'SystemCallArchitectures=native',
    'SystemCallFilter=@system-service',
    '# V8 writes machine code while it runs.',
    'MemoryDenyWriteExecute=no',
    '',
    '[Install]',
    'WantedBy=multi-user.target',
    '',
  ].join('\n');
}
