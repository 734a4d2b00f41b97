import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import { done, id, idPath, optionalText, requiredText, version } from './contract/fields.ts';
import { festival, readyFestivals } from './festivals.ts';
import { addressRanges, privateRanges, tunnelEndpoint, tunnelRange } from './networks.ts';

/** Steps of the first start on the screen, in their order. */
export const setupSteps = [
  'company',
  'account',
  'model',
  'preset',
  'backup',
  'encryption',
  'network',
  'summary',
  'done',
] as const;
export type SetupStep = (typeof setupSteps)[number];

/** The `setting` table: every key with its rule and its default. */
export const settingSchemas = {
  /** How far the first start on the screen has come; a new company begins at the first step. */
  'setup.step': z.enum(setupSteps).default('done'),
  'customers.duplicate': z.enum(['reason', 'refuse']).default('reason'),
  /** A name that is only like another: not looked for, shown, in need of a reason, or refused. */
  'customers.similarName': z.enum(['off', 'warn', 'reason', 'refuse']).default('reason'),
  /** Longest days without contact by chance grade (S32); beyond, the customer is on the desk. */
  'customers.idleDaysA': z.int().min(1).max(365).default(7),
  'customers.idleDaysB': z.int().min(1).max(365).default(14),
  'customers.idleDaysC': z.int().min(1).max(365).default(30),
  'customers.idleDaysD': z.int().min(1).max(365).default(60),
  /** The same of customers without a grade. */
  'customers.idleDays': z.int().min(1).max(365).default(30),
  /** What each chance grade means to the company; empty: the words of the product. */
  'customers.gradeA': optionalText(60),
  'customers.gradeB': optionalText(60),
  'customers.gradeC': optionalText(60),
  'customers.gradeD': optionalText(60),
  /** By what the night reckons what customers are worth: won deals, deliveries, receipts, or not. */
  'customers.valueBy': z.enum(['off', 'won', 'delivery', 'receipt']).default('off'),
  /** Of how many months before the day. */
  'customers.valueMonths': z.int().min(1).max(60).default(12),
  /** Yuan from which on a customer is worth A, or B; who brought in less is C. */
  'customers.valueFromA': z.int().min(1).max(1_000_000_000).default(500_000),
  'customers.valueFromB': z.int().min(1).max(1_000_000_000).default(100_000),
  /** Days ahead, today not among them, whose birthdays are on the desk. */
  'care.birthdayDays': z.int().min(0).max(31).default(7),
  /** The same of festivals. */
  'care.festivalDays': z.int().min(0).max(60).default(10),
  /** Days that come every year and are an occasion for greetings. */
  'care.festivals': z
    .array(festival)
    .max(40)
    .default([...readyFestivals]),
  /** Mass messages to more contacts than this need an approval, where a flow for them is in use. */
  'campaigns.approvalAbove': z.int().min(0).max(5000).default(50),
  /** Hours of the company's zone between which no SMS goes out by a provider. */
  'campaigns.quietFrom': z.int().min(0).max(23).default(21),
  'campaigns.quietTo': z.int().min(0).max(23).default(8),
  /** What a part of an SMS costs, in fen: for the estimate alone. */
  'campaigns.partPriceFen': z.int().min(0).max(1000).default(5),
  /** Who hears of an alert that no head above is left for: directors and then owners, or owners. */
  'alerts.lastTo': z.enum(['directors', 'owners', 'nobody']).default('directors'),
  /** Minutes in which the author may correct a follow-up. */
  'followUps.editMinutes': z.int().min(0).max(1440).default(30),
  /** Which work logs people owe. */
  'workLogs.kinds': z.enum(['both', 'day', 'week', 'none']).default('both'),
  /** Hour of the next working day, in the company's zone, until which a log is on time. */
  'workLogs.dueHour': z.int().min(0).max(23).default(10),
  /** Day of the week, 1 Monday to 7 Sunday, on which the report of the last week comes. */
  'weeklyReports.weekday': z.enum(['1', '2', '3', '4', '5', '6', '7']).default('1'),
  /** Largest attachment in megabytes. */
  'files.maxMegabytes': z.int().min(1).max(2048).default(50),
  /** Minutes without a request after which a session ends. */
  'sessions.idleMinutes': z.int().min(5).max(1440).default(480),
  /** Hours after which a session ends whatever happens. */
  'sessions.absoluteHours': z.int().min(1).max(168).default(24),
  /** The same outside the office, over VPN or from elsewhere. */
  'sessions.remoteIdleMinutes': z.int().min(5).max(480).default(30),
  'sessions.remoteAbsoluteHours': z.int().min(1).max(24).default(12),
  /** Minutes for which the password counts as just said, where it is asked for again. */
  'sessions.confirmMinutes': z.int().min(1).max(60).default(5),
  /** Addresses of the office: `192.168.1.0/24`, with `@` the server's address that was called. */
  'network.lanRanges': addressRanges.default(privateRanges),
  'network.lanAccess': z.enum(['password', 'device', 'refused']).default('device'),
  /** Addresses that come through the company's tunnel; looked at before those of the office. */
  'network.vpnRanges': addressRanges.default([]),
  'network.vpnAccess': z.enum(['device', 'refused']).default('device'),
  /** From every other address. */
  'network.elsewhereAccess': z.enum(['device', 'refused']).default('refused'),
  /** Where branches find the office from the internet, `host:port` of WireGuard; empty: none do. */
  'branches.endpoint': tunnelEndpoint.default(''),
  /** Addresses of the tunnel to the branches; the office has the first. */
  'branches.range': tunnelRange.default('10.77.0.0/24'),
  /** Hours after which a first password that was not used lets nobody in. */
  'accounts.firstPasswordHours': z.int().min(1).max(720).default(72),
  /** Who sees the ranking of whom: everybody that of the company, of the own department, or nobody. */
  'ranking.scope': z.enum(['company', 'dept', 'off']).default('company'),
  /** Whether the ranking shows amounts beside names and ranks. */
  'ranking.amounts': z.enum(['hide', 'show']).default('hide'),
  /** Days in which a handover can be taken back. */
  'handovers.revertDays': z.int().min(1).max(365).default(30),
  /** Least points of an appraisal for each grade; below C it is D. */
  'appraisals.gradeA': z.int().min(1).max(150).default(90),
  'appraisals.gradeB': z.int().min(1).max(150).default(75),
  'appraisals.gradeC': z.int().min(1).max(150).default(60),
  /** Days that the person has for the own score, the head for his, the person to confirm it. */
  'appraisals.selfDays': z.int().min(1).max(60).default(5),
  'appraisals.headDays': z.int().min(1).max(60).default(5),
  'appraisals.confirmDays': z.int().min(1).max(60).default(3),
  /** Whether somebody is told that he is watched, and until when. */
  'watch.tells': z.enum(['yes', 'no']).default('yes'),
  /** Days after which a statement that was sent and not answered is late. */
  'statements.confirmDays': z.int().min(1).max(365).default(7),
  /** Days before its end that a quotation without an answer stands on the desk; 0: never. */
  'sales.quotationDays': z.int().min(0).max(90).default(7),
  /** Days that something may be overdue before orders are stopped; 0: however many. */
  'sales.overdueDays': z.int().min(0).max(3650).default(0),
  /** Open lines count against the credit that are asked for within so many days; 0: all of them. */
  'sales.creditDays': z.int().min(0).max(3650).default(0),
  /** From so many yuan with tax on an order needs an approval; 0: none does. */
  'sales.approveFromYuan': z.int().min(0).max(1_000_000_000).default(0),
  /** From so many yuan on a refund to a customer needs an approval; 0: none does. */
  'finance.refundApproveFromYuan': z.int().min(0).max(1_000_000_000).default(0),
  /** What an order may give away, in percent of what it sells. */
  'sales.giftsPercent': z.int().min(0).max(100).default(5),
  /** How much more of a line may be delivered than was ordered, in percent. */
  'sales.overDeliveryPercent': z.int().min(0).max(100).default(0),
  /** How much more of a line may come from a supplier than was ordered, in percent. */
  'purchasing.overReceiptPercent': z.int().min(0).max(100).default(0),
  /** Whether more may be confirmed than is there: `open` demand, or `strict`. */
  'sales.beyondStock': z.enum(['open', 'strict']).default('open'),
  /** Whether more may go out than is there: `refuse`, or at a `provisional` cost. */
  'stock.negative': z.enum(['refuse', 'provisional']).default('refuse'),
  /** Rows that one export may carry. */
  'exports.maxRows': z.int().min(100).max(200_000).default(50_000),
  /** Rows beyond which an export asks for the password again. */
  'exports.confirmRows': z.int().min(0).max(200_000).default(1000),
} as const;
export type SettingKey = keyof typeof settingSchemas;
export type Settings = { [K in SettingKey]: z.output<(typeof settingSchemas)[K]> };

/** Settings that are rules for everybody; the others are kept by the screens that need them. */
export type RuleKey = Exclude<SettingKey, 'setup.step' | 'care.festivals'>;
export const ruleKeys = (Object.keys(settingSchemas) as SettingKey[]).filter(
  (key): key is RuleKey => key !== 'setup.step' && key !== 'care.festivals',
);

const settingsShape = z.object(
  Object.fromEntries(
    Object.entries(settingSchemas).map(([key, schema]) => [key, schema]),
  ) as unknown as typeof settingSchemas,
);

const getSettings = endpoint({
  method: 'GET',
  path: '/settings',
  access: 'session',
  since: 1,
  summary: 'Settings of the company; none of them is a secret',
  response: z.object({ version, values: settingsShape }),
});
const updateSettings = endpoint({
  method: 'PATCH',
  path: '/settings',
  access: 'system.settings',
  since: 1,
  confirm: 'sometimes',
  summary: 'Change settings; absent keys stay',
  body: z.object({ version, values: z.record(z.string(), z.json()) }),
  response: z.object({ version, values: settingsShape }),
  problems: ['version-conflict', 'locks-you-out'],
});

export const dictKinds = ['industry', 'region', 'source'] as const;
export const dictItem = z.object({
  id,
  version,
  kind: z.enum(dictKinds),
  label: z.string(),
  sort: z.int(),
  active: z.boolean(),
});
export type DictItem = z.output<typeof dictItem>;
const listDicts = endpoint({
  method: 'GET',
  path: '/dicts',
  access: 'session',
  since: 1,
  summary: 'The company’s own words for industry, region and source',
  response: z.object({ rows: z.array(dictItem) }),
});
const createDict = endpoint({
  method: 'POST',
  path: '/dicts',
  access: 'system.settings',
  since: 1,
  summary: 'Add a word',
  body: z.object({
    kind: z.enum(dictKinds),
    label: requiredText(60),
    sort: z.int().min(0).max(9999).default(0),
  }),
  response: dictItem,
  status: 201,
  problems: ['already-exists'],
});
const updateDict = endpoint({
  method: 'PATCH',
  path: '/dicts/:id',
  access: 'system.settings',
  since: 1,
  summary: 'Sort a word or switch it off; rows keep the words they have',
  params: idPath,
  body: z.object({
    version,
    sort: z.int().min(0).max(9999).optional(),
    active: z.boolean().optional(),
  }),
  response: dictItem,
  problems: ['version-conflict'],
});

export const tag = z.object({ id, version, name: z.string(), active: z.boolean() });
const listTags = endpoint({
  method: 'GET',
  path: '/tags',
  access: 'session',
  since: 1,
  summary: 'Tags of customers',
  response: z.object({ rows: z.array(tag) }),
});
const createTag = endpoint({
  method: 'POST',
  path: '/tags',
  access: ['system.settings', 'customers.update'],
  since: 1,
  summary: 'Add a tag',
  body: z.object({ name: requiredText(30) }),
  response: tag,
  status: 201,
  problems: ['already-exists'],
});
const updateTag = endpoint({
  method: 'PATCH',
  path: '/tags/:id',
  access: 'system.settings',
  since: 1,
  summary: 'Rename a tag or switch it off',
  params: idPath,
  body: z.object({ version, name: requiredText(30).optional(), active: z.boolean().optional() }),
  response: tag,
  problems: ['version-conflict', 'already-exists'],
});

export const customFieldTypes = ['text', 'number', 'date', 'select', 'flag'] as const;
export const customField = z.object({
  id,
  version,
  key: z.string(),
  label: z.string(),
  type: z.enum(customFieldTypes),
  options: z.array(z.string()),
  required: z.boolean(),
  sort: z.int(),
  active: z.boolean(),
});
export type CustomField = z.output<typeof customField>;
const listCustomFields = endpoint({
  method: 'GET',
  path: '/custom-fields',
  access: 'session',
  since: 1,
  summary: 'Fields of the customer that the administrator added',
  response: z.object({ rows: z.array(customField) }),
});
const createCustomField = endpoint({
  method: 'POST',
  path: '/custom-fields',
  access: 'system.settings',
  since: 1,
  summary: 'Add a field to the customer',
  body: z.object({
    label: requiredText(40),
    type: z.enum(customFieldTypes),
    options: z.array(requiredText(60)).max(60).default([]),
    required: z.boolean().default(false),
    sort: z.int().min(0).max(9999).default(0),
  }),
  response: customField,
  status: 201,
  problems: ['already-exists'],
});
const updateCustomField = endpoint({
  method: 'PATCH',
  path: '/custom-fields/:id',
  access: 'system.settings',
  since: 1,
  summary: 'Change a field; its type stays',
  params: idPath,
  body: z.object({
    version,
    label: requiredText(40).optional(),
    options: z.array(requiredText(60)).max(60).optional(),
    required: z.boolean().optional(),
    sort: z.int().min(0).max(9999).optional(),
    active: z.boolean().optional(),
  }),
  response: customField,
  problems: ['version-conflict', 'already-exists'],
});

/** Largest state of a saved view, in characters of its JSON. */
export const MAX_VIEW_STATE = 16_000;
/** Filter, sort and columns as the page keeps them in its address. */
const viewState = z
  .record(z.string(), z.json())
  .refine((state) => JSON.stringify(state).length <= MAX_VIEW_STATE);

export const savedView = z.object({
  id,
  version,
  page: z.string(),
  name: z.string(),
  state: viewState,
});
export type SavedView = z.output<typeof savedView>;
const listSavedViews = endpoint({
  method: 'GET',
  path: '/saved-views',
  access: 'session',
  since: 1,
  summary: 'Own saved views of a page',
  query: z.object({ page: z.string().max(60) }),
  response: z.object({ rows: z.array(savedView) }),
});
const createSavedView = endpoint({
  method: 'POST',
  path: '/saved-views',
  access: 'session',
  since: 1,
  summary: 'Keep filters, sort and columns under a name',
  body: z.object({
    page: requiredText(60),
    name: requiredText(40),
    state: viewState,
  }),
  response: savedView,
  status: 201,
  problems: ['already-exists'],
});
const updateSavedView = endpoint({
  method: 'PATCH',
  path: '/saved-views/:id',
  access: 'session',
  since: 1,
  summary: 'Rename an own view or save what it shows now',
  params: idPath,
  body: z.object({
    version,
    name: requiredText(40).optional(),
    state: viewState.optional(),
  }),
  response: savedView,
  problems: ['version-conflict', 'already-exists'],
});
const deleteSavedView = endpoint({
  method: 'DELETE',
  path: '/saved-views/:id',
  access: 'session',
  since: 1,
  summary: 'Remove an own view',
  params: idPath,
  response: done,
});

export const settings = {
  get: getSettings,
  update: updateSettings,
  listDicts,
  createDict,
  updateDict,
  listTags,
  createTag,
  updateTag,
  listCustomFields,
  createCustomField,
  updateCustomField,
  listSavedViews,
  createSavedView,
  updateSavedView,
  deleteSavedView,
};
