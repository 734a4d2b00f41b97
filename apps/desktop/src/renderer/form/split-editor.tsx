import { DeleteOutlined } from '@ant-design/icons';
import type { pickPurposes } from '@xinhang/shared/people.ts';
import { splitRules, type SplitKey } from '@xinhang/shared/split.ts';
import { Button, InputNumber, Segmented, Select } from 'antd';
import { useText } from '../i18n/i18n.ts';
import { useReadyNames } from '../i18n/ready-names.ts';
import { chosenKey, type SplitDraft } from './split-draft.ts';
import { UserPicker } from './user-picker.tsx';

export interface SplitGroup {
  value: string;
  customers: number;
}

interface Props {
  value: SplitDraft;
  onChange: (draft: SplitDraft) => void;
  /** What there is of each value of a key, the most first. */
  groups: (by: SplitKey) => readonly SplitGroup[];
  purpose?: (typeof pickPurposes)[number];
  autoFocus?: boolean;
  /** Whose rows they are: no receiver of them. */
  except?: number;
}

/** By which rule, and to whom: people first, then what each of them gets. */
export function SplitEditor({ value, onChange, groups, purpose, autoFocus, except }: Props) {
  const { t } = useText();
  const { by, people } = value;
  return (
    <div className="stack">
      <Segmented<SplitDraft['by']>
        aria-label={t('split.by')}
        style={{ alignSelf: 'flex-start' }}
        value={by}
        options={splitRules.map((rule) => ({ value: rule, label: t(`split.by.${rule}`) }))}
        onChange={(rule) => onChange({ ...value, by: rule })}
      />
      <UserPicker
        {...(purpose && { purpose })}
        {...(autoFocus && { autoFocus })}
        {...(except !== undefined && { except })}
        label={t('split.receivers')}
        value={people}
        onChange={(chosen) => onChange({ ...value, people: chosen })}
      />
      {people.length === 0 && <span className="soft">{t('split.needed')}</span>}
      {people.length > 1 && by === 'share' && <Weights value={value} onChange={onChange} />}
      {people.length > 1 && by !== 'share' && (
        <Values by={by} groups={groups(by)} value={value} onChange={onChange} />
      )}
    </div>
  );
}

type PartProps = Pick<Props, 'value' | 'onChange'>;

function Weights({ value, onChange }: PartProps) {
  const { t } = useText();
  const weightOf = (id: number) => value.weights[id] ?? 1;
  const sum = value.people.reduce((total, { id }) => total + weightOf(id), 0);
  return (
    <>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('handover.receiver')}</th>
            <th className="number">{t('split.weight')}</th>
            <th className="number">{t('split.share')}</th>
            <th aria-hidden />
          </tr>
        </thead>
        <tbody>
          {value.people.map(({ id, name }) => (
            <tr key={id}>
              <td>{name}</td>
              <td className="number">
                <InputNumber<number>
                  min={1}
                  max={1000}
                  precision={0}
                  style={{ width: 96 }}
                  aria-label={`${t('split.weight')} ${name}`}
                  value={weightOf(id)}
                  onChange={(weight) =>
                    onChange({ ...value, weights: { ...value.weights, [id]: weight ?? 1 } })
                  }
                />
              </td>
              <td className="number">{((weightOf(id) / sum) * 100).toFixed(1)}%</td>
              <td>
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={`${t('common.remove')} ${name}`}
                  onClick={() =>
                    onChange({ ...value, people: value.people.filter((one) => one.id !== id) })
                  }
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <span className="soft">{t('split.evenly')}</span>
    </>
  );
}

function Values({
  by,
  groups,
  value,
  onChange,
}: PartProps & { by: SplitKey; groups: readonly SplitGroup[] }) {
  const { t } = useText();
  const { word } = useReadyNames();
  const options = value.people.map(({ id, name }) => ({ value: id, label: name }));
  const shown = (one: string) => (by === 'grade' ? one : word(by, one));
  return (
    <div className="split-values">
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t(`customer.${by}`)}</th>
            <th className="number">{t('handover.customers')}</th>
            <th>{t('handover.receiver')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => {
            const key = chosenKey(by, group.value);
            const name = group.value === '' ? t('split.blank') : shown(group.value);
            const chosen = value.chosen[key];
            const here = value.people.some(({ id }) => id === chosen);
            return (
              <tr key={group.value}>
                <td>{name}</td>
                <td className="number">{group.customers.toLocaleString('en-US')}</td>
                <td>
                  <Select<number>
                    style={{ width: 180 }}
                    aria-label={`${t('handover.receiver')} ${name}`}
                    value={here ? chosen! : value.people[0]!.id}
                    options={options}
                    onChange={(id) =>
                      onChange({ ...value, chosen: { ...value.chosen, [key]: id } })
                    }
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
