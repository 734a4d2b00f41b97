import type { Actor } from '@xinhang/db/actor.ts';
import type { CustomerRecord } from '@xinhang/db/repositories/customers.ts';
import type { TemporaryLimit } from '@xinhang/db/repositories/temporary-limits.ts';
import type { CustomFieldRecord } from '@xinhang/db/repositories/words.ts';
import { contactsMasked, poolOnly } from '@xinhang/db/scope.ts';
import type { Language } from '@xinhang/shared/auth.ts';
import { localMinute } from '@xinhang/shared/business-date.ts';
import type { ExportColumn } from '@xinhang/shared/customer-work.ts';
import type { CustomerRow } from '@xinhang/shared/customers.ts';
import { columnWords, modelWords, sheetWords, stageWords } from '@xinhang/shared/sheet-words.ts';
import type { SheetColumn, SheetValue } from '../../sheets/write-sheet.ts';
import { phoneView, shownPhone } from './mapper.ts';

/** What the cells of a row are made of: as stored, and as a list shows it to this person. */
export interface ExportRow {
  record: CustomerRecord;
  shown: CustomerRow;
  custom: Record<string, string | number | boolean | null>;
  /** The temporary limit that raises the standing one today. */
  temporary: TemporaryLimit | undefined;
}

export interface Reader {
  actor: Actor;
  lang: Language;
  /** Time zone of the company. */
  zone: string;
}

interface Cell extends Omit<SheetColumn, 'header'> {
  value: (row: ExportRow, reader: Reader) => SheetValue;
}

const text = (value: Cell['value'], width?: number): Cell => ({
  type: 'text',
  value,
  ...(width && { width }),
});
const minute = (at: number | null, zone: string) => (at === null ? null : localMinute(at, zone));

/** An amount that is not shown is said to be so: an empty cell would read as no limit. */
const creditOf =
  (value: (row: ExportRow, lang: Language) => SheetValue): Cell['value'] =>
  (row, { actor, lang }) =>
    actor.fields.credit !== 'show' || poolOnly(actor, row.record)
      ? sheetWords.hidden[lang]
      : value(row, lang);
const yuan = (fen: number) => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
const amount = { type: 'number', format: '#,##0.00', width: 16 } as const;

/** Contact data that is kept and not shown is said to be so, as an amount is. */
const contactData =
  (column: 'address' | 'tax_no'): Cell['value'] =>
  ({ record }, { lang }) =>
    contactsMasked(record) && record[column] !== '' ? sheetWords.hidden[lang] : record[column];

const cells: Readonly<Record<ExportColumn, Cell>> = {
  name: text(({ record }) => record.name, 32),
  shortName: text(({ record }) => record.short_name),
  stage: text(({ record }, { lang }) => stageWords[record.stage]?.[lang] ?? record.stage),
  chanceGrade: text(({ record }) => record.chance_grade),
  valueGrade: text(({ record }) => record.value_grade),
  industry: text(({ record }) => record.industry),
  region: text(({ record }) => record.region),
  city: text(({ record }) => record.city),
  address: text(contactData('address'), 32),
  source: text(({ record }) => record.source),
  owner: text(({ shown }) => shown.owner?.name),
  pooled: text(({ shown }, { lang }) => sheetWords[shown.pooled ? 'yes' : 'no'][lang]),
  mainContact: text(({ shown }) => shown.mainContact),
  mainPhone: text(({ shown }) => shown.mainPhone, 18),
  phone: text(({ record }, { actor }) => shownPhone(phoneView(actor, record), record.phone), 18),
  website: text(({ record }) => record.website),
  taxNo: text(contactData('tax_no'), 22),
  salesModel: text(
    ({ record }, { lang }) => record.sales_model && modelWords[record.sales_model]?.[lang],
  ),
  creditLimit: {
    ...amount,
    value: creditOf(({ record: { credit_limit_fen: limit } }, lang) =>
      limit === null ? sheetWords.unlimited[lang] : yuan(limit),
    ),
  },
  temporaryLimit: {
    ...amount,
    value: creditOf(({ temporary }) => temporary && yuan(temporary.limit_fen)),
  },
  temporaryLimitTo: {
    type: 'date',
    width: 12,
    value: creditOf(({ temporary }) => temporary?.valid_to),
  },
  tags: text(({ shown }) => shown.tags.map((tag) => tag.name).join('、')),
  note: text(({ record }) => record.note, 40),
  externalNo: text(({ record }) => record.external_no),
  completeness: { type: 'number', format: '0', value: ({ record }) => record.completeness },
  lastFollowAt: {
    type: 'datetime',
    width: 17,
    value: ({ shown }, { zone }) => minute(shown.lastFollowAt, zone),
  },
  nextFollowOn: { type: 'date', width: 12, value: ({ shown }) => shown.nextFollowOn },
  createdAt: {
    type: 'datetime',
    width: 17,
    value: ({ record }, { zone }) => localMinute(record.created_at, zone),
  },
  stageSince: {
    type: 'datetime',
    width: 17,
    value: ({ record }, { zone }) => localMinute(record.stage_since, zone),
  },
};

const types = { number: 'number', date: 'date' } as const;

function customCell(field: CustomFieldRecord): Cell {
  return {
    type: types[field.type as keyof typeof types] ?? 'text',
    value: ({ custom }, { lang }) => {
      const value = custom[field.key] ?? null;
      return typeof value === 'boolean' ? sheetWords[value ? 'yes' : 'no'][lang] : value;
    },
  };
}

/** A column of the file, with the cell that it takes out of a row. */
export type OutColumn = SheetColumn & Pick<Cell, 'value'>;

/** The columns that were asked for, with their headers; fields that are gone are left out. */
export function outColumns(
  keys: readonly string[],
  fields: readonly CustomFieldRecord[],
  lang: Language,
): OutColumn[] {
  return [...new Set(keys)].flatMap((key) => {
    if (Object.hasOwn(cells, key)) {
      const known = key as ExportColumn;
      return [{ ...cells[known], header: columnWords[known][lang] }];
    }
    const field = fields.find((one) => `custom:${one.key}` === key);
    return field ? [{ ...customCell(field), header: field.label }] : [];
  });
}
