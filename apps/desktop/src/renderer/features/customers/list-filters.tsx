import { FilterOutlined } from '@ant-design/icons';
import { Badge, Button, DatePicker, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { useEndpoint } from '../../app/query.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { useShape } from '../../app/home.ts';
import { usePeople } from '../../form/use-people.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { PopPanel } from '../../ui/pop-panel.tsx';
import { useText } from '../../i18n/i18n.ts';
import { FindBox } from '../../table/find-box.tsx';
import type { CustomerListSearch } from './list-search.ts';
import { useCustomerWords } from './words.ts';

interface Props {
  search: CustomerListSearch;
  onChange: (part: Partial<CustomerListSearch>) => void;
}

const hiddenFilters = [
  'ownerId',
  'deptId',
  'tagId',
  'registeredById',
  'createdFrom',
  'createdTo',
  'region',
  'source',
  'nextFollowFrom',
  'nextFollowTo',
  'idleDays',
  'overdue',
  'archived',
] as const;

/** So many pixels, and room for larger type; the field of the search gives some of its own. */
const wide = (pixels: number) => `calc(${pixels - 65}px + 5rem)`;

/** The three filters used most, the others behind one button. */
export function ListFilters({ search, onChange }: Props) {
  const { t } = useText();
  const words = useCustomerWords();
  const { chanceGrade: graded, valueGrade: valued } = useShape();
  const behind = valued ? hiddenFilters : ([...hiddenFilters, 'valueGrade'] as const);
  const hidden = behind.filter((key) => search[key] !== undefined).length;
  const chip = (
    key: 'stage' | 'chanceGrade' | 'valueGrade' | 'industry' | 'region' | 'source',
    placeholder: string,
    options: { value: string; label: string }[],
    width: number,
  ) => (
    <Select<string[]>
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      style={{ width: wide(width) }}
      aria-label={placeholder}
      placeholder={placeholder}
      value={search[key] ?? []}
      options={options}
      onChange={(values) => onChange({ [key]: values })}
    />
  );
  return (
    <>
      <FindBox
        q={search.q}
        placeholder={t('search.placeholder')}
        width={'calc(348px - 6rem)'}
        onFind={(q) => onChange({ q })}
      />
      {chip('stage', t('customer.stage'), words.stages, 116)}
      {(graded || search.chanceGrade !== undefined) &&
        chip('chanceGrade', t('customer.grade'), words.grades, 104)}
      {valued && chip('valueGrade', t('customer.valueGrade'), words.valueGrades, 104)}
      {chip('industry', t('customer.industry'), words.industries, 104)}
      <PopPanel
        placement="bottomLeft"
        title={t('list.moreFilters')}
        content={
          <div className="stack" style={{ width: wide(300) }}>
            <OwnerFilter search={search} onChange={onChange} />
            {chip('region', t('customer.region'), words.regions, 300)}
            {chip('source', t('customer.source'), words.sources, 300)}
            {!valued && chip('valueGrade', t('customer.valueGrade'), words.valueGrades, 300)}
            <TagFilter search={search} onChange={onChange} />
            <DeptFilter search={search} onChange={onChange} />
            <RegistrarFilter search={search} onChange={onChange} />
            <Between
              label={t('customer.nextFollow')}
              from={search.nextFollowFrom}
              to={search.nextFollowTo}
              onChange={(nextFollowFrom, nextFollowTo) =>
                onChange({ nextFollowFrom, nextFollowTo })
              }
            />
            <Between
              label={t('customer.createdAt')}
              from={search.createdFrom}
              to={search.createdTo}
              onChange={(createdFrom, createdTo) => onChange({ createdFrom, createdTo })}
            />
            <InputNumber
              min={1}
              max={3650}
              precision={0}
              style={{ width: '100%' }}
              prefix={t('customer.idleFor')}
              suffix={t('customer.idleDays')}
              aria-label={t('customer.idleFor')}
              value={search.idleDays ?? null}
              onChange={(days) => onChange({ idleDays: days ?? undefined })}
            />
            <Button
              type={search.overdue ? 'primary' : 'default'}
              ghost={search.overdue === true}
              aria-pressed={search.overdue === true}
              onClick={() => onChange({ overdue: search.overdue ? undefined : true })}
            >
              {t('customer.overdueOnly')}
            </Button>
            <Button
              type={search.archived ? 'primary' : 'default'}
              ghost={search.archived === true}
              aria-pressed={search.archived === true}
              onClick={() => onChange({ archived: search.archived ? undefined : true })}
            >
              {t('customer.archivedOnly')}
            </Button>
          </div>
        }
      >
        <Badge count={hidden} size="small">
          <Button icon={<FilterOutlined />}>{t('list.filters')}</Button>
        </Badge>
      </PopPanel>
    </>
  );
}

function OwnerFilter({ search, onChange }: Props) {
  const { t } = useText();
  const owners = usePeople(search.ownerId ?? []);
  return (
    <UserPicker
      label={t('customer.owner')}
      value={owners}
      onChange={(chosen) => onChange({ ownerId: chosen.map((person) => person.id) })}
    />
  );
}

function RegistrarFilter({ search, onChange }: Props) {
  const { t } = useText();
  const people = usePeople(search.registeredById ?? []);
  return (
    <UserPicker
      label={t('customer.registeredBy')}
      value={people}
      onChange={(chosen) => onChange({ registeredById: chosen.map((person) => person.id) })}
    />
  );
}

interface BetweenProps {
  label: string;
  from: string | undefined;
  to: string | undefined;
  onChange: (from: string | undefined, to: string | undefined) => void;
}

function Between({ label, from, to, onChange }: BetweenProps) {
  const { t } = useText();
  return (
    <DatePicker.RangePicker
      allowEmpty={[true, true]}
      aria-label={label}
      placeholder={[label, t('customer.nextFollowTo')]}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      onChange={(range) =>
        onChange(range?.[0]?.format('YYYY-MM-DD'), range?.[1]?.format('YYYY-MM-DD'))
      }
    />
  );
}

/** What a list can be narrowed to; of what an old address asks for, and is not there, no bare id. */
function choices(rows: readonly NameRef[] = [], asked: readonly number[] = []) {
  const known = new Set(rows.map((row) => row.id));
  const unknown = asked.filter((id) => !known.has(id)).map((id) => ({ id, name: '…' }));
  return [...rows, ...unknown].map(({ id, name }) => ({ value: id, label: name }));
}

function TagFilter({ search, onChange }: Props) {
  const { t } = useText();
  const tags = useEndpoint(api.settings.listTags, {});
  return (
    <Select<number[]>
      mode="multiple"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('customer.tags')}
      placeholder={t('customer.tags')}
      value={search.tagId ?? []}
      options={choices(tags.data?.rows, search.tagId)}
      onChange={(tagId) => onChange({ tagId })}
    />
  );
}

function DeptFilter({ search, onChange }: Props) {
  const { t } = useText();
  const depts = useEndpoint(api.org.listDepts, {});
  return (
    <Select<number[]>
      mode="multiple"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={t('org.dept')}
      placeholder={t('org.dept')}
      value={search.deptId ?? []}
      options={choices(depts.data?.rows, search.deptId)}
      onChange={(deptId) => onChange({ deptId })}
    />
  );
}
