import type { ContactRecord, PhoneValues } from '@xinhang/db/repositories/contacts.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { birthdayKey } from '@xinhang/shared/lunar.ts';
import { phoneKey } from '@xinhang/shared/text-keys.ts';

type CreateBody = EndpointInput<typeof api.contacts.create>['body'];
type UpdateBody = EndpointInput<typeof api.contacts.update>['body'];
type Columns = Omit<ContactRecord, 'id' | 'version' | 'customer_id' | 'is_primary' | 'left_at'>;

const texts = {
  name: 'name',
  dept: 'dept',
  post: 'post',
  gender: 'gender',
  wechat: 'wechat',
  email: 'email',
  nativePlace: 'native_place',
  family: 'family',
  hobbies: 'hobbies',
  relations: 'relations',
  taboos: 'taboos',
  note: 'note',
} as const;

const empty: Columns = {
  name: '',
  dept: '',
  post: '',
  gender: '',
  wechat: '',
  email: '',
  birthday: null,
  birthday_key: null,
  native_place: '',
  family: '',
  hobbies: '',
  relations: '',
  taboos: '',
  note: '',
  sms_opt_out: 0,
};

/** Columns of the fields that were sent; those that were not are absent. */
export function changedContactColumns(body: Omit<UpdateBody, 'version'>): Partial<Columns> {
  const columns: Partial<Columns> = {};
  for (const [field, column] of Object.entries(texts)) {
    const value = body[field as keyof typeof texts];
    if (value !== undefined) Object.assign(columns, { [column]: value });
  }
  if (body.birthday !== undefined) {
    columns.birthday = body.birthday && JSON.stringify(body.birthday);
    columns.birthday_key = body.birthday && birthdayKey(body.birthday);
  }
  if (body.smsOptOut !== undefined) columns.sms_opt_out = body.smsOptOut ? 1 : 0;
  return columns;
}

export function contactColumns(body: CreateBody): Columns {
  return { ...empty, ...changedContactColumns(body) };
}

export function phoneValues(phones: NonNullable<CreateBody['phones']>): PhoneValues[] {
  return phones.map((phone) => ({ ...phone, phone_key: phoneKey(phone.number).number }));
}
