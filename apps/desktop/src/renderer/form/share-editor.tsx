import { DeleteOutlined } from '@ant-design/icons';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Button, InputNumber } from 'antd';
import { Fragment } from 'react';
import { useText } from '../i18n/i18n.ts';
import './share-editor.css';
import { UserPicker } from './user-picker.tsx';

export interface Share {
  user: NameRef;
  /** Of 10,000. */
  shareBp: number;
}

/** Basis points in all: shares of one thing sum to it. */
const WHOLE = 10_000;

export const percent = (shareBp: number) => `${(shareBp / 100).toLocaleString('en-US')}%`;

/** What is wrong with shares, in words; undefined: they sum to all of it. */
export function useWrongShares(): (shares: readonly Share[]) => string | undefined {
  const { t } = useText();
  return (shares) => {
    const sum = shares.reduce((total, one) => total + one.shareBp, 0);
    if (shares.some((one) => one.shareBp < 1)) return t('deal.shareNone');
    if (sum === WHOLE) return undefined;
    const rest = percent(Math.abs(WHOLE - sum));
    return t(sum > WHOLE ? 'deal.shareOver' : 'deal.shareSum', { sum: percent(sum), rest });
  };
}

/**
 * People with their parts, which sum to 100 %. Tab goes from one percentage to the next and on to
 * another person: what takes somebody away comes last, though it stands beside him.
 */
export function ShareEditor({
  value,
  onChange,
}: {
  value: readonly Share[];
  onChange: (to: Share[]) => void;
}) {
  const { t } = useText();
  const rest = WHOLE - value.reduce((total, one) => total + one.shareBp, 0);
  return (
    <div className="shares">
      {value.map(({ user, shareBp }, at) => (
        <Fragment key={user.id}>
          <span style={{ gridRow: at + 1, gridColumn: 1 }}>{user.name}</span>
          <InputNumber
            min={0}
            max={100}
            precision={2}
            style={{ width: '100%', gridRow: at + 1, gridColumn: 2 }}
            suffix="%"
            aria-label={`${t('deal.share')} ${user.name}`}
            value={shareBp / 100}
            onChange={(part) =>
              onChange(
                value.map((one, index) =>
                  index === at ? { ...one, shareBp: Math.round((part ?? 0) * 100) } : one,
                ),
              )
            }
          />
        </Fragment>
      ))}
      <div className="shares-add">
        <UserPicker
          single
          purpose="collaborator"
          label={t('deal.addShare')}
          value={[]}
          onChange={([user]) => {
            if (!user || value.some((one) => one.user.id === user.id)) return;
            onChange([...value, { user, shareBp: Math.max(0, rest) }]);
          }}
        />
      </div>
      {value.map(({ user }, at) => (
        <Button
          key={user.id}
          type="text"
          size="small"
          style={{ gridRow: at + 1, gridColumn: 3 }}
          icon={<DeleteOutlined />}
          aria-label={`${t('common.remove')} ${user.name}`}
          onClick={() => onChange(value.filter((_, index) => index !== at))}
        />
      ))}
    </div>
  );
}
