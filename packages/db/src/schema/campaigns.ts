import type { Generated } from 'kysely';

export interface CampaignTables {
  campaign: {
    id: Generated<number>;
    version: number;
    channel: string;
    name: string;
    subject: string;
    signature: string;
    body: string;
    template: string;
    /** JSON of the contract's `segment`. */
    segment: string;
    state: string;
    by_user_id: number;
    at: number;
    submitted_at: number | null;
    approval_id: number | null;
    refusal: string;
    /** When the rest goes out by itself, UTC ms. */
    resume_at: number | null;
  };
  campaign_outbox: {
    id: Generated<number>;
    version: number;
    campaign_id: number;
    customer_id: number;
    contact_id: number;
    address: string;
    /** Eleven digits, or the address in small letters. */
    address_key: string;
    text: string;
    parts: number;
    state: string;
    error: string;
    closed_at: number | null;
    /** JSON array: the values of the fields of the text, in their order. */
    field_values: string;
    provider_ref: string;
    tries: number;
    /** Kind of the provider that took it; empty where nobody did. */
    provider: string;
    /** When its provider is asked what became of it, UTC ms; null: not (any more). */
    ask_at: number | null;
    reported_at: number | null;
  };
  message_provider: {
    channel: string;
    version: number;
    kind: string;
    /** JSON, without the secret. */
    config: string;
  };
  opt_out: {
    id: Generated<number>;
    channel: string;
    address_key: string;
    reason: string;
    at: number;
    by_user_id: number;
  };
}
