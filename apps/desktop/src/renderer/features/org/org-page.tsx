import { useNavigate } from '@tanstack/react-router';
import { DeptPane } from './dept-pane.tsx';
import type { OrgSearch } from './org-search.ts';
import { UserDrawer } from './user-drawer.tsx';
import { UserList } from './user-list.tsx';

/** The tree of the company at the left, the people of the chosen node at the right. */
export function OrgPage({ search }: { search: OrgSearch }) {
  const navigate = useNavigate();
  const show = (part: Partial<OrgSearch>) => {
    const next = Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined);
    void navigate({ to: '/org', search: Object.fromEntries(next) });
  };
  return (
    <div className="org-page">
      <DeptPane chosen={search.dept} onChoose={(dept) => show({ dept })} />
      <div className="org-people">
        <UserList search={search} onChange={show} />
      </div>
      <UserDrawer userId={search.user ?? null} onClose={() => show({ user: undefined })} />
    </div>
  );
}
