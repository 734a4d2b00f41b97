import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { settingSchemas } from '@xinhang/shared/settings.ts';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { comma, useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { homeFields, useHomeValue } from './audit-home.ts';
import { auditFields } from './audit-words.ts';

const camel = (name: string) =>
  name.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

const flags = new Set([
  'development',
  'active',
  'closed',
  'enabled',
  'required',
  'smsOptOut',
  'mustChangePassword',
]);
/** How the tables say "none" and "never". */
const nothing = new Set<unknown>([null, undefined, '', '9999-12-31']);
const people = new Set(['ownerId', 'headUserId', 'creditedTo']);
const places = new Set(['deptId', 'parentId']);
const codes = ['deptType', 'customType', 'job.kind', 'device.kind', 'contact'];
const PEOPLE = 200;

export interface Difference {
  field: string;
  before: string;
  after: string;
}

type State = Record<string, unknown> | null;

/** What differs between before and after, in words; internal columns are only counted. */
export function useDifferences() {
  const { t } = useText();
  const dates = useDates();
  const homeValue = useHomeValue();
  const mayPeople = useMay('org.manage');
  const depts = useEndpoint(api.org.listDepts, {});
  const everyone = useEndpoint(
    api.org.listUsers,
    { query: { limit: PEOPLE } },
    { enabled: mayPeople },
  );

  const deptName = (id: unknown) => depts.data?.rows.find((row) => row.id === id)?.name;
  const personName = (id: unknown) => everyone.data?.rows.find((row) => row.id === id)?.name;
  const label = (name: string) => {
    if (name in settingSchemas) return t(wordKey('setting', name, 'settings.rules'));
    const key = auditFields[camel(name)] ?? homeFields[camel(name)]?.label;
    return key && t(key);
  };

  const plain = (value: unknown): string => {
    if (nothing.has(value)) return '';
    if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
    if (Array.isArray(value)) {
      const texts = value.map(plain).filter(Boolean);
      return texts.length === value.length
        ? texts.join(comma())
        : t('auditField.count', { n: value.length });
    }
    if (typeof value === 'object') {
      const { name } = value as { name?: unknown };
      return typeof name === 'string' ? name : '';
    }
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  /** A word of one of the closed lists; the follow-up's are the company's own. */
  const code = (value: string): string => {
    const known = codes.map((list) => wordKey(list, value, 'audit.field'));
    const key = known.find((one) => one !== 'audit.field');
    return key ? t(key) : value;
  };
  const show = (name: string, value: unknown): string => {
    if (nothing.has(value)) return '';
    const field = camel(name);
    if (field in homeFields) return homeValue(field, value);
    if (flags.has(field)) return t(value === 1 || value === true ? 'common.yes' : 'common.no');
    if (field === 'creditLimitFen') return formatFen(fen(Number(value)));
    if (field === 'completeness') return `${Number(value)}%`;
    if (field === 'stage') return t(wordKey('stage', String(value), 'customer.stage'));
    if (field === 'salesModel') return t(wordKey('model', String(value), 'customer.model'));
    if (field === 'type' || field === 'kind' || field === 'gender') return code(String(value));
    if (field === 'state') {
      return t(wordKey('userState', String(value), wordKey('job', String(value), 'org.state')));
    }
    if (field === 'side') return t(wordKey('role.side', String(value), 'role.side.none'));
    const named = people.has(field) ? personName : places.has(field) ? deptName : undefined;
    // Where the server knows a name it puts it in the place of the id.
    if (named) return typeof value === 'string' ? value : (named(value) ?? '…');
    if (field === 'grants' || field === 'days') {
      return t('auditField.count', { n: Array.isArray(value) ? value.length : 0 });
    }
    if (field.endsWith('At')) return Number(value) === 0 ? '' : dates.time(Number(value));
    if (field === 'fields' && value !== null && typeof value === 'object') {
      return Object.entries(value)
        .map(
          ([name, view]) =>
            `${t(wordKey('guarded', name, 'role.fields'))} ${t(
              wordKey('fieldView', String(view), 'role.fields'),
            )}`,
        )
        .join(comma());
    }
    if (name in settingSchemas) {
      const key = wordKey(`setting.${name}`, String(value), 'audit.field');
      return key === 'audit.field' ? String(value) : t(key);
    }
    return plain(value);
  };

  return (before: State, after: State): { rows: Difference[]; internal: number } => {
    const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
    const differing = names.filter(
      (name) => JSON.stringify(before?.[name] ?? null) !== JSON.stringify(after?.[name] ?? null),
    );
    const rows: Difference[] = [];
    let internal = 0;
    for (const name of differing) {
      const field = label(name);
      const [was, is] = [show(name, before?.[name]), show(name, after?.[name])];
      if (!field) internal += 1;
      else if (was !== '' || is !== '') rows.push({ field, before: was, after: is });
    }
    return { rows, internal };
  };
}
