export const org = {
  'org.name': '姓名',
  'org.login': '账号',
  'org.dept': '部门',
  'org.post': '岗位',
  'org.roles': '角色',
  'org.state': '状态',
  'org.lastLogin': '上次登录',
  'org.phone': '电话',
  'org.empty': '没有符合条件的人员。',
} as const;
