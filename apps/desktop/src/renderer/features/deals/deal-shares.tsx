import type { Deal } from '@xinhang/shared/deals.ts';
import { percent, ShareEditor, useWrongShares, type Share } from '../../form/share-editor.tsx';
import { useText } from '../../i18n/i18n.ts';
import { EditSection } from './edit-section.tsx';
import { useEdit } from './use-edit.ts';

/** Who has a part in a deal: the parts sum to 100 %. */
export function DealShares({ deal }: { deal: Deal }) {
  const { t } = useText();
  const edit = useEdit<Share[]>(deal, () => deal.shares);
  const { draft } = edit;
  const wrongShares = useWrongShares();
  const wrong = draft === null ? undefined : wrongShares(draft);
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
        editor={draft && <ShareEditor value={draft} onChange={edit.change} />}
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
