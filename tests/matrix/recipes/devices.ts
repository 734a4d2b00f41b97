import { askingDevice } from '../../helpers/tls.ts';
import { once, type Cell, type Recipe, type Recipes } from '../recipe.ts';
import type { World } from '../world.ts';

const shut = { status: 409, code: 'network-shut' } as const;
const refused = { status: 403, code: 'enrolment-refused' } as const;
const gone = { status: 404, code: 'not-found' } as const;
const field = { status: 422, code: 'field-refused' } as const;
const late = { status: 409, code: 'version-conflict' } as const;
const over = { status: 409, code: 'state-refused' } as const;

const nobody = 900_001;
const { body: asked } = askingDevice('1-AAAAAAAAAA', '矩阵电脑');

/** What is asked of the device that waits, and of those that are not there or were turned away. */
function onDevices(request: (id: number) => object, more: (world: World) => Cell[]): Recipe {
  return (world) => {
    const cell = (label: string, id: number, rule?: Cell['rule']): Cell => ({
      label,
      row: null,
      request: { params: { id }, body: request(1) },
      ...(rule && { rule }),
    });
    return [
      cell('waiting', world.devices.pending),
      cell('revoked', world.devices.revoked, () => over),
      cell('nobody’s', nobody, () => gone),
      ...more(world),
    ];
  };
}

/** Devices are no rows of anybody: the permission alone decides. */
export const deviceRecipes: Recipes = {
  'devices.authority': once(),
  'devices.list': once(),
  'devices.makeCode': once({ body: {} }, { rule: () => shut }),
  'devices.makeFile': once({ body: { name: '浏览器', userId: null } }, { rule: () => shut }),
  'devices.enrol': once({ body: asked }, { rule: () => refused, leavesTrace: true, anyRole: true }),
  'devices.current': once(),
  'devices.approve': onDevices(
    (version) => ({ version, userId: null }),
    ({ devices }) => [
      {
        label: 'for nobody there is',
        row: null,
        request: { params: { id: devices.pending }, body: { version: 1, userId: nobody } },
        rule: () => field,
      },
      {
        label: 'changed meanwhile',
        row: null,
        request: { params: { id: devices.pending }, body: { version: 7, userId: null } },
        rule: () => late,
      },
    ],
  ),
  'devices.revoke': onDevices(
    (version) => ({ version }),
    () => [],
  ),
};
