import { useRouter } from '@tanstack/react-router';
import { Menu } from 'antd';
import { useEffect, useRef } from 'react';
import { useText } from '../i18n/i18n.ts';
import { MORE, pagePathOf, type Area } from './areas.ts';

interface Props {
  areas: readonly Area[];
  path: string;
  onGo?: () => void;
}

/** Two levels, only what the person may use. */
export function MainMenu({ areas, path, onGo }: Props) {
  const { t } = useText();
  const router = useRouter();
  const selected = pagePathOf(path);
  const list = useRef<HTMLDivElement>(null);
  // A menu is longer than most screens: where somebody is can be seen, however he came there.
  useEffect(() => {
    const page = list.current?.querySelector('.ant-menu-item-selected');
    page?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <div ref={list}>
      <Menu
        // Drawn anew when the rights change, so that areas that came stand open as well.
        key={areas.map((area) => area.key).join(' ')}
        mode="inline"
        inlineIndent={16}
        style={{ borderInlineEnd: 0 }}
        defaultOpenKeys={areas.map((area) => area.key).filter((key) => key !== MORE)}
        selectedKeys={[selected]}
        onClick={({ key }) => {
          router.history.push(key);
          onGo?.();
        }}
        items={areas.map((area) => ({
          key: area.key,
          label: t(area.label),
          ...(area.pages && {
            children: area.pages.map((page) => ({ key: page.path, label: t(page.label) })),
          }),
        }))}
      />
    </div>
  );
}
