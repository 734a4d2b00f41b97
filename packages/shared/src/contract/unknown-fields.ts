import type { z } from 'zod';

type Schema = z.core.$ZodTypes;
type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * RFC 6901 pointers of what a body names and its schema does not know. zod would drop it in
 * silence, and with it what somebody meant to save.
 */
export function unknownFields(schema: z.ZodType, value: unknown, at = ''): string[] {
  const { def } = (schema as unknown as Schema)._zod;
  const into = (inner: unknown, part: unknown, key?: string | number) =>
    unknownFields(inner as z.ZodType, part, key === undefined ? at : below(at, key));
  switch (def.type) {
    case 'object': {
      if (!isPlain(value) || def.catchall) return [];
      return Object.entries(value).flatMap(([key, part]) =>
        Object.hasOwn(def.shape, key) ? into(def.shape[key], part, key) : [below(at, key)],
      );
    }
    case 'record':
      return isPlain(value)
        ? Object.entries(value).flatMap(([key, part]) => into(def.valueType, part, key))
        : [];
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((part, index) => into(def.element, part, index))
        : [];
    case 'optional':
    case 'nullable':
    case 'default':
      return into(def.innerType, value);
    case 'pipe':
      // A preprocessed value is judged by what it becomes, everything else by what comes in.
      return into(
        (def.in as unknown as Schema)._zod.def.type === 'transform' ? def.out : def.in,
        value,
      );
    case 'union': {
      const fitting = def.options.find(
        (one) => (one as unknown as z.ZodType).safeParse(value).success,
      );
      return fitting ? into(fitting, value) : [];
    }
    default:
      return [];
  }
}

function below(at: string, key: string | number): string {
  return `${at}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Fields that accompany a change and are none. */
const beside: ReadonlySet<string> = new Set(['version', 'duplicateReason']);

/** Values by key that are laid over what is there: none of them changes nothing. */
const laidOver: ReadonlySet<string> = new Set(['custom', 'values']);

/** Whether a PATCH names nothing that it would change. */
export function changesNothing(body: unknown): boolean {
  if (!isPlain(body)) return true;
  return Object.entries(body).every(
    ([field, value]) =>
      beside.has(field) ||
      value === undefined ||
      (laidOver.has(field) && isPlain(value) && Object.keys(value).length === 0),
  );
}
