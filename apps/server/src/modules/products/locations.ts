import {
  allLocations,
  insertLocation,
  locationByKey,
  updateLocation,
} from '@xinhang/db/repositories/locations.ts';
import { usesOfLocation } from '@xinhang/db/repositories/location-uses.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { houseLocationKinds, type Location } from '@xinhang/shared/product-words.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import { conflict } from '../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { customersByIds, findCustomer } from '../customers/service.ts';
import { userById } from '../org/service.ts';
import { record } from './record.ts';

type Create = EndpointInput<typeof api.locations.create>['body'];
type Update = EndpointInput<typeof api.locations.update>['body'];

const isOfTheHouse = (kind: string) => houseLocationKinds.some((one) => one === kind);

/** Every place; the customer with whom goods lie is named to those who see him. */
export async function listLocations(ctx: ReadContext): Promise<Location[]> {
  const rows = await allLocations(ctx.db);
  const ids = rows.flatMap((row) => row.customer_id ?? []);
  const customers = await customersByIds(ctx.db, ctx.actor, 'customers.read', ids);
  const holder = (row: (typeof rows)[number]) => {
    if (row.user_id !== null) return { id: row.user_id, name: row.user_name ?? '' };
    const customer = row.customer_id === null ? undefined : customers.get(row.customer_id);
    return customer ? { id: customer.id, name: customer.name } : null;
  };
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    name: row.name,
    kind: row.kind as Location['kind'],
    holder: holder(row),
    sellable: row.sellable === 1,
    address: row.address,
    note: row.note,
    active: row.active === 1,
  }));
}

async function described(ctx: ReadContext, id: number): Promise<Location> {
  return (await listLocations(ctx)).find((row) => row.id === id)!;
}

/** With whom it lies: a person who is there, or a customer whom the actor sees. */
async function needHolder(ctx: WriteContext, { kind, userId, customerId }: Create): Promise<void> {
  if (kind !== 'person' && userId !== null) throw fieldRefused('/userId', 'no-holder');
  if (kind !== 'consignment' && customerId !== null) throw fieldRefused('/customerId', 'no-holder');
  if (kind === 'person') {
    const person = userId === null ? undefined : await userById(ctx.tx, userId);
    if (!person || person.state === 'left') throw fieldRefused('/userId', 'unknown-user');
  }
  if (kind !== 'consignment') return;
  const customer =
    customerId === null
      ? undefined
      : await findCustomer(ctx.tx, ctx.actor, 'customers.read', customerId);
  if (!customer) throw fieldRefused('/customerId', 'unknown-customer');
  if (customer.archived_at !== null) throw problem('customer-archived');
}

function needSellable(kind: string, sellable: boolean): void {
  if (sellable && kind !== 'warehouse') throw fieldRefused('/sellable', 'not-sellable');
}

/** Nothing lies there, is kept there or is about to move: what is forgotten there is lost. */
async function needEmpty(ctx: WriteContext, id: number): Promise<void> {
  const { goods, reserved, documents } = await usesOfLocation(ctx.tx, id);
  if (goods.length + reserved + documents === 0) return;
  const first = goods.slice(0, NAMED).map((row) => `${row.code} ${row.name}`);
  const names = [...first, ...(goods.length > NAMED ? ['…'] : [])].join('、');
  const params = { goods: goods.length, names, reserved, documents };
  throw fieldRefused('/active', goods.length > 0 ? 'place-holds' : 'place-awaits', params);
}
/** How many of the goods that lie there the refusal names. */
const NAMED = 3;

export async function addLocation(ctx: WriteContext, body: Create): Promise<Location> {
  const key = wordKey(body.name);
  if (await locationByKey(ctx.tx, key)) throw problem('already-exists');
  await needHolder(ctx, body);
  needSellable(body.kind, body.sellable);
  const row = {
    name: body.name,
    name_key: key,
    kind: body.kind,
    customer_id: body.customerId,
    user_id: body.userId,
    sellable: body.sellable ? 1 : 0,
    address: body.address,
    note: body.note,
    active: 1,
  };
  const id = await insertLocation(ctx.tx, row);
  await record(ctx, 'locations.create', 'location', null, { id, version: 1, ...row });
  return await described(ctx, id);
}

/** Where goods lie that this customer borrowed: a place with him, made once there is none. */
export async function placeWithCustomer(ctx: WriteContext, customerId: number): Promise<number> {
  const places = await allLocations(ctx.tx);
  const there = places.find((one) => one.customer_id === customerId && one.active === 1);
  if (there) return there.id;
  // Whoever reads products reads names of places: this one does not tell whose it is.
  let name = `借出 ${customerId}`;
  while (places.some((one) => one.name_key === wordKey(name))) name += '+';
  const row = {
    name,
    name_key: wordKey(name),
    kind: 'consignment',
    customer_id: customerId,
    user_id: null,
    sellable: 0,
    address: '',
    note: '',
    active: 1,
  };
  const id = await insertLocation(ctx.tx, row);
  await record(ctx, 'locations.create', 'location', null, { id, version: 1, ...row });
  return id;
}

export async function changeLocation(
  ctx: WriteContext,
  id: number,
  body: Update,
): Promise<Location> {
  const found = (await allLocations(ctx.tx)).find((row) => row.id === id);
  if (!found) throw problem('not-found');
  const { user_name: _name, ...before } = found;
  const { version, name, sellable, active, ...texts } = body;
  const wanted = { name, sellable, active, ...texts };
  const stale = async () => conflict(before.version, await described(ctx, id), wanted);
  if (version !== before.version) throw await stale();
  if (name !== undefined) {
    const other = await locationByKey(ctx.tx, wordKey(name));
    if (other && other.id !== id) throw problem('already-exists');
  }
  if (sellable !== undefined) needSellable(before.kind, sellable);
  if (active === false && isOfTheHouse(before.kind)) throw problem('state-refused');
  if (active === false && before.active === 1) await needEmpty(ctx, id);
  const given = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
  const after = await updateLocation(ctx.tx, before, {
    ...given,
    ...(name !== undefined && { name, name_key: wordKey(name) }),
    ...(sellable !== undefined && { sellable: sellable ? 1 : 0 }),
    ...(active !== undefined && { active: active ? 1 : 0 }),
  });
  if (!after) throw await stale();
  await record(ctx, 'locations.update', 'location', before, after);
  return await described(ctx, id);
}
