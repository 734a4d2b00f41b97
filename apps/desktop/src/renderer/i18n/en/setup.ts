export const setup = {
  'setup.title': 'Getting started',
  'setup.later': 'Do this later',
  'setup.goOn': 'Go on',
  'setup.open': 'The company is not set up yet.',
  'setup.isDone':
    'The company is set up. Change anything under System › Settings and Backup and restore.',
  'setup.next': 'Next',
  'setup.back': 'Back',
  'setup.finish': 'Done',
  'setup.fixed': 'A start option or the environment decides this; it cannot be changed here.',
  'setup.step.company': 'Company',
  'setup.step.account': 'Administrator',
  'setup.step.model': 'Sales model',
  'setup.step.preset': 'Presets',
  'setup.step.backup': 'Backup directory',
  'setup.step.encryption': 'Backup encryption',
  'setup.step.network': 'Network',
  'setup.step.summary': 'Check and go on',
  'setup.head.company': 'What is the company called?',
  'setup.head.account': 'Who are you?',
  'setup.head.model': 'How do you mostly sell?',
  'setup.head.preset': 'What shall be ready for the way you sell?',
  'setup.head.backup': 'Where do backups go?',
  'setup.head.encryption': 'Encrypt the backups?',
  'setup.head.network': 'Who may come in?',
  'setup.head.summary': 'Look it over',
  'setup.why.company': 'Each step is saved at once; stop whenever you like and go on from here.',
  'setup.why.account':
    'This is the first account, owner and administrator in one. You have just replaced its password; make somebody else an administrator too, so that one forgotten password locks nobody out.',
  'setup.why.model':
    'Decides what a customer page shows first. Nothing is lost by it, and departments may differ.',
  'setup.why.preset':
    'All of this is made at once and can be changed on its own page later; what is there stays as it is.',
  'setup.why.backup':
    'One backup a day by itself; one file brings the whole company back. Another disk is best: when this machine breaks, the backups remain.',
  'setup.why.encryption': 'Only one of two risks can be avoided: choose the one you fear more.',
  'setup.why.network':
    'This machine itself can always log in with a password. All others come in encrypted, and addresses from outside are refused unless you say otherwise.',
  'setup.why.summary': 'This is how it is set now; the steps at the left lead back.',
  'setup.ownName': 'Your name',
  'setup.model.dev': 'By winning new customers: from potential to deal, graded by chance.',
  'setup.modelDepts': 'Departments',
  'setup.modelDeptsWhy':
    'Choose for those that sell otherwise than the company; the others go by what is above. Each choice is saved at once.',
  'setup.newDept': 'Name of a new department',
  'setup.addDept': 'Add department',
  'setup.model.retain':
    'By customers who order again and again: history, credit limit, sleeping customers.',
  'setup.model.project':
    'Long, large projects: stages and chances, and the credit limit beside them.',
  'setup.backupTry': 'Check and use',
  'setup.backupNevertheless': 'I know; use it all the same',
  'setup.backupTaken': 'It can be written to. Backups go there from now on; earlier ones stay.',
  'setup.warning.same-disk':
    'It is on the disk of the data: if that breaks or is stolen, the backups are gone too. Take another disk, or copy to USB often.',
  'setup.warning.synced':
    'A program synchronises this folder: backups travel to somebody else’s server. If you use it, encrypt them.',
  'setup.warning.share':
    'It is a network share: backups fail while it is away, and whoever reaches that machine can delete them.',
  'setup.encryption.plain': 'Not encrypted',
  'setup.encryption.encrypted': 'Encrypted',
  'setup.encryptionWhy.plain':
    'One file is enough to restore, no key needed. But whoever finds or steals the USB drive reads everything.',
  'setup.encryptionWhy.encrypted':
    'A stolen USB drive tells nothing. But restoring takes the printed recovery key: without it the backups never open again.',
  'setup.listen.self': 'This machine only',
  'setup.listen.all': 'The office network (all addresses of this machine)',
  'setup.listen.some': 'Only at chosen addresses',
  'setup.listenSave': 'Apply',
  'setup.listenTitle': 'Where other machines connect',
  'setup.reachedAt': 'Address for other machines',
  'setup.fingerprint': 'Certificate fingerprint',
  'setup.firewall':
    'If others cannot connect, allow this port (TCP, inbound) in the firewall of this machine. Compare the fingerprint when you enrol devices.',
  'setup.lan': 'From inside the office',
  'setup.lanWhy.device':
    'Only approved machines log in: a leaked password does not open the door to others.',
  'setup.lanWhy.password':
    'A password is enough, no machine is enrolled. Easy, but no help against a leaked password.',
  'setup.nextTitle': 'What comes next',
  'setup.next.people': 'Departments and users',
  'setup.next.devices': 'Enrol the other machines',
  'setup.next.import': 'Import customers',
  'setup.next.goingLive': 'Come from another program',
  'setup.next.backup': 'Make the first backup',
  'setup.nextWhy.people':
    'An account for each person, with the role of the job; and a second administrator.',
  'setup.nextWhy.devices': 'A code for each machine; once approved it may come in.',
  'setup.nextWhy.import': 'From Excel or an older system; you see first what will happen.',
  'setup.nextWhy.goingLive':
    'Opening stock, balances, cash and open orders; the sums are compared before the books begin.',
  'setup.nextWhy.backup': 'Back up now, and copy the verified file to a USB drive.',
  'setup.changeLater':
    'All of this can be changed later: System › Settings, Backup and restore, Devices.',
  'field.inside-data': 'Must not lie inside the data directory (but for backups), nor around it',
  'field.not-writable': 'The server cannot write there: check path, disk and permissions',
  'field.not-own-address': 'Not an address of this machine',
} as const;
