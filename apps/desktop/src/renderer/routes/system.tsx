import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { BackupsPage } from '../features/backups/backups-page.tsx';
import { BranchesPage } from '../features/branches/branches-page.tsx';
import { DevicesPage } from '../features/devices/devices-page.tsx';
import { HandoverList } from '../features/handovers/handover-list.tsx';
import { HandoverReport } from '../features/handovers/handover-report.tsx';
import { HandoverWizard } from '../features/handovers/handover-wizard.tsx';
import { HomePage } from '../features/org/home-page.tsx';
import { OrgPage } from '../features/org/org-page.tsx';
import { orgSearch } from '../features/org/org-search.ts';
import { GrantsPage } from '../features/org/grants-page.tsx';
import { RolesPage } from '../features/org/roles-page.tsx';
import { TemplatesPage } from '../features/prints/templates-page.tsx';
import { AuditPage } from '../features/system/audit-page.tsx';
import { auditSearch } from '../features/system/audit-search.ts';
import { FileStorePage } from '../features/system/file-store-page.tsx';
import { fileStoreSearch } from '../features/system/file-store-search.ts';
import { SetupPage } from '../features/setup/setup-page.tsx';
import { ServerPage } from '../features/system/server-page.tsx';
import { SettingsPage, settingsSearch } from '../features/system/settings-page.tsx';
import { root } from './root.tsx';

const org = createRoute({
  getParentRoute: () => root,
  path: '/org',
  validateSearch: (search) => orgSearch.parse(search),
  component: function OrgRoute() {
    return <OrgPage search={org.useSearch()} />;
  },
});
const deptHome = createRoute({
  getParentRoute: () => root,
  path: '/org/$id/home',
  component: function DeptHomeRoute() {
    const id = Number(deptHome.useParams().id);
    return <HomePage key={id} id={id} />;
  },
});
const handovers = createRoute({
  getParentRoute: () => root,
  path: '/handovers',
  component: HandoverList,
});
const newHandover = createRoute({
  getParentRoute: () => root,
  path: '/handovers/new',
  validateSearch: (search) =>
    z
      .object({
        user: z.int().positive().optional().catch(undefined),
        /** Begun where somebody leaves. */
        leaving: z.boolean().optional().catch(undefined),
      })
      .parse(search),
  component: function NewHandoverRoute() {
    const { user, leaving = false } = newHandover.useSearch();
    return <HandoverWizard key={user} userId={user} leaving={leaving} />;
  },
});
const handover = createRoute({
  getParentRoute: () => root,
  path: '/handovers/$id',
  component: function HandoverRoute() {
    return <HandoverReport id={Number(handover.useParams().id)} />;
  },
});
const roleSearch = z.object({ role: z.int().positive().optional().catch(undefined) });
const roles = createRoute({
  getParentRoute: () => root,
  path: '/roles',
  validateSearch: (search) => roleSearch.parse(search),
  component: function RolesRoute() {
    return <RolesPage roleId={roles.useSearch().role} />;
  },
});
const grants = createRoute({
  getParentRoute: () => root,
  path: '/grants',
  component: GrantsPage,
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: (search) => auditSearch.parse(search),
  component: function AuditRoute() {
    return <AuditPage search={audit.useSearch()} />;
  },
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: (search) => settingsSearch.parse(search),
  component: function SettingsRoute() {
    return <SettingsPage tab={settings.useSearch().tab} />;
  },
});
const printTemplates = createRoute({
  getParentRoute: () => root,
  path: '/print-templates',
  component: TemplatesPage,
});
const setup = createRoute({ getParentRoute: () => root, path: '/setup', component: SetupPage });
const serverRoute = createRoute({
  getParentRoute: () => root,
  path: '/server',
  component: ServerPage,
});
const backups = createRoute({
  getParentRoute: () => root,
  path: '/backups',
  component: BackupsPage,
});
const devices = createRoute({
  getParentRoute: () => root,
  path: '/devices',
  component: DevicesPage,
});
const branches = createRoute({
  getParentRoute: () => root,
  path: '/branches',
  component: BranchesPage,
});
const files = createRoute({
  getParentRoute: () => root,
  path: '/files',
  validateSearch: (search) => fileStoreSearch.parse(search),
  component: function FilesRoute() {
    return <FileStorePage search={files.useSearch()} />;
  },
});

/** The organisation and the system. */
export const systemRoutes = [
  org,
  handovers,
  newHandover,
  handover,
  roles,
  grants,
  audit,
  settings,
  deptHome,
  printTemplates,
  setup,
  serverRoute,
  backups,
  devices,
  branches,
  files,
] as const;
