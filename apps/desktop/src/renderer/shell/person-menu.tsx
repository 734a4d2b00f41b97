import { UserOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { queryClient, useCommand } from '../app/query.ts';
import { useMe, useSession } from '../app/session.ts';
import { useText } from '../i18n/i18n.ts';
import { LookFields } from '../ui/look-fields.tsx';
import { PopPanel } from '../ui/pop-panel.tsx';
import { usePrintActions } from './print-head.tsx';

/** Who is logged in, how the screens look for this person, and the way out. */
export function PersonMenu({ onKeys, title: page }: { onKeys: () => void; title: string }) {
  const { t } = useText();
  const me = useMe();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const { print, savePdf } = usePrintActions(page);
  const closed = (work: () => void) => () => {
    setOpen(false);
    work();
  };
  const title = [me.user.post, me.user.dept.name].filter(Boolean).join(' · ');
  return (
    <PopPanel
      open={open}
      onOpenChange={setOpen}
      placement="bottomRight"
      title={me.user.name}
      content={
        <div className="stack">
          <span className="soft">{title}</span>
          <LookFields />
          <Button
            block
            onClick={() => {
              setOpen(false);
              void navigate({ to: '/me' });
            }}
          >
            {t('own.title')}
          </Button>
          <Button block aria-keyshortcuts="Control+P" onClick={closed(print)}>
            {t('print.page')} <span className="soft">Ctrl+P</span>
          </Button>
          {window.xinhang && (
            <Button block onClick={closed(savePdf)}>
              {t('print.pdf')}
            </Button>
          )}
          <Button block onClick={closed(onKeys)}>
            {t('keys.title')} <span className="soft">?</span>
          </Button>
          <Leave />
        </div>
      }
    >
      <Button type="text" icon={<UserOutlined />} aria-label={me.user.name}>
        <span className="only-wide">{me.user.name}</span>
      </Button>
    </PopPanel>
  );
}

function Leave() {
  const { t } = useText();
  const end = useSession((store) => store.end);
  const logout = useCommand(api.auth.logout, { refresh: false });
  const leave = () => {
    logout.mutate(
      {},
      {
        onSuccess: () => {
          queryClient.clear();
          end();
        },
      },
    );
  };
  return (
    <Button block loading={logout.isPending} onClick={leave}>
      {t('person.logout')}
    </Button>
  );
}
