import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { requiredText, version } from './contract/fields.ts';

export const salesModels = ['dev', 'retain', 'project'] as const;

/** What a company is called until somebody names it. */
export const UNNAMED_COMPANY = '我的公司';

export const company = z.object({
  version,
  name: z.string(),
  timeZone: z.string(),
  salesModel: z.enum(salesModels),
});

const getCompany = endpoint({
  method: 'GET',
  path: '/company',
  access: 'org.read',
  since: 1,
  summary: 'Name, time zone and sales model of the company',
  response: company,
});

const updateCompany = endpoint({
  method: 'PATCH',
  path: '/company',
  access: 'system.settings',
  since: 1,
  summary: 'Change the company',
  body: z.object({
    version,
    name: requiredText(100).optional(),
    timeZone: z.string().max(60).optional(),
    salesModel: z.enum(salesModels).optional(),
  }),
  response: company,
  problems: ['version-conflict'],
});

export const companyApi = { getCompany, updateCompany };
