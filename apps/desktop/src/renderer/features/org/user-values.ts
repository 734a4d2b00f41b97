import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';

export type UserBody = EndpointBody<typeof api.org.createUser>;

/** A person as the form holds it: colleagues with their names. */
export type UserValues = Omit<UserBody, 'principalIds' | 'mentorId'> & {
  principals?: NameRef[];
  mentor?: NameRef[];
};
