export const branches = {
  'menu.branches': 'Branches',
  'branch.why':
    'Branches reach the office through the company’s own encrypted tunnel (WireGuard). Whoever comes through it is let in by the rules of “VPN”: password, approved device, permission to work from outside.',
  'branch.unset':
    'First enter the office’s address on the internet under System › Settings › Networks.',
  'branch.deaf':
    'The server does not listen at the tunnel’s address {{address}}: choose it under System › Settings › Networks.',
  'branch.add': 'Add a branch',
  'branch.make': 'Make the configuration',
  'branch.empty': 'No branches yet',
  'branch.name': 'Name',
  'branch.namePlaceholder': 'For example: Guangzhou branch',
  'branch.address': 'Tunnel address',
  'branch.state': 'State',
  'branch.live': 'In use',
  'branch.gone': 'Revoked {{at}}',
  'branch.lastSeen': 'Last used',
  'branch.never': 'Never',
  'branch.made': 'Made',
  'branch.byCommand': 'Command line',
  'branch.actions': 'Actions',
  'branch.revoke': 'Revoke',
  'branch.revoked': 'Revoked; load the tunnel anew on the server',
  'branch.revokeWarn':
    'Revoke “{{name}}”? The server refuses its addresses at once and for good; it can only be added anew.',
  'branch.lan': 'The branch’s own network',
  'branch.lanWhy':
    'Only where one router connects the whole branch, for example 192.168.30.0/24; leave it empty for a single computer.',
  'branch.pppoe': 'Line by PPPoE',
  'branch.confTitle': 'The branch’s configuration',
  'branch.confHow':
    'Import the file into WireGuard at the branch, or scan it with a phone. It holds the private key, is shown this once and kept nowhere on the server.',
  'branch.qr': 'QR code of the WireGuard configuration',
  'branch.url': 'Once connected, open {{url}}',
  'branch.reload':
    'The tunnel has to be loaded anew on the server as well: see “The office’s end” below.',
  'branch.office': 'The office’s end',
  'branch.officeWhy':
    'After a branch was added or revoked, these commands on the server’s machine make it take effect.',
  'branch.endpoint': 'Address on the internet',
  'branch.file': 'Configuration file',
  'branch.copy': 'Copy the commands',
} as const;
