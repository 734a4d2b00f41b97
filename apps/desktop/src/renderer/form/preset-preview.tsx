import type { DeptPreset, PresetItem } from '@xinhang/shared/presets.ts';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useText } from '../i18n/i18n.ts';
import { FactList } from '../ui/fact-list.tsx';
import { usePresetWords } from './preset-words.ts';
import './preset.css';

/** What a preset would make for a department: named, with what is there and stays beneath. */
export function PresetPreview({ preset }: { preset: DeptPreset }) {
  const { t } = useText();
  const words = usePresetWords();
  const [open, setOpen] = useState(false);
  const { dept, model, development, items } = preset;
  const kept = items.filter(({ state }) => state === 'kept');
  const changed = items.filter(({ state }) => state !== 'kept');
  const says = development && model !== 'dev' ? 'preset.withDevelopment' : 'preset.of';
  return (
    <section className="preset" aria-label={dept.name}>
      <h3>
        {dept.name} <span className="soft">{t(says, { model: t(`model.${model}`) })}</span>
      </h3>
      {changed.length === 0 && <p className="soft">{t('preset.nothing')}</p>}
      {changed.length > 0 && <Items items={changed} />}
      {kept.length > 0 && (
        <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('preset.kept', { n: kept.length })}
        </Button>
      )}
      {open && <Items items={kept} />}
      <h4>{t('preset.home')}</h4>
      <FactList facts={words.homeFacts(model, development)} />
    </section>
  );
}

function Items({ items }: { items: readonly PresetItem[] }) {
  const { t } = useText();
  const { itemWords } = usePresetWords();
  return (
    <ul className="preset-items">
      {items.map((item) => {
        const [title, text] = itemWords(item);
        return (
          <li key={item.key}>
            <Tag>{t(`preset.state.${item.state}`)}</Tag>
            <span>{title}</span>
            <span className="soft preset-text">{text}</span>
          </li>
        );
      })}
    </ul>
  );
}
