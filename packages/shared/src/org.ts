import { companyApi } from './company.ts';
import { deptApi } from './depts.ts';
import { deptHomeApi } from './dept-homes.ts';
import { peopleApi } from './people.ts';
import { roleApi } from './roles.ts';

/** The company, its tree, its people and what their roles let them do. */
export const org = { ...companyApi, ...deptApi, ...deptHomeApi, ...peopleApi, ...roleApi };
