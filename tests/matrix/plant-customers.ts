import { canary, contactPhoneOf, phoneOf, placePhoneOf } from './canaries.ts';
import { positions, type Owner } from './expectation.ts';

/** What a cell aims at: a row at one position, by the ids of everything that hangs on it. */
export interface Target {
  customerId: number;
  version: number;
  contactId: number;
  followUpId: number;
  addressId: number;
  titleId: number;
  fileId: number;
}

/** With whose hands the rows are made, as over the wire. */
export interface Hands {
  plant: (
    token: string,
    method: string,
    path: string,
    body: object | Buffer,
  ) => Promise<{ id: number; version: number }>;
  get: <T>(token: string, path: string) => Promise<T>;
  /** Token of whoever reaches everything, and his id. */
  boss: string;
  bossId: number;
  /** Token of the subject. */
  mine: string;
  people: Record<Owner, number>;
}

/** Stands for every id that is nobody's. */
export const NOBODY = 900_001;
/** The business date of the company's clock: every customer is due on it, every contact born. */
export const TODAY = '2026-11-24';
const personal = ['nativePlace', 'family', 'hobbies', 'relations', 'taboos'];
const BIRTHDAY = { calendar: 'solar', month: 11, day: 24 };

const nowhere: Target = {
  customerId: NOBODY,
  version: 1,
  contactId: NOBODY,
  followUpId: NOBODY,
  addressId: NOBODY,
  titleId: NOBODY,
  fileId: NOBODY,
};

/** One customer at each position, full of words that stand nowhere else. */
export async function plantCustomers(hands: Hands): Promise<Target[]> {
  const targets: Target[] = [];
  for (const [index, row] of positions.entries()) {
    if (!row.exists) {
      targets.push(nowhere);
      continue;
    }
    const { id, ...children } = await plantOne(hands, index, row);
    await moveTo(hands, id, row);
    targets.push({ customerId: id, version: await versionOf(hands, id), ...children });
  }
  return targets;
}

const versionOf = async ({ get, boss }: Hands, id: number) =>
  (await get<{ version: number }>(boss, `/customers/${id}`)).version;

type Position = (typeof positions)[number];

async function plantOne(hands: Hands, index: number, row: Position) {
  const { plant, get, boss, mine, people } = hands;
  const handedOver = row.position === 'handedOver';
  // What lies in the pool got its contacts while somebody owned it.
  const ownerId = row.owner ? people[row.owner] : hands.bossId;
  const by = handedOver ? mine : boss;
  const { id } = await plant(by, 'POST', '/customers', {
    name: `深圳${canary(index, 'name')}有限公司`,
    ...(!handedOver && { ownerId }),
    phone: phoneOf(index),
    taxNo: canary(index, 'taxNo'),
    address: canary(index, 'address'),
    note: canary(index, 'note'),
    duplicateReason: 'matrix',
    contact: {
      name: canary(index, 'contact'),
      phones: [{ number: contactPhoneOf(index) }],
      birthday: BIRTHDAY,
      ...Object.fromEntries(personal.map((field) => [field, canary(index, 'personal')])),
    },
  });
  const contacts = await get<{ rows: { id: number }[] }>(by, `/customers/${id}/contacts`);
  const contactId = contacts.rows[0]!.id;
  // What is the subject's own to correct is by his hand.
  const followUp = await plant(row.position === 'own' ? mine : by, 'POST', '/follow-ups', {
    customerId: id,
    contactId,
    content: canary(index, 'followUp'),
    nextOn: TODAY,
  });
  const bytes = Buffer.from(canary(index, 'file'));
  const fileName = `${canary(index, 'file')}.txt`;
  const file = await plant(boss, 'POST', `/customers/${id}/files?name=${fileName}`, bytes);
  const place = canary(index, 'place');
  const phone = placePhoneOf(index);
  const address = { address: place, receiver: place, phone };
  return {
    id,
    contactId,
    followUpId: followUp.id,
    fileId: file.id,
    addressId: (await plant(boss, 'POST', `/customers/${id}/addresses`, address)).id,
    titleId: (await plant(boss, 'POST', `/customers/${id}/titles`, { title: place, phone })).id,
  };
}

/** Brings a new customer to where its position is. */
async function moveTo(hands: Hands, id: number, row: Position): Promise<void> {
  const { plant, boss, people } = hands;
  const act = async (method: string, verb: string, body: object) => {
    const version = await versionOf(hands, id);
    await plant(boss, method, `/customers/${id}/${verb}`, { version, ...body });
  };
  if (row.collaborator) await act('PUT', 'collaborators', { userIds: [people.me] });
  if (row.position === 'handedOver') await act('POST', 'assign', { ownerId: people.stranger });
  if (row.owner === null) await act('POST', 'assign', { ownerId: null });
  if (row.archived) await act('POST', 'archive', { archived: true });
}
