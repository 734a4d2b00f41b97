import type { devices as zhCn } from '../zh-cn/devices.ts';

export const devices: Readonly<Record<keyof typeof zhCn, string>> = {
  'menu.devices': 'Devices',
  'device.why':
    'Where a network asks for a password and an approved device, only machines approved here can log in. Revoking works at once.',
  'device.shut':
    'The server is not open to the network yet: choose under System › Settings › Networks where other computers connect.',
  'device.newDesktop': 'Register a desktop client',
  'device.newBrowser': 'Certificate for a browser',
  'device.empty': 'No devices yet',
  'device.name': 'Name',
  'device.namePlaceholder': 'Such as: front desk',
  'device.kind': 'Kind',
  'device.kind.desktop': 'Desktop client',
  'device.kind.browser': 'Browser',
  'device.state': 'State',
  'device.state.pending': 'Waits for approval',
  'device.state.approved': 'Approved',
  'device.state.revoked': 'Revoked',
  'device.user': 'For',
  'device.everybody': 'Everybody',
  'device.lastSeen': 'Last used',
  'device.never': 'Never',
  'device.asked': 'Asked',
  'device.key': 'Public key',
  'device.actions': 'Actions',
  'device.approve': 'Approve',
  'device.reassign': 'Give to somebody else',
  'device.approved': 'Approved',
  'device.asks': '“{{name}}” asked at {{at}} from {{address}}. Approve it only if you know it.',
  'device.forOne': 'One person’s own',
  'device.forAll': 'Shared by several',
  'device.whomWhy':
    'Nobody else can log in on a device of one person; it is revoked when that person leaves.',
  'device.revoke': 'Revoke',
  'device.revokeWarn':
    'Revoke “{{name}}”? Whoever is logged in on it is out at once. It cannot be undone, only registered anew.',
  'device.revoked': 'Revoked',
  'device.codeWhy':
    'Paste or type this line into the desktop client on that machine; the picture holds the same line. It is good for ten minutes and once; then approve the device here.',
  'device.copy': 'Copy',
  'device.codeMake': 'Make a code',
  'device.codeAgain': 'Make another',
  'device.codeUntil': 'Good until {{at}}',
  'device.address': 'Address of the server',
  'device.qr': 'Code to register with',
  'device.fileWhy':
    'With this certificate installed, the browser counts as an approved device. Hand over file and password by different ways.',
  'device.fileMake': 'Make the certificate',
  'device.fileTitle': 'Certificate for a browser',
  'device.fileHow':
    'Download the file, open it on that machine and type the password below. Both are shown only now and are kept nowhere.',
  'device.file': 'File',
  'server.register': 'Register this computer',
  'server.here': 'The server is this computer',
  'server.line': 'Line to register with',
  'server.lineWhy':
    'The line that the administrator made under “System › Devices”; it can be pasted.',
  'server.name': 'Name of this computer',
  'server.nameWhy': 'What the administrator reads before approving, such as “Front desk”.',
  'server.hereWhy': 'Only where the server is installed on the same computer.',
  'server.ask': 'Ask to be let in',
  'server.failed.registration-invalid': 'This is not a whole line. Paste it again.',
  'server.failed.registration-refused':
    'The code is wrong, was used, or has run out. Ask the administrator for a new one.',
  'server.failed.keychain-missing':
    'This computer has no safe place for a key (a keychain of the system), so it cannot register.',
  'server.failed.server-untrusted':
    'The other end showed another authority than the line names, so the connection was stopped. Tell the administrator.',
  'server.failed.server-unreachable':
    'The server cannot be reached. Check the network and the address in the line.',
  'server.failed.not-enrolled': 'This address needs the computer to be registered first.',
  'server.failed.address-insecure':
    'A server on another computer is reached with a line to register with only.',
  'login.other': 'Another server, or register anew',
  'trust.link': 'Does the browser warn?',
  'trust.title': 'Let this machine know the office’s certificate',
  'trust.why':
    'The server of the office has an authority of its own, of which a browser warns at first sight. With this certificate installed it warns no more, and a false server is found out.',
  'trust.compare':
    'First compare the fingerprint with the administrator’s (xinhang ca show on the server). If they differ, install nothing and tell the administrator:',
  'trust.save': 'Download the certificate',
  'trust.windows':
    'Windows: open the file, Install Certificate, Local Machine, into “Trusted Root Certification Authorities”.',
  'trust.mac': 'macOS: open the file, then set it to “Always Trust” in the keychain.',
  'trust.linux':
    'Linux: put it into /usr/local/share/ca-certificates/ and run update-ca-certificates.',
  'trust.firefox':
    'Firefox: Settings, Privacy & Security, Certificates, Import, trust it for websites.',
  'trust.after': 'Then open the browser again. If it still warns, stop and ask the administrator.',
  'login.device.none':
    'This machine is not registered and cannot log in from this network. Ask the administrator.',
  'login.device.pending': 'This machine waits for the administrator’s approval.',
  'login.device.revoked':
    'This machine was revoked and cannot log in any more. Ask the administrator.',
};
