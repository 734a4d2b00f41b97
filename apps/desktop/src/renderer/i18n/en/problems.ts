import type { problems as zhCn } from '../zh-cn/problems.ts';

export const problems: Readonly<Record<keyof typeof zhCn, string>> = {
  'problem.validation-failed': 'Something is not filled in correctly. Check the marked fields.',
  'problem.not-found': 'It does not exist, or you may not see it.',
  'problem.rate-limited': 'Too many requests. Please wait a moment.',
  'problem.client-too-old': 'This client is too old. Please update it.',
  'problem.unauthenticated': 'Please log in.',
  'problem.session-ended': 'Your session has ended. Please log in again.',
  'problem.login-failed': 'The account or the password is wrong.',
  'problem.login-delayed': 'Too many attempts. Try again in {{seconds}} seconds.',
  'problem.first-password-ended':
    'The first password has ended. Ask an administrator for a new one.',
  'problem.password-change-required': 'Please change your password first.',
  'problem.password-needed': 'Your password is needed again.',
  'problem.password-wrong': 'The current password is wrong.',
  'problem.password-too-weak':
    'The new password is too easy to guess: it must differ from the current one, hold neither the account nor the company name, and be no common password or run of keys.',
  'problem.forbidden': 'You may not do this.',
  'problem.view-as-read-only': 'Nothing can be changed while looking through other eyes.',
  'problem.branches-unset':
    'First enter the office’s address on the internet under System › Settings › Networks.',
  'problem.branches-full': 'The tunnel has no address left.',
  'problem.version-conflict': 'Somebody else changed this. Reload before saving.',
  'problem.already-exists': 'The same entry exists already.',
  'problem.duplicate-customer': 'A similar customer exists. Say why it is registered anyway.',
  'problem.customer-archived': 'The customer is archived and cannot be changed.',
  'problem.customer-merged': 'This entry became part of another customer; undo the merge first.',
  'problem.merge-entwined':
    'Documents of both have been joined since ({{by}}); reverse them, then undo the merge.',
  'problem.deal-closed': 'The deal has ended. Reopen it first.',
  'problem.deal-open': 'The deal has not ended.',
  'problem.deal-incomplete': 'A won deal needs a customer and an amount.',
  'problem.win-not-ready': 'Something that the pipeline asks for is missing.',
  'problem.gate-not-passed': 'Something that this stage asks for is missing.',
  'problem.reason-needed': 'Please give a reason.',
  'problem.deal-waiting':
    'This deal waits for an approval. It can be changed once that is given, refused or taken back.',
  'problem.sees-no-deals': 'This person may see no deals and so cannot own one.',
  'problem.sees-no-suppliers': '{{name}} may see no suppliers and so cannot be given any.',
  'problem.writes-no-messages':
    '{{name}} may send no mass messages and so cannot receive open ones.',
  'problem.roles-exclusive': 'One person cannot hold these roles together.',
  'problem.grant-not-held':
    'You cannot grant what you do not hold, nor reset or lock somebody who holds more than you.',
  'problem.bad-request': 'The request could not be understood. Try again, or update the client.',
  'problem.idempotency-key-missing':
    'The operation had no number and was not saved. Please try again.',
  'problem.nothing-to-change': 'There is nothing to change.',
  'problem.bad-cursor': 'The list has changed. Please open it again.',
  'problem.unsupported-media-type': 'The server does not accept this format.',
  'problem.body-too-large': 'This is too large. Send less at once.',
  'problem.header-too-large': 'The request carries too much. Log in again and retry.',
  'problem.method-not-allowed': 'This operation is not supported here.',
  'problem.network-refused':
    'The server does not answer this network. Come in from the office, or ask the administrator.',
  'problem.remote-refused':
    'Your account may not be used from outside the office. Ask the administrator.',
  'problem.locks-you-out':
    'With these rules you would lock yourself out from where you are. Nothing was saved.',
  'problem.device-required':
    'From this network an approved device is needed. Ask the administrator to register this machine.',
  'problem.device-pending': 'This machine waits for the administrator’s approval.',
  'problem.device-revoked': 'This machine was revoked and cannot log in any more.',
  'problem.device-foreign':
    'This machine is registered for somebody else; you cannot log in on it.',
  'problem.enrolment-refused':
    'The code is wrong, was used, or has run out. Ask the administrator for a new one.',
  'problem.device-key-refused':
    'The key of this machine was not accepted. Try again with a new code.',
  'problem.network-shut':
    'The server is not open to the network yet: choose under System › Settings › Networks where other computers connect.',
  'problem.origin-refused':
    'The request came from another site and was refused. Use the pages of the system.',
  'problem.idempotency-key-reused':
    'This operation collides with one already saved. Reload and try again.',
  'problem.in-use': 'Still in use, so it cannot be removed or closed.',
  'problem.period-running':
    'The period is not over yet (until {{to}}); hand it in afterwards, and keep it for now.',
  'problem.state-refused': 'Its present state does not allow this. Reload and look again.',
  'problem.field-refused': 'Something was not accepted. Check the marked fields.',
  'problem.department-cycle': 'A department cannot be moved below itself: {{chain}}.',
  'problem.grants-changed': 'What would be given has changed. Look again before you confirm.',
  'problem.last-owner': 'The company must keep at least one active owner. Name another first.',
  'problem.user-owns-customers':
    '{{name}} still has customers, deals, plans or instructions ({{count}}). Hand them over first.',
  'problem.sees-no-customers':
    'No role of {{name}} sees customers, so they can neither own nor share one. Choose somebody else, or change the roles first.',
  'problem.edit-window-closed': 'The time for corrections is over. Write another entry.',
  'problem.file-too-large': 'The file is larger than allowed.',
  'problem.storage-full': 'The disk of the server is full. Tell the administrator.',
  'problem.sheet-unreadable': 'This file cannot be read. Save it as xlsx or CSV and try again.',
  'problem.sheet-too-large': 'The sheet is too large. Split it into several files.',
  'problem.sheet-empty': 'The sheet has no rows.',
  'problem.sheet-without-columns':
    'The columns of this file are not recognised. Name them in the first row (such as Customer, Phone), or write one customer name a line.',
  'problem.sheet-password': 'The file has a password. Remove it and try again.',
  'problem.sheet-is-text':
    'The name says Excel, but the file is text (CSV or alike). Rename it to .csv, or open it in Excel and save it as xlsx.',
  'problem.mapping-incomplete': 'Say first which column holds the name of the customer.',
  'problem.export-too-large': 'More rows than one export may carry. Narrow the list.',
  'problem.examination-busy': 'A full examination is running already. Wait for its end.',
  'problem.job-not-cancellable': 'The job is over or cannot be stopped.',
  'problem.storage-unavailable': 'The server cannot reach its data at the moment. Try again soon.',
  'problem.server-not-chosen': 'No server has been chosen yet.',
  'problem.server-unreachable': 'The server cannot be reached. Check the network and try again.',
  'problem.server-untrusted':
    'The certificate of the server is not the registered one, so the connection was stopped. Tell the administrator.',
  'problem.answer-unusable':
    'The answer of the server could not be understood. Try again, and tell the administrator if it persists.',
  'problem.range-not-satisfiable': 'The part asked for lies beyond the file. Download it again.',
  'problem.backup-damaged': 'The backup is damaged. Nothing was changed. Take another file.',
  'problem.second-refused':
    'Login or password is wrong, or this is not another person who may restore.',
  'problem.backup-foreign':
    'The backup was signed by another installation. Compare its fingerprint with the recovery sheet first.',
  'problem.backup-newer': 'The backup was made by a newer Xinhang. Install that version first.',
  'problem.backup-sealed': 'The backup is encrypted. Enter the recovery key.',
  'problem.backup-unproved':
    'A server on the backup did not answer as it must, so it does not count.',
  'problem.backup-busy': 'A backup or a restore is running already. Try again later.',
  'problem.backup-directory-gone':
    'The backups that were in the backup directory are all gone: the disk may not be mounted, or the folder was moved. Bring it back; to begin anew, set the backup directory once more.',
  'problem.present-not-kept': 'The present state could not be backed up, so nothing was changed.',
  'problem.recovery-key-wrong': 'The recovery key is not the right one.',
  'problem.file-damaged': 'The file is damaged on the server. Tell the administrator.',
  'problem.job-interrupted': 'The server stopped before the job was finished. Start it again.',
  'problem.job-person-gone': 'The account of the person who started the job is no longer active.',
  'problem.timed-out': 'The server was too busy to answer in time. Please try again.',
  'problem.rights-changed':
    'Your rights changed while this was running, so it was stopped. Please start it again.',
  'problem.overloaded':
    'The server has too much to do. Try again in {{seconds}} seconds; nothing was lost.',
  'problem.stopping': 'The server is restarting. Please wait.',
  'problem.connection': 'The server cannot be reached. Your input is kept; try again later.',
  'problem.internal': 'The server failed. Try again, and tell the administrator if it persists.',
  'problem.still-allocated': 'Some of it is settled: take the settlements back first.',
  'field.still-allocated': 'Settled by {{by}}: take that back first',
};
