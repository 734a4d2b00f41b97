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
  'problem.password-change-required': 'Please change your password first.',
  'problem.password-wrong': 'The current password is wrong.',
  'problem.password-too-weak':
    'The new password must differ from the current one and not contain the account name.',
  'problem.forbidden': 'You may not do this.',
  'problem.view-as-read-only': 'Nothing can be changed while looking through other eyes.',
  'problem.version-conflict': 'Somebody else changed this. Reload before saving.',
  'problem.already-exists': 'The same entry exists already.',
  'problem.duplicate-customer': 'A similar customer exists. Say why it is registered anyway.',
  'problem.customer-archived': 'The customer is archived and cannot be changed.',
  'problem.roles-exclusive': 'One person cannot hold these roles together.',
  'problem.grant-not-held': 'You cannot grant what you do not hold.',
  'problem.stopping': 'The server is restarting. Please wait.',
  'problem.connection': 'The server cannot be reached. Your input is kept; try again later.',
  'problem.internal': 'The server failed. Try again, and tell the administrator if it persists.',
};
