/**
 * What a person may be told of, by what it is about: the screens filter by the subject, and have
 * the words of a kind as `notifications.<kind>`.
 */
export const noticeKinds = {
  customers: [
    'customer-assigned',
    'customers-assigned',
    'deal-assigned',
    'deals-assigned',
    'handed-over',
    'handed-back',
    'customers-recycled',
  ],
  coaching: [
    'review-given',
    'review-asked',
    'review-answered',
    'message-written',
    'message-mention',
    'plan-companion',
    'task-given',
    'task-done',
    'task-withdrawn',
    'task-ended',
    'plan-due',
    'task-due',
    'log-reviewed',
    'log-asked',
    'alerts-opened',
    'alerts-escalated',
    'weekly-report',
  ],
  people: [
    'appraisal-made',
    'appraisal-submitted',
    'appraisal-scored',
    'appraisal-returned',
    'appraisal-confirmed',
    'appraisal-objected',
    'probation-due',
    'probation-regularised',
    'probation-extended',
    'employment-ends',
    'watch-proposed',
    'watch-begins',
    'watch-lifted',
  ],
  learning: [
    'article-required',
    'article-submitted',
    'training-assigned',
    'exam-to-mark',
    'exam-marked',
  ],
  work: ['job-done', 'job-failed', 'import-done', 'import-undone', 'export-done'],
  approvals: [
    'approval-asked',
    'approval-reminded',
    'approval-approved',
    'approval-rejected',
    'approval-withdrawn',
    'approval-cc',
    'approval-deputy',
    'flow-changed',
  ],
  accounts: [
    'first-password',
    'first-password-operator',
    'first-password-login',
    'view-as',
    'view-as-owner',
    'device-asks',
    'grant-asked',
    'grant-confirmed',
    'grant-refused',
  ],
  server: [
    'backup-failed',
    'backup-second',
    'backup-space',
    'backup-changed',
    'data-restored',
    'clock-jumped',
    'disk-low',
    'log-large',
    'writes-refused',
  ],
} as const;

export type NoticeSubject = keyof typeof noticeKinds;
export type NoticeKind = (typeof noticeKinds)[NoticeSubject][number];

export const noticeSubjects = Object.keys(noticeKinds) as [NoticeSubject, ...NoticeSubject[]];
