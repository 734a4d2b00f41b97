import type { Conflict } from '../../form/conflict-dialog.tsx';
import { usePeople } from '../../form/use-people.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { useOrgWords } from './org-words.ts';
import { useRoleOptions } from './use-role-options.ts';

const ofPeople: ReadonlySet<string> = new Set(['principalIds', 'mentorId']);

/** Everybody whom either side of a conflict names. */
function peopleIn(conflict: Conflict | null): number[] {
  const named = (conflict?.fields ?? []).filter(({ field }) => ofPeople.has(field));
  const ids = named.flatMap(({ current, yours }) => [current, yours].flat());
  return [...new Set(ids.filter((id) => typeof id === 'number'))];
}

/** A value of a person in words, for the choice between mine and theirs. */
export function useUserValue(conflict: Conflict | null) {
  const { t } = useText();
  const { deptName } = useOrgWords();
  const roles = useRoleOptions();
  const people = usePeople(peopleIn(conflict));
  const person = (id: unknown) => people.find((one) => one.id === id)?.name ?? '…';
  return (field: string, value: unknown): string => {
    if (value === null || value === undefined) return '';
    if (field === 'deptId') return deptName(value);
    if (field === 'mentorId') return person(value);
    if (Array.isArray(value)) {
      const name = (id: unknown) =>
        field === 'roleIds' ? (roles.find((role) => role.value === id)?.label ?? '…') : person(id);
      return value.map(name).join(comma()) || t('common.none');
    }
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
}
