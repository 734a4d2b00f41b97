import type { org as zhCn } from '../zh-cn/org.ts';

export const org: Readonly<Record<keyof typeof zhCn, string>> = {
  'org.name': '姓名',
  'org.login': '帳號',
  'org.dept': '部門',
  'org.post': '職稱',
  'org.roles': '角色',
  'org.state': '狀態',
  'org.lastLogin': '上次登入',
  'org.phone': '電話',
  'org.empty': '沒有符合條件的人員。',
};
