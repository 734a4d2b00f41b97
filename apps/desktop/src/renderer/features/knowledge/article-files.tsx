import { PaperClipOutlined } from '@ant-design/icons';
import type { ArticleFile } from '@xinhang/shared/knowledge.ts';
import { useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { articleFileUrl } from './file-url.ts';

/** Files beside the text of an article. */
export function ArticleFiles({ files }: { files: readonly ArticleFile[] }) {
  const { t } = useText();
  if (files.length === 0) return null;
  return (
    <Section title={t('knowledge.files')}>
      {files.map(({ id, name }) => (
        <div key={id}>
          <a href={articleFileUrl(id)} download={name}>
            <PaperClipOutlined /> {name}
          </a>
        </div>
      ))}
    </Section>
  );
}
