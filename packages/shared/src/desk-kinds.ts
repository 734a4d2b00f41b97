/** Blocks of the morning desk. */
export const deskKinds = [
  'followUpsDue',
  'careDue',
  'promisesDue',
  'poolWarning',
  'idleCustomers',
  'birthdays',
  'festivals',
  'newCustomers',
  'approvals',
  'reviewsDue',
  'reviewsReceived',
  'plansDue',
  'tasksReceived',
  'tasksOverdue',
  'sheetsToFill',
  'sheetsToScore',
  'jobsFailed',
  'backups',
] as const;
export type DeskKind = (typeof deskKinds)[number];
