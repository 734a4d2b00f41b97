/**
 * What a complete file has, with its weight; the weights sum to 100 (S27). The chance grade is no
 * part of it: it is a judgement, and not every sales model knows one.
 */
const weights = {
  name: 15,
  phone: 15,
  contact: 20,
  industry: 10,
  region: 10,
  source: 5,
  address: 15,
  taxNo: 10,
} as const;
type Part = keyof typeof weights;

export interface CompletenessRow {
  name: string;
  phone: string;
  industry: string;
  region: string;
  source: string;
  address: string;
  tax_no: string;
}

/**
 * Percentage of the file that is filled in, and the parts that are still empty. A contact's phone
 * is as good as the company's own.
 */
export function completenessOf(
  row: CompletenessRow,
  contacts: { count: number; phones: number },
): { percent: number; missing: string[] } {
  const filled: Record<Part, boolean> = {
    name: row.name !== '',
    phone: row.phone !== '' || contacts.phones > 0,
    contact: contacts.count > 0,
    industry: row.industry !== '',
    region: row.region !== '',
    source: row.source !== '',
    address: row.address !== '',
    taxNo: row.tax_no !== '',
  };
  const parts = Object.keys(weights) as Part[];
  return {
    percent: parts.reduce((sum, part) => sum + (filled[part] ? weights[part] : 0), 0),
    missing: parts.filter((part) => !filled[part]),
  };
}
