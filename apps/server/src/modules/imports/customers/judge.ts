import type { Actor } from '@xinhang/db/actor.ts';
import type { ImportReason, ImportVerdict } from '@xinhang/shared/imports.ts';
import type { Settings } from '@xinhang/shared/settings.ts';
import { contactKey, keysOf, type RowDraft } from './draft.ts';
import type { FileState, Known } from './file-state.ts';
import type { OwnWords, Worded } from './own-words.ts';
import { mayImportFor, type People } from './people.ts';
import type { Reason } from '../reason.ts';

/** A customer of the company whose name is likely that of a row. */
export interface Similar {
  /** In full or masked, as the person importing may see it. */
  name: string;
  /** Null in the pool. */
  owner: string | null;
  /** Row of this file that made it. */
  row: number | null;
}

/** A customer of the company that a row meets. */
export interface Match extends Similar {
  customerId: number;
  on: 'externalNo' | 'taxNo' | 'name' | 'phone';
  /** Whether the person importing may add to it. */
  open: boolean;
}

export interface Options {
  ownerless: 'pool' | 'me';
  duplicates: 'skip' | 'addContact';
  /** In place of the pool, where whoever started it named somebody. */
  ownerId: number | null;
  /** What the company wants of likely duplicates by name (setting `customers.similarName`). */
  similar: Settings['customers.similarName'];
}

/** What the database says about the rows of one block. */
export interface Evidence {
  /** Matches of a row, the most certain first. */
  matches(draft: RowDraft): readonly Match[];
  /** Customers whose names are likely that of the row. */
  similar(draft: RowDraft): readonly Similar[];
  /** The customer that an earlier import made of this very row. */
  importedBefore(draft: RowDraft): { customerId: number; open: boolean } | null;
  /** `contactKey`s of a customer that exists. */
  contacts(customerId: number): ReadonlySet<string>;
  people: People;
  words: OwnWords;
  actor: Actor;
  options: Options;
}

/** What becomes of a row. */
export interface Decision {
  draft: RowDraft;
  /** `nameKey` of its customer; empty where there is none. */
  customerKey: string;
  fingerprint: string;
  verdict: ImportVerdict;
  reason: Reason;
  /** What else there is to say: further reasons why it is left out, or what became of it. */
  also: readonly Reason[];
  /** The customer it belongs to; its `customerId` is set by whoever writes. */
  known: Known | null;
  /** First row of a new customer. */
  first: boolean;
  addContact: boolean;
  ownerId: number | null;
  authorId: number | null;
  /** Tags and own fields of a new customer. */
  worded: Worded;
}

const reason = (code: ImportReason, params: Reason['params'] = {}): Reason => ({ code, params });

const matchReasons = {
  externalNo: 'duplicate-external-no',
  taxNo: 'duplicate-tax-no',
  name: 'duplicate-name',
  phone: 'duplicate-phone',
} as const;

/**
 * Judges one row in the order of the file, and remembers it for those that follow. The same in a
 * dry run and in the import itself; reads nothing and writes nothing.
 */
export function judge(
  draft: RowDraft,
  state: FileState,
  evidence: Evidence,
  fingerprint: string,
): Decision {
  const decision: Decision = {
    draft,
    customerKey: '',
    fingerprint,
    verdict: 'invalid',
    reason: reason('name-missing'),
    also: [],
    known: null,
    first: false,
    addContact: false,
    ownerId: null,
    authorId: null,
    worded: { tagIds: [], custom: {} },
  };
  const end: End = (verdict, why, ...also) =>
    Object.assign(decision, {
      verdict,
      reason: why,
      also: draft.unused ? [...also, draft.unused] : also,
    });
  if (draft.noLine) return end('empty', reason(draft.noLine));

  const earlier = draft.name === '' ? state.current : (state.customers.get(draft.nameKey) ?? null);
  if (earlier) {
    const key = draft.name === '' ? state.currentKey : draft.nameKey;
    state.turnTo(earlier, key);
    decision.known = earlier;
    decision.customerKey = key;
    return furtherRow(decision, earlier, { state, evidence }, end);
  }
  if (draft.name === '') {
    const nameless = draft.broken ? [] : [reason('name-missing')];
    const [first = reason('name-missing'), ...others] = [...draft.problems, ...nameless];
    return end('invalid', first, ...others);
  }

  const known: Known = {
    row: draft.row,
    name: draft.name,
    verdict: 'invalid',
    reason: decision.reason,
    customerId: null,
    made: false,
    open: false,
    contacts: new Set(),
    facts: factsOf(draft),
  };
  state.meet(draft.nameKey, known);
  decision.known = known;
  decision.customerKey = draft.nameKey;
  firstRow(decision, known, state, evidence, end);
  known.verdict = decision.verdict;
  known.reason = decision.reason;
  return decision;
}

/** What a row is judged with beside itself. */
interface Around {
  state: FileState;
  evidence: Evidence;
}

type End = (verdict: ImportVerdict, why: Reason, ...also: Reason[]) => Decision;

function firstRow(
  decision: Decision,
  known: Known,
  state: FileState,
  evidence: Evidence,
  end: End,
): Decision {
  const { draft } = decision;
  if (draft.problems.length > 0) {
    // Whoever mends the row is told everything at once.
    const others = draft.broken ? [] : placesRefused(decision, evidence);
    const [first, ...also] = [...draft.problems, ...others];
    return end('invalid', first!, ...also);
  }
  const before = evidence.importedBefore(draft);
  if (before) {
    Object.assign(known, before, { contacts: new Set(evidence.contacts(before.customerId)) });
    return end('same', reason('imported-before'));
  }
  const keys = keysOf(draft);
  const [match] = evidence.matches(draft);
  const inFile =
    match?.row ??
    state.externalNos.get(keys.externalNo) ??
    state.taxNos.get(keys.taxNo) ??
    keys.phones.map((phone) => state.phones.get(phone)).find((row) => row !== undefined);
  if (inFile !== undefined) return end('duplicate', reason('duplicate-in-file', { row: inFile }));
  if (match) {
    known.customerId = match.customerId;
    // A shared phone may be a shared switchboard: not enough to be the same company.
    known.open = match.open && match.on !== 'phone';
    known.contacts = new Set(known.open ? evidence.contacts(match.customerId) : []);
    known.reason = reason(matchReasons[match.on], { name: match.name, owner: match.owner });
    return toExisting(decision, known, { state, evidence }, end);
  }
  const [refused, ...also] = placesRefused(decision, evidence);
  if (refused) return end('invalid', refused, ...also);
  const alike = likelyThere(draft, state, evidence);
  // Where registering by hand asks for a reason, whoever imports has seen the warning of the check.
  if (alike && evidence.options.similar === 'refuse') return end('duplicate', alike);
  known.made = true;
  known.open = true;
  decision.first = true;
  state.remember(known, keys);
  takeContact(decision, known, state);
  const lost = draft.owner !== '' && evidence.people.find(draft.owner, true) === 'unknown';
  const like = evidence.words.industryLike(draft.industry);
  const told = [
    alike,
    lost ? reason('new-without-owner', { value: draft.owner }) : null,
    like === null ? null : reason('industry-like', { value: draft.industry, like }),
  ].filter((one) => one !== null);
  return end('create', told[0] ?? reason('new'), ...told.slice(1));
}

/** Everything for which the company does not take the row, whatever it says of the customer. */
function placesRefused(decision: Decision, evidence: Evidence): Reason[] {
  return [
    placeOwner(decision, evidence),
    placeAuthor(decision, evidence),
    ...placeWords(decision, evidence),
  ].filter((one) => one !== null);
}

/** Whether a customer, or a row before, has likely the same name. */
function likelyThere(draft: RowDraft, state: FileState, evidence: Evidence): Reason | null {
  if (evidence.options.similar === 'off') return null;
  const [found] = evidence.similar(draft);
  const row = found?.row ?? state.similar(draft.name);
  if (found && found.row === null) {
    return reason('similar-name', { name: found.name, owner: found.owner });
  }
  return row === undefined ? null : reason('similar-in-file', { row });
}

const companyFields = [
  'shortName',
  'industry',
  'region',
  'city',
  'address',
  'source',
  'phone',
  'website',
  'taxNo',
  'note',
  'externalNo',
] as const;

const factsOf = (draft: RowDraft) => companyFields.map((field) => draft[field]);

/** A row of a customer that an earlier row of the file has brought up. */
function furtherRow(
  decision: Decision,
  known: Known,
  { state, evidence }: Around,
  end: End,
): Decision {
  const { draft } = decision;
  const [problem, ...problems] = draft.problems;
  if (problem) {
    const author = draft.broken ? null : placeAuthor(decision, evidence);
    return end('invalid', problem, ...problems, ...(author ? [author] : []));
  }
  const says = draft.contact !== null || draft.followUp !== null;
  if (draft.name === '' && !says) return end('invalid', reason('name-missing'));
  if (known.verdict === 'invalid') {
    return end('invalid', reason('customer-above-left-out', { row: known.row }));
  }
  if (evidence.importedBefore(draft)) return end('same', reason('imported-before'));
  if (!known.made) return toExisting(decision, known, { state, evidence }, end);
  const isNew = newContact(draft, known);
  if (!isNew && !draft.followUp) {
    return end('duplicate', reason('duplicate-in-file', { row: known.row }));
  }
  const refused = placeAuthor(decision, evidence);
  if (refused) return end('invalid', refused);
  takeContact(decision, known, state);
  const { facts } = known;
  const unused = facts && factsOf(draft).some((fact, at) => fact !== '' && fact !== facts[at]);
  return end(
    'create',
    unused ? reason('new-contact-alone', { row: known.row }) : reason('new-contact'),
  );
}

/** What a row adds to a customer that was there before the import, if the person asked for it. */
function toExisting(
  decision: Decision,
  known: Known,
  { state, evidence }: Around,
  end: End,
): Decision {
  const { draft } = decision;
  if (evidence.options.duplicates !== 'addContact' || !known.open || known.customerId === null) {
    if (known.reason.code === 'imported-before') {
      // Its own row is the same as ever; this one says more of it.
      return end('duplicate', reason('duplicate-in-file', { row: known.row }));
    }
    return end('duplicate', known.reason);
  }
  if (!newContact(draft, known) && !draft.followUp) return end('same', reason('nothing-new'));
  const refused = placeAuthor(decision, evidence);
  if (refused) return end('invalid', refused);
  takeContact(decision, known, state);
  return end('addContact', reason('new-contact'));
}

function newContact(draft: RowDraft, known: Known): boolean {
  const { contact } = draft;
  return contact !== null && !known.contacts.has(contactKey(contact.name, contact.phones));
}

function takeContact(decision: Decision, known: Known, state: FileState): void {
  const { contact } = decision.draft;
  if (!contact || !newContact(decision.draft, known)) return;
  decision.addContact = true;
  state.addContact(known, contactKey(contact.name, contact.phones));
}

function placeOwner(decision: Decision, evidence: Evidence): Reason | null {
  const { owner: value } = decision.draft;
  const { people, actor, options } = evidence;
  decision.ownerId = options.ownerless === 'me' ? actor.userId : options.ownerId;
  const found = people.find(value, true);
  if (found === 'ambiguous') return reason('owner-ambiguous', { value });
  if (found !== 'unknown') {
    if (!mayImportFor(actor, found.id)) return reason('owner-out-of-reach', { value });
    decision.ownerId = found.id;
  }
  return decision.ownerId === null || people.seesCustomers(decision.ownerId)
    ? null
    : reason('owner-sees-no-customers', { value: found === 'unknown' ? actor.name : value });
}

function placeWords(decision: Decision, { words }: Evidence): readonly Reason[] {
  const worded = words.read(decision.draft.tags, decision.draft.custom);
  if (!('tagIds' in worded)) return worded;
  decision.worded = worded;
  return [];
}

/** History keeps its author, also one who has left. */
function placeAuthor(decision: Decision, { people, actor }: Evidence): Reason | null {
  const { followUp } = decision.draft;
  if (!followUp) return null;
  const { author: value } = followUp;
  if (value === '') {
    decision.authorId = actor.userId;
    return null;
  }
  const found = people.find(value, false);
  if (found === 'unknown') return reason('author-unknown', { value });
  if (found === 'ambiguous') return reason('author-ambiguous', { value });
  if (found.id !== actor.userId && !mayImportFor(actor, found.id)) {
    return reason('author-out-of-reach', { value });
  }
  decision.authorId = found.id;
  return null;
}
