import { goingLiveReaders } from '@xinhang/shared/going-live.ts';
import { openingKinds, type ImportKindName } from '@xinhang/shared/import-kinds.ts';
import { Link } from '@tanstack/react-router';
import { may, useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';

/** From an import of openings back to the list it is one step of. */
export function WayToOpenings({ kind }: { kind: ImportKindName }) {
  const { t } = useText();
  const me = useMe();
  const opens = openingKinds.some((one) => one === kind) || kind === 'salesFacts';
  if (!opens || !goingLiveReaders.some((permission) => may(me, permission))) return null;
  return <Link to="/going-live">{t('menu.goingLive')}</Link>;
}
