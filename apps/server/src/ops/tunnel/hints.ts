import type { TunnelHints } from '@xinhang/shared/branches.ts';
import { TUNNEL } from './config.ts';

interface Place {
  /** The office's end on this machine. */
  readonly file: string;
  /** UDP, for WireGuard. */
  readonly tunnelPort: number;
  /** TCP, for the application. */
  readonly appPort: number;
}

/**
 * What makes the office's end work, loads it anew after each change, and lets nothing through the
 * tunnel but the application.
 */
export function hintsFor({ file, tunnelPort, appPort }: Place): TunnelHints {
  const conf = `/etc/wireguard/${TUNNEL}.conf`;
  const kept = `/etc/nftables-${TUNNEL}.conf`;
  const nft = (rule: string) => `nft add rule inet ${TUNNEL} ${rule}`;
  const only = `-InterfaceAlias ${TUNNEL} -Direction Inbound`;
  const exe = `& "$env:ProgramFiles\\WireGuard\\wireguard.exe"`;
  return {
    linux: [
      '# after each branch that was added or revoked',
      `install -m 600 '${file}' ${conf}`,
      `systemctl enable wg-quick@${TUNNEL} && systemctl restart wg-quick@${TUNNEL}`,
      '# once: the firewall',
      `nft add table inet ${TUNNEL}`,
      `nft 'add chain inet ${TUNNEL} in { type filter hook input priority 0; }'`,
      `nft 'add chain inet ${TUNNEL} through { type filter hook forward priority 0; }'`,
      nft(`in udp dport ${tunnelPort} accept`),
      nft(`in iifname "${TUNNEL}" ct state established,related accept`),
      nft(`in iifname "${TUNNEL}" tcp dport ${appPort} accept`),
      nft(`in iifname "${TUNNEL}" drop`),
      nft(`through iifname "${TUNNEL}" drop`),
      '# and kept for the next start of the machine',
      `nft list table inet ${TUNNEL} > ${kept}`,
      `grep -q ${kept} /etc/nftables.conf || echo 'include "${kept}"' >> /etc/nftables.conf`,
      'systemctl enable nftables',
    ],
    windows: [
      '# after each branch that was added or revoked (PowerShell as administrator)',
      `${exe} /uninstalltunnelservice ${TUNNEL}`,
      `${exe} /installtunnelservice '${file}'`,
      '# once: the firewall',
      `New-NetFirewallRule -DisplayName 'Xinhang tunnel' -Direction Inbound -Protocol UDP -LocalPort ${tunnelPort} -Action Allow`,
      `New-NetFirewallRule -DisplayName 'Xinhang through the tunnel' ${only} -Protocol TCP -LocalPort ${appPort} -Action Allow`,
      `New-NetFirewallRule -DisplayName 'Xinhang tunnel, no other TCP' ${only} -Protocol TCP -LocalPort ${others(appPort)} -Action Block`,
      `New-NetFirewallRule -DisplayName 'Xinhang tunnel, no UDP' ${only} -Protocol UDP -Action Block`,
    ],
  };
}

const LAST_PORT = 65_535;

/** Every port but one, as Windows takes them. */
function others(port: number): string {
  const below = port > 1 ? [`1-${port - 1}`] : [];
  const above = port < LAST_PORT ? [`${port + 1}-${LAST_PORT}`] : [];
  return [...below, ...above].join(',');
}
