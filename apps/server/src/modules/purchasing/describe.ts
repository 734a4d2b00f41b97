import { contactsOfSuppliers, supplierById } from '@xinhang/db/repositories/suppliers.ts';
import type { NamedSupplier } from '@xinhang/db/repositories/suppliers.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { Supplier, SupplierRow } from '@xinhang/shared/suppliers.ts';
import type { ReadContext } from '../../http/context.ts';

type Reading = Pick<ReadContext, 'db'>;
type Contacts = Awaited<ReturnType<typeof contactsOfSuppliers>>;

const toContact = ({ name, post, phone }: Contacts[number]) => ({ name, post, phone });

function toRow(row: NamedSupplier, contacts: Contacts): SupplierRow {
  return {
    id: row.id,
    version: row.version,
    code: row.code,
    name: row.name,
    contact: contacts[0] ? toContact(contacts[0]) : null,
    term: row.term_id === null ? null : { id: row.term_id, name: row.term_name ?? '' },
    taxNo: row.tax_no,
    deductible: row.deductible === 1,
    buyer: { id: row.buyer_id, name: row.buyer_name },
    active: row.active === 1,
  };
}

export async function describeSuppliers(
  { db }: Reading,
  rows: readonly NamedSupplier[],
): Promise<SupplierRow[]> {
  const found = await contactsOfSuppliers(
    db,
    rows.map((row) => row.id),
  );
  const contacts = Map.groupBy(found, (one) => one.supplier_id);
  return rows.map((row) => toRow(row, contacts.get(row.id) ?? []));
}

/** Everything about a supplier. */
export async function describeSupplier({ db }: Reading, id: number): Promise<Supplier> {
  const row = await supplierById(db, id);
  if (!row) throw problem('not-found');
  const contacts = await contactsOfSuppliers(db, [id]);
  return {
    ...toRow(row, contacts),
    contacts: contacts.map(toContact),
    address: row.address,
    bank: row.bank,
    bankAccount: row.bank_account,
    note: row.note,
    createdAt: row.created_at,
    createdBy:
      row.created_by === null ? null : { id: row.created_by, name: row.created_by_name ?? '' },
  };
}
