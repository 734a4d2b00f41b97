import type { Side } from '../../app/sides.ts';
import { SideChoice } from '../../form/side-choice.tsx';
import { useText } from '../../i18n/i18n.ts';

/** Whose deals are shown. */
export function Whose({ view, onChange }: { view: Side; onChange: (view: Side) => void }) {
  const { t } = useText();
  return (
    <SideChoice
      label={t('deal.whose')}
      reads={['deals.read']}
      words="deal.view"
      value={view}
      onChange={onChange}
    />
  );
}
