import type { org as zhCn } from '../zh-cn/org.ts';

export const org: Readonly<Record<keyof typeof zhCn, string>> = {
  'org.name': 'Name',
  'org.login': 'Account',
  'org.dept': 'Department',
  'org.post': 'Position',
  'org.roles': 'Roles',
  'org.state': 'State',
  'org.lastLogin': 'Last login',
  'org.phone': 'Phone',
  'org.empty': 'Nobody matches.',
};
