import type { Reader } from '@xinhang/db/database.ts';
import { userById } from '@xinhang/db/repositories/users.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';

/** Nobody is led, through however many others, by somebody whom he leads; the circle is named. */
export async function refuseCircle(db: Reader, ownId: number, mentorId: number): Promise<void> {
  const names: string[] = [];
  const met = new Set<number>();
  let at: number | null = mentorId;
  while (at !== null && !met.has(at)) {
    met.add(at);
    const person: Awaited<ReturnType<typeof userById>> = await userById(db, at);
    names.push(person?.name ?? '');
    if (at === ownId) {
      const chain = [names.at(-1), ...names].join(' → ');
      throw fieldRefused('/mentorId', 'mentor-cycle', { chain });
    }
    at = person?.mentor_id ?? null;
  }
}
