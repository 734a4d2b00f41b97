import { CloseOutlined } from '@ant-design/icons';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useOpenTabs } from '../app/open-tabs.ts';
import { useMe } from '../app/session.ts';
import { useText } from '../i18n/i18n.ts';
import { useShortcut } from '../ui/use-shortcut.ts';

/** What is left of a number where there is little room: its last digits tell documents apart. */
const TAIL = 4;

function TabTitle({ title }: { title: string }) {
  if (!/\d{3}$/.test(title)) return title;
  return (
    <>
      <span className="record-tab-head">{title.slice(0, -TAIL)}</span>
      <span>{title.slice(-TAIL)}</span>
    </>
  );
}

/** The records that stand open, one click from each other. Alt+W closes the one on the screen. */
export function RecordTabs({ path }: { path: string }) {
  const { t } = useText();
  const router = useRouter();
  const userId = useMe().user.id;
  const { tabs, begin, close } = useOpenTabs();
  useEffect(() => begin(userId), [begin, userId]);

  const shut = (shutting: string) => {
    const at = tabs.findIndex((tab) => tab.path === shutting);
    close(shutting);
    if (shutting !== path) return;
    const beside = tabs[at + 1] ?? tabs[at - 1];
    router.history.push(beside?.path ?? `/${path.split('/')[1]}`);
  };
  const here = tabs.some((tab) => tab.path === path);
  useShortcut({ key: 'w', alt: true }, here ? () => shut(path) : null);

  if (tabs.length === 0) return null;
  return (
    <nav className="record-tabs only-wide" aria-label={t('shell.openRecords')}>
      {tabs.map((tab) => (
        <span
          key={tab.path}
          className={tab.path === path ? 'record-tab record-here' : 'record-tab'}
        >
          <a
            href={router.history.createHref(tab.path)}
            title={tab.title}
            aria-label={tab.title}
            aria-current={tab.path === path ? 'page' : undefined}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              router.history.push(tab.path);
            }}
            onAuxClick={(event) => {
              if (event.button !== 1) return;
              event.preventDefault();
              shut(tab.path);
            }}
          >
            <TabTitle title={tab.title} />
          </a>
          <button
            type="button"
            aria-label={t('shell.closeRecord', { name: tab.title })}
            onClick={() => shut(tab.path)}
          >
            <CloseOutlined />
          </button>
        </span>
      ))}
    </nav>
  );
}
