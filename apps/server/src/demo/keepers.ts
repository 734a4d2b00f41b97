import { setRoles } from '@xinhang/db/repositories/people.ts';
import { raiseOrgRevision } from '@xinhang/db/repositories/company.ts';
import { insertRole } from '@xinhang/db/repositories/users.ts';
import { takesPlaces } from '@xinhang/shared/permissions.ts';
import { readyRoles } from '@xinhang/shared/ready-roles.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { allLocations } from '../modules/products/service.ts';
import type { Cast } from './play.ts';

const KEEPER = 'wenguihua';
const PLACE = '华南仓';

/** Who keeps one warehouse sees and writes what is of it alone. */
export async function narrowKeeper(deps: Deps, hub: EventHub, cast: Cast): Promise<void> {
  await runCommand(deps.db, hub, async (tx) => {
    const place = (await allLocations(tx)).find((one) => one.name === PLACE)!.id;
    const { side, fields, grants } = readyRoles.find(({ key }) => key === 'warehouse')!;
    const narrowed = grants.map((grant) => ({
      ...grant,
      warehouseIds: takesPlaces(grant.permission) ? [place] : null,
    }));
    const role = { side, fields, grants: narrowed, key: null, name: `${PLACE}仓库员` };
    await setRoles(tx, cast.users.get(KEEPER)!, [await insertRole(tx, role)]);
    await raiseOrgRevision(tx);
  });
  cast.actors.delete(KEEPER);
}
