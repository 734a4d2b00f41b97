import type { Access } from '@xinhang/shared/contract/endpoint.ts';
import {
  fieldViews,
  guardedFields,
  permissionNames,
  permissionRow,
  type Permission,
} from '@xinhang/shared/permissions.ts';
import type { ProblemCode } from '@xinhang/shared/problems.ts';
import type { RoleFacts } from './roles.ts';

/**
 * What must come out, said plainly and without the code under test: the policy table, the role's
 * own facts, and the sentences of domain.md on scope.
 */

/** Whose a row is, from where the subject of the matrix sits. */
export type Owner = 'me' | 'teammate' | 'subordinate' | 'principal' | 'named' | 'stranger';

export interface RowFacts {
  position: string;
  /** Null: it lies in the public pool. */
  owner: Owner | null;
  collaborator: boolean;
  archived: boolean;
  exists: boolean;
}

const row = (position: string, owner: Owner | null, more: Partial<RowFacts> = {}): RowFacts => ({
  position,
  owner,
  collaborator: false,
  archived: false,
  exists: true,
  ...more,
});

/** Where a row may stand towards the subject. */
export const positions: readonly RowFacts[] = [
  // First, because every row that is refused must answer exactly like it.
  row('nonexistent', null, { exists: false }),
  row('own', 'me'),
  row('ownTeam', 'teammate'),
  row('subordinate', 'subordinate'),
  row('principal', 'principal'),
  row('namedDept', 'named'),
  row('otherTeam', 'stranger'),
  row('collaborator', 'stranger', { collaborator: true }),
  row('pool', null),
  row('poolCollaborator', null, { collaborator: true }),
  row('handedOver', 'stranger'),
  row('archived', 'me', { archived: true }),
  row('archivedOther', 'stranger', { archived: true }),
];

/** Of the subject, or of the person in the department that he heads, whatever his role. */
export const inTeam = ({ owner }: RowFacts): boolean => owner === 'me' || owner === 'subordinate';

/** Each scope reaches the own rows, and those of … (`custom` names the department of `named`). */
const reached: Record<string, readonly Owner[]> = {
  self: ['me'],
  principals: ['me', 'principal'],
  dept: ['me', 'teammate'],
  headed: ['me', 'subordinate'],
  custom: ['me', 'named'],
};

/** The plain row of an owner, for what belongs to people and to no customer. */
export const rowOf = (owner: Owner): RowFacts =>
  positions.find((one) => one.owner === owner && !one.collaborator && !one.archived)!;

export interface Verdict {
  status: number;
  code?: ProblemCode;
}
export const ok = (status = 200): Verdict => ({ status });
export const refused = {
  forbidden: { status: 403, code: 'forbidden' },
  notFound: { status: 404, code: 'not-found' },
  archived: { status: 409, code: 'customer-archived' },
  ended: { status: 401, code: 'session-ended' },
  firstPassword: { status: 403, code: 'password-change-required' },
  readOnly: { status: 403, code: 'view-as-read-only' },
  /** Whoever sees no customers keeps none. */
  blind: { status: 422, code: 'sees-no-customers' },
  keeps: { status: 409, code: 'user-owns-customers' },
  notHeld: { status: 403, code: 'grant-not-held' },
} as const satisfies Record<string, Verdict>;

export class Expectation {
  readonly role: RoleFacts;
  /** An owner looks through this person's eyes: nothing may be done. */
  readonly watched: boolean;
  /** On the way out: picked for nothing new any more. */
  readonly leaving: boolean;
  constructor(role: RoleFacts, { watched = false, leaving = false } = {}) {
    this.role = role;
    this.watched = watched;
    this.leaving = leaving;
  }

  /** Granted, and not on the other side of the wall; who is across it is not held by it. */
  holds(permission: Permission): boolean {
    const granted = (name: Permission) => this.role.grants.some((one) => one.permission === name);
    if (!granted(permission)) return false;
    const { wall, within } = permissionRow(permission);
    if (within && !this.holds(within)) return false;
    if (!wall || !this.role.side || granted('system.acrossWall')) return true;
    return wall === this.role.side;
  }

  /** May the role ever call this? */
  enters(access: Access): boolean {
    if (access === 'public' || access === 'session') return true;
    return [access].flat().some((permission) => this.holds(permission as Permission));
  }

  /** Does one of the grants of this permission cover the owner of this row? */
  reaches(permission: Permission, target: RowFacts): boolean {
    if (!this.holds(permission) || !target.exists) return false;
    const { within } = permissionRow(permission);
    if (within && !this.reaches(within, target)) return false;
    return this.role.grants.some(
      (grant) =>
        grant.permission === permission &&
        (grant.scope === 'all' ||
          (target.owner !== null && reached[grant.scope]!.includes(target.owner))),
    );
  }

  /** Own, subtree, principals' …, collaborator, and the pool for those who may read it. */
  sees(target: RowFacts): boolean {
    if (!target.exists || !this.holds('customers.read')) return false;
    if (this.reaches('customers.read', target) || target.collaborator) return true;
    return target.owner === null && this.holds('pool.read');
  }

  /** A follow-up is as visible as files, to those who may read follow-ups of the customer. */
  seesFollowUps(target: RowFacts): boolean {
    if (!this.seesHanging(target) || !this.holds('followUps.read')) return false;
    if (this.reaches('followUps.read', target)) return true;
    return target.collaborator && target.owner !== null;
  }

  /** Deals lie with whoever owns the customer, in the pool with the boss: a collaborator has none. */
  seesDeals(target: RowFacts): boolean {
    return this.reaches('deals.read', target);
  }

  /**
   * Orders move with the customer's owner alone: a collaborator reads none, nor does who finds the
   * customer in the pool, nor who shared the result (decision 0231).
   */
  seesOrders(target: RowFacts): boolean {
    return this.reaches('salesOrders.read', target);
  }

  /** Quotations as orders: through the customer's owner alone. */
  seesQuotations(target: RowFacts): boolean {
    return this.reaches('quotations.read', target);
  }

  /** In the pool contact data is masked until claimed, for everybody. */
  seesContacts(target: RowFacts): boolean {
    return this.sees(target) && target.owner !== null;
  }

  /** Birthday, family and what else is personal: where the role shows it, of contacts one sees. */
  seesPersonalFile(target: RowFacts): boolean {
    return this.seesContacts(target) && this.role.fields.personal === 'show';
  }

  /** Files and what was done: in the pool for those alone who see everything. */
  seesHanging(target: RowFacts): boolean {
    return this.sees(target) && (target.owner !== null || this.#everything());
  }

  phone(target: RowFacts): 'hide' | 'mask' | 'show' {
    if (!this.sees(target)) return 'hide';
    const view = this.role.fields.phone;
    if (view === 'show' && target.owner === null) return 'mask';
    return view;
  }

  #everything(): boolean {
    return this.role.grants.some(
      (grant) => grant.permission === 'customers.read' && grant.scope === 'all',
    );
  }

  /** Doing something to a row: what is not seen is not there; then the permission must reach it. */
  acts(permission: Permission, target: RowFacts, done: Verdict = ok()): Verdict {
    if (!this.sees(target)) return refused.notFound;
    if (!this.reaches(permission, target)) return refused.forbidden;
    return target.archived ? refused.archived : done;
  }

  reads(target: RowFacts): Verdict {
    return this.sees(target) ? ok() : refused.notFound;
  }

  /** A contact, an address: there for those to whom the contacts of its customer are shown. */
  actsOnChild(permission: Permission, target: RowFacts, done: Verdict = ok()): Verdict {
    return this.seesContacts(target) ? this.acts(permission, target, done) : refused.notFound;
  }

  /** A file. */
  actsOnFile(permission: Permission, target: RowFacts): Verdict {
    return this.seesHanging(target) ? this.acts(permission, target) : refused.notFound;
  }

  /** To add a contact or an address, one must be able to see it afterwards. */
  addsChild(target: RowFacts): Verdict {
    const verdict = this.acts('customers.update', target, ok(201));
    return verdict.status === 201 && !this.seesContacts(target) ? refused.forbidden : verdict;
  }

  get owner(): boolean {
    return this.holds('system.owner');
  }

  /** Nobody gives what he does not hold, unless he is an owner. */
  gives(held: boolean, done: Verdict = ok()): Verdict {
    return this.owner || held ? done : refused.notHeld;
  }

  /** Would this person see more rows, if somebody who sits here sat there instead? */
  gains(from: Owner, to: Owner): boolean {
    return permissionNames.some(
      (name) => this.reaches(name, row('', to)) && !this.reaches(name, row('', from)),
    );
  }

  /**
   * Holds what this role holds: over the rows of that person, or (`own`) in any scope, which is
   * enough to give it for the rows that will be somebody's own.
   */
  covers(role: RoleFacts, over: Owner | 'own'): boolean {
    const fields = guardedFields.every(
      (name) => fieldViews.indexOf(this.role.fields[name]) >= fieldViews.indexOf(role.fields[name]),
    );
    return (
      fields &&
      role.grants.every(({ permission }) =>
        over === 'own' || permissionRow(permission).scopes.length === 0
          ? this.holds(permission)
          : this.reaches(permission, row('', over)),
      )
    );
  }

  /** A collaborator logs follow-ups with any right to do so, except while it lies in the pool. */
  logs(target: RowFacts): boolean {
    if (this.reaches('followUps.create', target)) return true;
    return target.collaborator && target.owner !== null && this.holds('followUps.create');
  }
}
