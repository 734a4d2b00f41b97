/** What a complete file has, with its weight; the weights sum to 100 (S27). */
const weights = {
  name: 15,
  phone: 15,
  contact: 20,
  industry: 10,
  region: 10,
  source: 5,
  address: 10,
  chanceGrade: 10,
  taxNo: 5,
} as const;
type Part = keyof typeof weights;

export type CompletenessInput = Record<Exclude<Part, 'contact'>, string | null> & {
  contacts: number;
};

/** Percentage of the file that is filled in, and the parts that are still empty. */
export function completenessOf(input: CompletenessInput): { percent: number; missing: string[] } {
  const filled = (part: Part) => (part === 'contact' ? input.contacts > 0 : Boolean(input[part]));
  const parts = Object.keys(weights) as Part[];
  return {
    percent: parts.reduce((sum, part) => sum + (filled(part) ? weights[part] : 0), 0),
    missing: parts.filter((part) => !filled(part)),
  };
}
