import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { outer } from '../helpers/outer.ts';
import { startCompany } from '../helpers/server.ts';
import { doors, openDoors, walkDoors, type Doors } from '../matrix/doors.ts';

/** The axes of the permission matrix that lie in front of it: from where, and on which machine. */
describe.skipIf(outer === undefined)('networks and devices', () => {
  let company: Awaited<ReturnType<typeof startCompany>>;
  let opened: Doors;
  beforeAll(async () => {
    company = await startCompany();
    opened = await openDoors(company, outer!);
  });
  afterAll(async () => {
    opened.close();
    await company.stop();
  });

  const named = (name: string) => doors.filter((door) => door.name === name);

  test('every network lets in whom the model lets in, on every machine', async () => {
    const { cells, wrong } = await walkDoors(opened);
    expect(wrong).toEqual([]);
    expect(cells).toBe(doors.length * 2 * 6 * 13);
  });

  test('what is shut is shut for every endpoint there is', async () => {
    const shutFor = async (
      door: string,
      ...asked: Parameters<Doors['everything']>
    ): Promise<string[]> => {
      await opened.stand(named(door)[0]!);
      const answers = await opened.everything(...asked);
      expect(answers.length).toBeGreaterThan(80);
      return [...new Set(answers.map(({ verdict }) => `${verdict.status} ${verdict.code}`))];
    };
    const office = { network: 'lan', machine: 'shared' } as const;
    const tunnel = { network: 'vpn', machine: 'shared' } as const;
    expect(await shutFor('office, refused', 'shared', 'travels', office, true)).toEqual([
      '403 network-refused',
    ]);
    expect(await shutFor('office, device', 'none', 'travels', office, false)).toEqual([
      '401 session-ended',
    ]);
    expect(await shutFor('VPN, device', 'shared', 'stays', tunnel, false)).toEqual([
      '401 session-ended',
    ]);
  });

  test('a rule that is not the one of the model is found', async () => {
    const [office] = named('office, device');
    const lax = { ...opened, stand: () => opened.stand({ ...office!, admission: 'password' }) };
    const { wrong } = await walkDoors(lax, [office!]);
    expect(wrong).toContain(
      'office, device; none; travels; login: answered 200, the model says 403 device-required',
    );
    expect(wrong).toContain(
      'office, device; none; stays; session of lan on no machine: answered 200, the model says 401 session-ended',
    );
  });
});

describe.skipIf(outer === undefined)('a guard that is taken away is found', () => {
  afterEach(() => {
    vi.doUnmock('@xinhang/shared/networks.ts');
    vi.doUnmock('@xinhang/db/repositories/sessions.ts');
    vi.resetModules();
  });

  async function found(door: string): Promise<string> {
    vi.resetModules();
    const { startCompany: start } = await import('../helpers/server.ts');
    const broken = await import('../matrix/doors.ts');
    const company = await start();
    try {
      const opened = await broken.openDoors(company, outer!);
      const only = broken.doors.filter(({ name }) => name === door);
      const { wrong } = await broken.walkDoors(opened, only);
      opened.close();
      return wrong.join('\n');
    } finally {
      await company.stop();
    }
  }

  test('working from outside without the permission', async () => {
    vi.doMock('@xinhang/shared/networks.ts', async (load) => ({
      ...(await load<object>()),
      isRemote: () => false,
    }));
    const wrong = await found('VPN, device');
    expect(wrong).toContain('shared; stays; login: answered 200');
    expect(wrong).toContain('shared; stays; session of vpn on shared: answered 200');
  });

  test('a session on another machine than its own', async () => {
    type Found = { device: object | null } | null;
    vi.doMock('@xinhang/db/repositories/sessions.ts', async (load) => {
      const original = await load<{ findSession: (...all: unknown[]) => Promise<Found> }>();
      const findSession = async (...all: unknown[]) => {
        const session = await original.findSession(...all);
        return session && { ...session, device: null };
      };
      return { ...original, findSession };
    });
    const wrong = await found('office, password');
    expect(wrong).toContain('none; travels; session of lan on own: answered 200');
  });
});
