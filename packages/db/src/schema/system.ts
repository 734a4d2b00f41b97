import type { DeviceState } from '@xinhang/shared/devices.ts';
import type { Network } from '@xinhang/shared/networks.ts';
import type { Generated } from 'kysely';

export interface SystemTables {
  schema_migration: { id: number; name: string; at: number };
  /** `value` is JSON. */
  setting: { key: string; value: string; version: Generated<number> };
  saved_view: {
    id: Generated<number>;
    version: number;
    user_id: number;
    page: string;
    name: string;
    name_key: string;
    /** JSON object: the page's own filters, sort and columns. */
    state: string;
  };
  dict: {
    id: Generated<number>;
    version: number;
    kind: string;
    label: string;
    sort: number;
    active: number;
  };
  notification: {
    id: Generated<number>;
    user_id: number;
    kind: string;
    /** JSON object of ids and counts. */
    params: string;
    /** The row it speaks of; its name is looked up when it is read. */
    entity: string | null;
    entity_id: number | null;
    route: string | null;
    at: number;
    seen_at: number | null;
    snoozed_until: number | null;
  };
  session: {
    id: Generated<number>;
    token_hash: string;
    user_id: number;
    client: string;
    address: string;
    created_at: number;
    last_seen_at: number;
    ended_at: number | null;
    view_as_user_id: number | null;
    /** When its person last said the password. */
    confirmed_at: Generated<number>;
    /** Where it was begun; it is good from there alone. */
    network: Generated<Network>;
    /** It is good on this device alone. */
    device_id: number | null;
  };
  device: {
    id: Generated<number>;
    version: number;
    name: string;
    kind: 'desktop' | 'browser';
    state: DeviceState;
    /** SHA-256 of its public key, in hex. */
    key_hash: string;
    user_id: number | null;
    asked_at: number;
    asked_from: string;
    approved_at: number | null;
    approved_by: number | null;
    revoked_at: number | null;
    last_seen_at: number | null;
    last_address: string | null;
  };
  branch: {
    id: Generated<number>;
    version: number;
    name: string;
    /** Its own in the tunnel. */
    address: string;
    /** JSON array of the ranges of its office, where those come through the tunnel as they are. */
    lan: string;
    mtu: number;
    /** WireGuard's, base64; the private one is kept nowhere. */
    public_key: string;
    made_at: number;
    /** Null: the command line. */
    made_by: number | null;
    revoked_at: number | null;
    revoked_by: number | null;
  };
  device_code: {
    id: Generated<number>;
    code_hash: string;
    /** Null: the command line. */
    made_by: number | null;
    expires_at: number;
    tries: number;
    used_at: number | null;
  };
  login_attempt: { key: string; failures: number; next_at: number; last_at: number };
  idempotency_key: {
    actor_id: number;
    key: string;
    endpoint: string;
    body_hash: string;
    status: number;
    answer: string | null;
    at: number;
  };
  audit_event: {
    id: Generated<number>;
    at: number;
    actor_id: number | null;
    session_id: number | null;
    request_id: string;
    address: string;
    action: string;
    entity: string;
    entity_id: number | null;
    customer_id: number | null;
    before: string | null;
    after: string | null;
  };
  /** The chain over the audit; see `audit-seals.ts`. */
  audit_seal: {
    /** From 1, without gaps. */
    seq: number;
    event_id: number;
    /** Hex of SHA-256. */
    hash: string;
    at: number;
  };
  change_event: {
    seq: Generated<number>;
    entity: string;
    entity_id: number;
    version: number;
    customer_id: number | null;
    /** JSON array of the user ids that owned or own the row, and its collaborators. */
    audience: string;
    /** JSON array of the places where goods lie that it is about; null: of none. */
    places: string | null;
    at: number;
  };
}
