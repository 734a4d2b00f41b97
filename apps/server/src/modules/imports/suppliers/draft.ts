import { nameKey } from '@xinhang/shared/text-keys.ts';
import type { SheetRow } from '../file.ts';
import type { Mapping } from '../headers.ts';
import { RowReader, type RowDraft } from '../rows/reader.ts';

/** As in the contract of suppliers. */
const longest = {
  supplierCode: 40,
  supplierName: 120,
  supplierContact: 60,
  supplierPost: 60,
  supplierPhone: 100,
  supplierMobile: 100,
  supplierAddress: 200,
  supplierTaxNo: 40,
  supplierBank: 120,
  supplierAccount: 60,
  supplierNote: 2000,
} as const;

/** One row of a list of suppliers; what is not there changes nothing. */
export interface SupplierDraft extends RowDraft {
  /** Empty where the file says none. */
  code: string;
  name: string;
  key: string;
  contact: { name: string; post: string; phone: string } | null;
  term: string;
  buyer: string;
  facts: SupplierFacts;
}

export interface SupplierFacts {
  address?: string;
  taxNo?: string;
  deductible?: boolean;
  bank?: string;
  bankAccount?: string;
  note?: string;
  active?: boolean;
}

export function supplierDraft(row: SheetRow, mapping: Mapping): SupplierDraft {
  const cells = new RowReader(row, mapping, longest);
  const name = cells.text('supplierName');
  if (name === '') cells.refuse('supplier-name-missing');
  const rounded = cells.text('supplierAccount');
  if (/^\d(\.\d+)?e\+?\d+$/i.test(rounded)) {
    cells.refuse('phone-rounded', { field: 'supplierAccount', value: rounded });
  }
  // A contact has one field for all numbers of his.
  const numbers = new Set([cells.text('supplierPhone'), cells.text('supplierMobile')]);
  const phone = [...numbers].filter((one) => one !== '').join(' / ');
  if (phone.length > longest.supplierPhone) {
    cells.refuse('too-long', { field: 'supplierMobile', max: longest.supplierPhone });
  }
  // A company of one phone and no person: the person bears its name.
  const person = cells.text('supplierContact') || (phone === '' ? '' : name.slice(0, 60));
  const facts = {
    address: cells.words('supplierAddress'),
    taxNo: cells.words('supplierTaxNo'),
    deductible: cells.flag('supplierDeductible'),
    bank: cells.words('supplierBank'),
    bankAccount: cells.words('supplierAccount'),
    note: cells.lines('supplierNote') || undefined,
    active: cells.flag('supplierState'),
  };
  return {
    ...cells.draft(),
    code: cells.text('supplierCode'),
    name,
    key: nameKey(name),
    contact: person === '' ? null : { name: person, post: cells.text('supplierPost'), phone },
    term: cells.text('supplierTerm'),
    buyer: cells.text('supplierBuyer'),
    facts: Object.fromEntries(
      Object.entries(facts).filter(([, value]) => value !== undefined),
    ) as SupplierFacts,
  };
}
