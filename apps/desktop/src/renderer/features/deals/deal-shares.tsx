import { DeleteOutlined } from '@ant-design/icons';
import type { Deal } from '@xinhang/shared/deals.ts';
import { Button, InputNumber } from 'antd';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { EditSection } from './edit-section.tsx';
import { useEdit } from './use-edit.ts';

type Share = Deal['shares'][number];

/** Basis points in all: shares of a deal sum to it. */
const WHOLE = 10_000;

export const percent = (shareBp: number) => `${(shareBp / 100).toLocaleString('en-US')}%`;

/** Who has a part in a deal: the parts sum to 100 %. */
export function DealShares({ deal }: { deal: Deal }) {
  const { t } = useText();
  const edit = useEdit<Share[]>(deal, () => deal.shares);
  const { draft } = edit;
  const sum = (draft ?? []).reduce((total, one) => total + one.shareBp, 0);
  const wrong =
    draft === null
      ? undefined
      : draft.some((one) => one.shareBp < 1)
        ? t('deal.shareNone')
        : sum === WHOLE
          ? undefined
          : t(sum > WHOLE ? 'deal.shareOver' : 'deal.shareSum', {
              sum: percent(sum),
              rest: percent(Math.abs(WHOLE - sum)),
            });
  return (
    <>
      <EditSection
        {...edit.section}
        title={t('deal.shares')}
        wrong={wrong}
        onSave={() =>
          draft &&
          edit.save({ shares: draft.map(({ user, shareBp }) => ({ userId: user.id, shareBp })) })
        }
        editor={draft && <Editor value={draft} onChange={edit.change} />}
        view={
          <ul className="deal-people">
            {deal.shares.map(({ user, shareBp }) => (
              <li key={user.id} className="card-pair">
                <span>{user.name}</span>
                <span>{percent(shareBp)}</span>
              </li>
            ))}
          </ul>
        }
      />
      {edit.dialog}
    </>
  );
}

function Editor({ value, onChange }: { value: readonly Share[]; onChange: (to: Share[]) => void }) {
  const { t } = useText();
  const rest = WHOLE - value.reduce((total, one) => total + one.shareBp, 0);
  return (
    <div className="stack">
      {value.map(({ user, shareBp }, at) => (
        <div key={user.id} className="deal-share">
          <span>{user.name}</span>
          <InputNumber
            min={0}
            max={100}
            precision={2}
            style={{ width: '100%' }}
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
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={`${t('common.remove')} ${user.name}`}
            onClick={() => onChange(value.filter((_, index) => index !== at))}
          />
        </div>
      ))}
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
  );
}
