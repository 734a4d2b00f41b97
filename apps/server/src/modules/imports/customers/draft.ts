import { createHash } from 'node:crypto';
import type { ImportTarget } from '@xinhang/shared/import-kinds.ts';
import type { ImportReason } from '@xinhang/shared/imports.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { isEmail, isWebsite, tidyEmail, tidyWebsite } from '@xinhang/shared/reach-texts.ts';
import { nameKey, phoneKey, taxNoKey } from '@xinhang/shared/text-keys.ts';
import { beyondHeaders } from '../beyond-headers.ts';
import { cleanCell, shown } from '../cells.ts';
import { birthdayOf, instantOf, whenOf, type Birthday } from '../dates.ts';
import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import { noLine } from '../no-line.ts';
import type { Reason } from '../reason.ts';
import { gradeOf, phonesOf, stageOf, tagsOf, type Phone } from './clean.ts';

export interface ContactDraft {
  name: string;
  dept: string;
  post: string;
  phones: Phone[];
  wechat: string;
  email: string;
  birthday: Birthday | null;
  note: string;
}

export interface FollowUpDraft {
  /** UTC ms. */
  at: number;
  /** As in the file; empty for the person importing. */
  author: string;
  text: string;
}

/** One row of a file, cleaned; what it means beside the others is judged later. */
export interface RowDraft {
  /** Row of the file, from 1. */
  row: number;
  /** Why it is no line of the list. */
  noLine: ReturnType<typeof noLine>;
  /** Empty: belongs to the customer above. */
  name: string;
  nameKey: string;
  shortName: string;
  industry: string;
  region: string;
  city: string;
  address: string;
  source: string;
  stage: ReturnType<typeof stageOf>;
  chanceGrade: ReturnType<typeof gradeOf>;
  phone: string;
  website: string;
  taxNo: string;
  note: string;
  externalNo: string;
  owner: string;
  tags: string[];
  /** Texts of the administrator's fields by key, not yet checked. */
  custom: Record<string, string>;
  /** UTC ms. */
  createdAt: number | null;
  nextFollowOn: string | null;
  contact: ContactDraft | null;
  followUp: FollowUpDraft | null;
  /** It is written so that nobody can tell which cell is which. */
  broken: boolean;
  /** Everything for which the row cannot be taken as it stands. */
  problems: Reason[];
  /** What stands in it and becomes nothing, though nobody has chosen so. */
  unused: Reason | null;
}

/** Longest text per target; as in the contract of customers and contacts. */
const longest: Readonly<Partial<Record<ImportTarget, number>>> = {
  name: 120,
  shortName: 60,
  industry: 60,
  region: 60,
  city: 60,
  address: 200,
  source: 60,
  website: 200,
  taxNo: 30,
  note: 2000,
  owner: 60,
  tags: 300,
  externalNo: 60,
  contactName: 60,
  contactDept: 60,
  contactPost: 60,
  contactWechat: 60,
  contactEmail: 120,
  contactNote: 1000,
  followUpAuthor: 60,
  followUpText: 4000,
};
/** Brought into one form, as in the contract. */
const forms = {
  website: { tidy: tidyWebsite, fits: isWebsite, code: 'website-unreadable' },
  contactEmail: { tidy: tidyEmail, fits: isEmail, code: 'email-unreadable' },
} as const;
const MAX_CUSTOM = 1000;
const MAX_PHONES = 10;

const freeText = new Set<string>(['note', 'contactNote', 'followUpText']);

/** Cleans one row; `now` in UTC ms and the company's zone say what is past and when a day begins. */
export function draftOf(
  { row, cells, fault, named }: SheetRow,
  { mapping, now, zone }: { mapping: Mapping; now: number; zone: string },
): RowDraft {
  const problems: Reason[] = [];
  const refuse = (code: ImportReason, params: Reason['params'] = {}) => {
    problems.push({ code, params });
  };

  const texts = new Map<string, string>();
  for (const [at, target] of mapping.entries()) {
    if (target === null) continue;
    const raw = cells[at] ?? '';
    const text = freeText.has(target) ? raw.trim() : cleanCell(raw);
    const max = target.startsWith('custom:')
      ? MAX_CUSTOM
      : (longest[target as ImportTarget] ?? 200);
    if (text.length > max) refuse('too-long', { field: target, max });
    texts.set(target, text);
  }
  const text = (target: ImportTarget) => texts.get(target) ?? '';
  const oneLine = (target: ImportTarget) => text(target).replaceAll(/\s*[\r\n\t]+\s*/g, ' ');

  const phones = (target: ImportTarget): Phone[] => {
    if (text(target) === '') return [];
    const found = phonesOf(text(target));
    if (typeof found !== 'string') return found;
    refuse(found, { field: target, value: shown(text(target)) });
    return [];
  };
  const formed = (target: 'website' | 'contactEmail'): string => {
    const { tidy, fits, code } = forms[target];
    const found = tidy(text(target));
    if (found === '' || fits(found)) return found;
    refuse(code, { field: target, value: shown(text(target)) });
    return '';
  };
  const when = (target: ImportTarget) => {
    if (text(target) === '') return null;
    const found = whenOf(text(target), zone);
    if (!found) refuse('date-unreadable', { field: target, value: shown(text(target)) });
    return found;
  };
  const past = (target: ImportTarget): number | null => {
    const found = when(target);
    if (!found) return null;
    // Until the day is over: a file may know the hour better than our clock.
    if (found.date > businessDate(now, zone)) {
      refuse('date-in-future', { field: target, value: shown(text(target)) });
    }
    return Math.min(instantOf(found, zone), now);
  };

  const draft: RowDraft = {
    row,
    noLine: noLine(cells),
    broken: fault !== null,
    name: oneLine('name'),
    nameKey: text('name') === '' ? '' : nameKey(text('name')),
    shortName: oneLine('shortName'),
    industry: oneLine('industry'),
    region: oneLine('region'),
    city: oneLine('city'),
    address: oneLine('address'),
    source: oneLine('source'),
    stage: text('stage') === '' ? null : stageOf(text('stage')),
    chanceGrade: text('chanceGrade') === '' ? null : gradeOf(text('chanceGrade')),
    phone: '',
    website: formed('website'),
    taxNo: oneLine('taxNo'),
    note: text('note'),
    externalNo: oneLine('externalNo'),
    owner: oneLine('owner'),
    tags: tagsOf(text('tags')),
    custom: {},
    createdAt: past('createdAt'),
    nextFollowOn: when('nextFollowOn')?.date ?? null,
    contact: null,
    followUp: null,
    problems: [],
    unused: fault ? null : beyondHeaders(cells, named, mapping),
  };
  for (const [target, value] of texts) {
    if (target.startsWith('custom:') && value !== '') draft.custom[target.slice(7)] = value;
  }
  if (text('stage') !== '' && draft.stage === null) {
    refuse('stage-unknown', { value: shown(text('stage')) });
  }
  if (text('chanceGrade') !== '' && draft.chanceGrade === null) {
    refuse('grade-unknown', { value: shown(text('chanceGrade')) });
  }

  const companyPhones = phones('phone');
  const contactPhones = [...phones('contactPhone'), ...phones('contactPhone2')];
  const birthday =
    text('contactBirthday') === '' ? null : birthdayOf(text('contactBirthday'), zone);
  if (text('contactBirthday') !== '' && !birthday) {
    refuse('date-unreadable', { field: 'contactBirthday', value: shown(text('contactBirthday')) });
  }
  if (birthday?.year && birthday.year > Number(businessDate(now, zone).slice(0, 4))) {
    refuse('date-in-future', { field: 'contactBirthday', value: shown(text('contactBirthday')) });
  }
  const personal = (
    [
      'contactDept',
      'contactPost',
      'contactWechat',
      'contactEmail',
      'contactBirthday',
      'contactNote',
    ] as const
  ).some((target) => text(target) !== '');
  if (text('contactName') === '') {
    if (personal) refuse('contact-name-missing');
    // Phones of nobody are the company's.
    companyPhones.push(...contactPhones);
  } else {
    draft.contact = {
      name: oneLine('contactName'),
      dept: oneLine('contactDept'),
      post: oneLine('contactPost'),
      phones: contactPhones,
      wechat: oneLine('contactWechat'),
      email: formed('contactEmail'),
      birthday,
      note: text('contactNote'),
    };
  }
  if (draft.name === '' && draft.contact?.phones.length === 0) {
    // The company has its phone from the row above: this one is of the person it stands beside.
    draft.contact.phones = companyPhones.splice(0, MAX_PHONES);
  }
  placePhones(draft, companyPhones);

  const at = past('followUpAt');
  const hasText = text('followUpText') !== '';
  if (hasText && text('followUpAt') === '') refuse('follow-up-date-missing');
  if (!hasText && text('followUpAt') !== '') refuse('follow-up-text-missing');
  if (hasText && at !== null) {
    draft.followUp = { at, author: oneLine('followUpAuthor'), text: text('followUpText') };
  }
  // What stands in the wrong cells says nothing.
  return { ...draft, problems: fault ? [fault] : problems };
}

/** The first is the company's; others go to the contact, or into the note where there is none. */
function placePhones(draft: RowDraft, phones: Phone[]): void {
  const [first, ...others] = phones;
  const typed = ({ number, extension }: Phone) => (extension ? `${number}-${extension}` : number);
  draft.phone = first ? typed(first) : '';
  if (draft.contact) {
    draft.contact.phones = [...draft.contact.phones, ...others].slice(0, MAX_PHONES);
  } else if (others.length > 0) {
    draft.note = [draft.note, others.map(typed).join(' ')].filter(Boolean).join('\n');
  }
}

/** Keys by which a row may meet customers that exist. */
export interface RowKeys {
  name: string;
  phones: string[];
  taxNo: string;
  externalNo: string;
}

/** Numbers shorter than this meet too many. */
const MIN_PHONE_KEY = 7;

export function keysOf(draft: RowDraft): RowKeys {
  const numbers = [draft.phone, ...(draft.contact?.phones ?? []).map((phone) => phone.number)];
  const keys = numbers.map((number) => phoneKey(number).number);
  return {
    name: draft.nameKey,
    phones: [...new Set(keys.filter((key) => key.length >= MIN_PHONE_KEY))],
    taxNo: taxNoKey(draft.taxNo),
    externalNo: draft.externalNo,
  };
}

/** Under which a contact is the same one: a name, and a phone where it has one. */
export function contactKey(name: string, phones: readonly { number: string }[]): string {
  const keys = phones.map((phone) => phoneKey(phone.number).number).toSorted();
  return `${nameKey(name)}|${keys[0] ?? ''}`;
}

/** Stands for what a row says of a customer: the same row in another file has the same. */
export function fingerprintOf(draft: RowDraft, customerKey: string): string {
  const { row: _row, noLine: _noLine, nameKey: _key, problems: _problems, ...read } = draft;
  const { broken: _broken, unused: _unused, followUp, ...rest } = read;
  return createHash('sha256')
    .update(JSON.stringify([customerKey, rest, followUp]))
    .digest('base64url');
}
