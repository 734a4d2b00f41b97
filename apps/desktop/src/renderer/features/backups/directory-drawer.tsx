import { api } from '@xinhang/shared/contract/api.ts';
import { Drawer } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { BackupDirectory } from '../../form/backup-directory.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';

/** Another place for the backups from now on. */
export function DirectoryDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useText();
  return (
    <Drawer
      open={open}
      size={560}
      title={t('backup.directory')}
      mask={false}
      onClose={onClose}
      destroyOnHidden
    >
      <Content />
    </Drawer>
  );
}

function Content() {
  const { t } = useText();
  const found = useEndpoint(api.server.places, {});
  return (
    <Loaded found={found}>
      {(places) => (
        <div className="stack">
          <span>{t('setup.why.backup')}</span>
          <BackupDirectory places={places} />
        </div>
      )}
    </Loaded>
  );
}
