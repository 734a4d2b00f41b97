import type { Actor } from '@xinhang/db/actor.ts';
import { may, reaches } from '@xinhang/db/actor.ts';
import { placesReached, reachesPlace } from '@xinhang/db/scope-places.ts';
import { goingLiveReaders } from '@xinhang/shared/going-live.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { FastifyReply } from 'fastify';
import { POOL, type ChangeInput } from './context.ts';
import { importHearers } from './import-sight.ts';

export interface Stream {
  readonly sessionId: number;
  /** Whose session it is; another than the actor while an owner looks through somebody's eyes. */
  readonly personId: number;
  readonly userId: number;
  /** As of when it was opened: a stream ends when the rights of its person change. */
  readonly actor: Actor;
  /** Of the organisation, when it was opened. */
  readonly revision: number;
  readonly reply: FastifyReply;
}

/** A change with its number in the order of commits. */
export interface NumberedChange {
  seq: number;
  change: ChangeInput;
}

interface OpenStream extends Stream {
  /** What came while it was looked up what the client had missed; null once it is up to date. */
  held: NumberedChange[] | null;
}

/** Entities that are somebody's own: only the audience hears of them, whoever reaches its rows. */
const personal = new Set([
  'job',
  'savedView',
  'print',
  'grantRequest',
  'approval',
  'task',
  'appraisal',
  'alert',
  'articleDraft',
  'expenseDraft',
  'enrolment',
  'probation',
  'watch',
  'attempt',
]);

/** Entities that are no rows of anybody: whoever may read them hears of them. */
const common: Readonly<Record<string, readonly Permission[]>> = {
  company: ['org.read'],
  dept: ['org.read'],
  user: ['org.read', 'org.manage'],
  role: ['roles.manage', 'org.manage'],
  schedule: ['system.jobs'],
  device: ['system.devices'],
  pipeline: ['deals.read', 'system.settings'],
  competitor: ['deals.read'],
  pool: ['pool.read', 'system.settings'],
  carePlan: ['followUps.read', 'care.manage'],
  appraisalScheme: ['appraisals.manage'],
  alertRule: ['system.settings'],
  course: ['training.manage', 'training.lead'],
  exam: ['training.manage', 'training.lead'],
  question: ['training.manage'],
  watchRule: ['appraisals.manage'],
  product: ['products.read'],
  unit: ['products.read'],
  productCategory: ['products.read'],
  location: ['products.read'],
  priceLevel: ['prices.read'],
  priceAdjustment: ['prices.read'],
  priceRule: ['prices.read'],
  supplier: ['suppliers.read'],
  supplierPrice: ['suppliers.read'],
  purchaseOrder: ['purchaseOrders.read', 'receiptNotes.manage'],
  receiptNote: ['purchaseOrders.read', 'receiptNotes.manage'],
  purchaseReturn: ['purchaseOrders.read', 'receiptNotes.manage'],
  marketPrice: ['prices.read'],
  stock: ['stock.read', 'stock.available'],
  stockDocument: ['stock.read'],
  paymentTerm: ['customers.read', 'products.read', 'system.settings'],
  cashAccount: ['cash.read', 'receipts.manage', 'payments.manage', 'expenses.pay'],
  cashTransfer: ['cash.read'],
  cashCategory: ['cash.read', 'expenses.read', 'system.settings'],
  otherCash: ['cash.read'],
  payment: ['payables.read'],
  payable: ['payables.read'],
  billIssued: ['payables.read'],
  supplierRefund: ['payables.read'],
  apAdjustment: ['payables.read'],
  supplierStatement: ['payables.read'],
  supplierInvoice: ['supplierInvoices.read'],
  periodClosing: ['periods.read'],
  goingLive: goingLiveReaders,
};

/** What is asked of the reader of other rows; `customers.read` of those that are not named. */
const readersOf: Readonly<Record<string, Permission>> = {
  campaign: 'campaigns.create',
  followUp: 'followUps.read',
  plan: 'followUps.read',
  careItem: 'followUps.read',
  gift: 'followUps.read',
  promise: 'followUps.read',
  deal: 'deals.read',
  receipt: 'receivables.read',
  receivable: 'receivables.read',
  billReceived: 'receivables.read',
  arAdjustment: 'receivables.read',
  collectionNote: 'receivables.read',
  customerRefund: 'receivables.read',
  refundRequest: 'receivables.read',
  statement: 'receivables.read',
  expenseClaim: 'expenses.read',
  fapiao: 'fapiao.read',
  noFapiao: 'fapiao.read',
  quotation: 'quotations.read',
  contract: 'contracts.read',
  salesOrder: 'salesOrders.read',
  salesFact: 'salesOrders.read',
  delivery: 'deliveries.read',
  salesReturn: 'deliveries.read',
  loan: 'deliveries.read',
  targetSheet: 'performance.read',
  salesPlan: 'performance.read',
};
/** What everybody who is logged in may read. */
const everybodys = new Set([
  'setting',
  'dict',
  'tag',
  'customField',
  'calendar',
  'article',
  'articleCategory',
  'printTemplate',
]);

const seesPool = (actor: Actor) => may(actor, 'customers.read') && may(actor, 'pool.read');

/** By this right: of all places, or of those that it is narrowed to. */
function hearsBy(actor: Actor, permission: Permission, { places = [] }: ChangeInput): boolean {
  if (!may(actor, permission)) return false;
  if (placesReached(actor, permission) === null) return true;
  return places.some((id) => reachesPlace(actor, permission, id));
}

function hears(stream: Stream, change: ChangeInput): boolean {
  const addressed = change.audience.includes(stream.userId);
  if (personal.has(change.entity)) return addressed;
  if (everybodys.has(change.entity)) return true;
  const readers = common[change.entity];
  if (readers) return readers.some((permission) => hearsBy(stream.actor, permission, change));
  const everyImport = importHearers.get(change.entity);
  if (everyImport) return addressed || everyImport(stream.actor);
  // Its requester's, and of whoever buys.
  if (change.entity === 'purchaseRequest') {
    return addressed || may(stream.actor, 'purchaseOrders.read');
  }
  // Its asker's, of whoever buys and of whoever makes offers.
  if (change.entity === 'priceInquiry') {
    const both = ['purchaseOrders.read', 'prices.update'] as const;
    return addressed || both.some((permission) => may(stream.actor, permission));
  }
  // Its author's, and of those who read what he submits.
  if (change.entity === 'workLog') {
    const reads = (author: number) => reaches(stream.actor, 'workLogs.review', author);
    return addressed || change.audience.some(reads);
  }
  const needed = readersOf[change.entity] ?? 'customers.read';
  // Being named is not enough: whoever keeps or shares a row may have no role by now that shows it.
  if (!may(stream.actor, needed)) return false;
  if (addressed) return true;
  if (change.audience.includes(POOL) && seesPool(stream.actor)) return true;
  return (
    change.audience.some((owner) => reaches(stream.actor, needed, owner)) ||
    stream.actor.reach.get(needed)?.all === true
  );
}

function send({ reply: { raw } }: Stream, text: string): void {
  if (raw.destroyed) return;
  raw.write(text);
  if (raw.writableLength > MOST_WAITING) raw.destroy();
}

/** The number under which a client comes back; it is good for the rights of its revision alone. */
const idOf = (stream: Stream, seq: number) => `id: ${stream.revision}-${seq}\n`;

function tell(stream: Stream, { seq, change }: NumberedChange): void {
  if (!hears(stream, change)) return;
  const data = JSON.stringify({
    seq,
    entity: change.entity,
    id: change.id,
    version: change.version,
    customerId: change.customerId ?? null,
  });
  send(stream, `${idOf(stream, seq)}event: change\ndata: ${data}\n\n`);
}

/** A client that hears nothing for twice as long takes its line for dead and makes a new one. */
const HEARTBEAT_MS = 2000;
/** So much waits in bytes for a client that does not read; it comes back and asks what it missed. */
const MOST_WAITING = 1_000_000;
/** Streams of one session; its tabs share one, and nobody fills the server with the rest. */
const MOST_OF_SESSION = 30;

/** Whether the disk takes what people save: it is full, or it failed and is being tried again. */
export type DiskState = 'well' | 'full' | 'stopped';
const diskEvent = (state: DiskState) => `event: disk\ndata: ${JSON.stringify({ state })}\n\n`;

/** Open event streams. Each change goes to those who see the row before or after it. */
export class EventHub {
  readonly #streams = new Set<OpenStream>();

  /** How many streams are open. */
  get size(): number {
    return this.#streams.size;
  }
  #newest = 0;
  #disk: DiskState = 'well';
  readonly #heartbeat: NodeJS.Timeout;

  constructor() {
    this.#heartbeat = setInterval(() => {
      // With how far it has come: what a client does not hear of need not be looked up again.
      for (const stream of this.#streams) {
        const at = stream.held || this.#newest === 0 ? '' : idOf(stream, this.#newest);
        send(stream, `${at}event: beat\ndata: {}\n\n`);
      }
    }, HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /**
   * Opens a stream, which hears of nothing until it is resumed: with the changes that its client
   * missed, or with null for a client that must load everything anew.
   */
  open(stream: Stream): (missed: readonly NumberedChange[] | null, newest: number) => void {
    const { raw } = stream.reply;
    stream.reply.hijack();
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write('retry: 2000\n\n');
    const open: OpenStream = { ...stream, held: [] };
    this.#makeRoom(stream.sessionId);
    this.#streams.add(open);
    raw.on('close', () => this.#streams.delete(open));
    return (missed, newest) => {
      if (!this.#streams.has(open)) return;
      const held = open.held ?? [];
      open.held = null;
      for (const one of missed ?? []) tell(open, one);
      // Notifications are not numbered: who was away asks for them.
      const first = missed ? 'notification' : 'reset';
      send(open, `${idOf(open, newest)}event: ${first}\ndata: {}\n\n`);
      for (const one of held) if (one.seq > newest) tell(open, one);
      if (this.#disk !== 'well') send(open, diskEvent(this.#disk));
    };
  }

  /** The oldest of a session gives way to the newest. */
  #makeRoom(sessionId: number): void {
    const own = [...this.#streams].filter((stream) => stream.sessionId === sessionId);
    if (own.length >= MOST_OF_SESSION) this.closeWhere((stream) => stream === own[0]);
  }

  publish(seq: number, change: ChangeInput): void {
    this.#newest = Math.max(this.#newest, seq);
    for (const stream of this.#streams) {
      if (stream.held) stream.held.push({ seq, change });
      else tell(stream, { seq, change });
    }
  }

  /** Tells people that a notification waits for them. */
  notify(userIds: readonly number[]): void {
    for (const stream of this.#streams) {
      if (userIds.includes(stream.userId)) {
        send(stream, 'event: notification\ndata: {}\n\n');
      }
    }
  }

  /** Tells everybody when it changes: what they save is refused until it is well again. */
  tellDisk(state: DiskState): void {
    if (state === this.#disk) return;
    this.#disk = state;
    for (const stream of this.#streams) send(stream, diskEvent(state));
  }

  /**
   * Ends the streams of sessions that ended, or of people whose rights changed: their clients open
   * new ones with what they may see now, and load afresh what is on the screen.
   */
  closeWhere(matches: (stream: Stream) => boolean): void {
    for (const stream of this.#streams) {
      if (!matches(stream)) continue;
      this.#streams.delete(stream);
      stream.reply.raw.end();
    }
  }

  /**
   * Ends the streams for which the answer is no: of sessions that ran out, or whose rights were
   * changed by another process.
   */
  async closeUnless(stands: (sessionId: number, actor: Actor) => Promise<boolean>): Promise<void> {
    for (const stream of this.#streams) {
      if (await stands(stream.sessionId, stream.actor)) continue;
      this.closeWhere((other) => other === stream);
    }
  }

  stop(): void {
    clearInterval(this.#heartbeat);
    // A word before the end, so that a client does not take it for a broken line.
    for (const stream of this.#streams) send(stream, 'event: stopping\ndata: {}\n\n');
    this.closeWhere(() => true);
  }
}
