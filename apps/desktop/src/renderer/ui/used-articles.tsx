import { ReadOutlined } from '@ant-design/icons';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Link } from '@tanstack/react-router';

/** Articles of the knowledge base that a talk made use of. */
export function UsedArticles({ articles }: { articles: readonly NameRef[] }) {
  if (articles.length === 0) return null;
  return (
    <div className="line entry-text">
      {articles.map(({ id, name }) => (
        <Link key={id} to="/knowledge/$id" params={{ id: String(id) }}>
          <ReadOutlined /> {name}
        </Link>
      ))}
    </div>
  );
}
