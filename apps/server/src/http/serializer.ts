import fastJson from 'fast-json-stringify';
import { z } from 'zod';

type JsonSchema = { [key: string]: unknown };

/** `anyOf [X, null]` becomes a nullable X, which fast-json-stringify writes without trying both. */
function simplify(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(simplify);
  if (typeof node !== 'object' || node === null) return node;
  const schema: JsonSchema = {};
  for (const [key, value] of Object.entries(node)) schema[key] = simplify(value);
  const options = schema['anyOf'] as JsonSchema[] | undefined;
  if (options?.length === 2) {
    const other = options.find((option) => option['type'] !== 'null');
    if (other && options.some((option) => option['type'] === 'null')) {
      return { ...other, nullable: true };
    }
  }
  return schema;
}

/** Compiles a response schema: the fastest writer, and the wall no undeclared field passes. */
export function compileSerializer(schema: z.ZodType): (value: unknown) => string {
  const json = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'output',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.pattern;
      delete jsonSchema.format;
    },
  });
  const { $schema: _, ...rest } = json;
  return fastJson(simplify(rest) as fastJson.AnySchema);
}

/** The same, compiled at its first use: a start need not wait for a hundred of them. */
export function serializerOf(schema: z.ZodType): (value: unknown) => string {
  let compiled: ((value: unknown) => string) | undefined;
  return (value) => (compiled ??= compileSerializer(schema))(value);
}
