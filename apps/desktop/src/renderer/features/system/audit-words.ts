import { audit } from '@xinhang/shared/audit-words/zh-cn.ts';
import type { AuditRow } from '@xinhang/shared/system.ts';
import { useText, wordKey, type TextKey } from '../../i18n/i18n.ts';

const ACTION = 'action.';

/** Every kind of thing done that has words, in the order of the texts. */
export const auditActions: readonly string[] = Object.keys(audit)
  .filter((key) => key.startsWith(ACTION))
  .map((key) => key.slice(ACTION.length));

const nameIn = (row: AuditRow): string => {
  if (row.subject) return row.subject;
  const state = row.after ?? row.before ?? {};
  const named = state['name'] ?? state['label'] ?? state['title'] ?? state['fileName'];
  return typeof named === 'string' ? named : '';
};

/** Actions and what they were done to, as people say it. */
export function useAuditWords() {
  const { t } = useText();
  return {
    action: (action: string) => t(wordKey('action', action, 'audit.otherAction')),
    from: (row: AuditRow) => (row.address === 'demo' ? t('audit.fromDemo') : row.address),
    subject: (row: AuditRow) => {
      const kind = t(wordKey('entity', row.entity, 'audit.otherEntity'));
      return [kind, nameIn(row)].filter(Boolean).join(' ');
    },
  };
}

/** Where the thing can be looked at; null where it has no page. */
export function routeOf({ entity, entityId }: AuditRow): string | null {
  if (entity === 'schedule') return '/settings?tab=schedules';
  if (entity === 'calendar') return '/settings?tab=calendar';
  if (entity === 'setting') return '/settings?tab=rules';
  if (entity === 'company') return '/settings?tab=company';
  if (entityId === null) return null;
  const pages: Record<string, string> = {
    customer: `/customers/${entityId}`,
    handover: `/handovers/${entityId}`,
    user: `/org?user=${entityId}`,
    dept: `/org?dept=${entityId}`,
    role: `/roles?role=${entityId}`,
  };
  return pages[entity] ?? null;
}

/** Words of a column or a field; what is not here is internal. */
export const auditFields: Readonly<Record<string, TextKey>> = {
  name: 'customer.name',
  shortName: 'customer.shortName',
  phone: 'customer.phone',
  phones: 'customer.phone',
  taxNo: 'customer.taxNo',
  industry: 'customer.industry',
  region: 'customer.region',
  source: 'customer.source',
  city: 'customer.city',
  address: 'customer.address',
  website: 'customer.website',
  salesModel: 'customer.model',
  development: 'dept.development',
  made: 'preset.made',
  retired: 'preset.retired',
  stage: 'customer.stage',
  chanceGrade: 'customer.grade',
  valueGrade: 'customer.valueGrade',
  valueGrades: 'care.valueGrades',
  ownerId: 'customer.owner',
  creditedTo: 'handover.creditedTo',
  file: 'file.title',
  collaborators: 'customer.collaborators',
  creditLimitFen: 'customer.creditLimit',
  note: 'customer.note',
  completeness: 'customer.completeness',
  lastFollowAt: 'customer.lastFollow',
  nextFollowOn: 'customer.nextFollow',
  archivedAt: 'customer.archived',
  tags: 'customer.tags',
  dept: 'org.dept',
  post: 'org.post',
  gender: 'contact.gender',
  birthday: 'contact.birthday',
  wechat: 'contact.wechat',
  email: 'contact.email',
  nativePlace: 'contact.nativePlace',
  family: 'contact.family',
  hobbies: 'contact.hobbies',
  relations: 'contact.relations',
  taboos: 'contact.taboos',
  smsOptOut: 'contact.smsOptOut',
  leftAt: 'contact.left',
  content: 'auditField.content',
  result: 'followUp.result',
  nextOn: 'followUp.nextOn',
  login: 'org.login',
  roles: 'org.roles',
  principals: 'org.principals',
  mentor: 'org.mentor',
  hiredOn: 'org.hiredOn',
  probationEndsOn: 'org.probationEndsOn',
  regularisedOn: 'org.regularisedOn',
  leftOn: 'org.leftOn',
  state: 'org.state',
  mustChangePassword: 'org.firstPasswordPending',
  type: 'dept.type',
  parentId: 'dept.parent',
  deptId: 'org.dept',
  head: 'dept.head',
  headUserId: 'dept.head',
  closed: 'dept.closed',
  sort: 'auditField.sort',
  by: 'job.by',
  second: 'auditField.second',
  signer: 'backup.signer',
  active: 'auditField.active',
  grants: 'role.permission',
  fields: 'role.fields',
  side: 'role.side',
  at: 'schedule.at',
  enabled: 'schedule.enabled',
  days: 'auditField.days',
  kind: 'custom.type',
  label: 'custom.label',
  options: 'custom.options',
  required: 'custom.required',
  timeZone: 'company.timeZone',
};
