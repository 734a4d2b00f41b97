import type { Plugin } from 'vite';

/** What of an endpoint's declaration is a shape, and read by the server and the documents alone. */
const shapes = new Set(['params', 'query', 'body', 'response']);

/** As rolldown parses it. */
interface Node {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Every node below and the node itself. */
function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(one)) yield* nodesOf(one);
    }
  }
}

const isEndpoint = (node: Node) =>
  node.type === 'CallExpression' && (node['callee'] as Node)['name'] === 'endpoint';

/** The shapes in all `endpoint({ ... })` of a module. */
function* shapesOf(program: Node): Generator<Node> {
  for (const node of nodesOf(program)) {
    if (!isEndpoint(node)) continue;
    const [spec] = node['arguments'] as Node[];
    for (const property of spec!['properties'] as Node[]) {
      const key = property['key'] as Node | undefined;
      if (shapes.has(key?.['name'] as string)) yield property;
    }
  }
}

/** What the constants of a module are made of by calls: to make one nobody reads is for nothing. */
function* madeIn(program: Node): Generator<Node> {
  for (const statement of program['body'] as Node[]) {
    const declared = (statement['declaration'] as Node | null | undefined) ?? statement;
    if (declared.type !== 'VariableDeclaration') continue;
    for (const { init } of declared['declarations'] as { init: unknown }[]) {
      if (!isNode(init) || init.type.endsWith('FunctionExpression')) continue;
      const parts = [...nodesOf(init)];
      if (parts.some(({ type }) => type === 'CallExpression') && !parts.some(isEndpoint))
        yield init;
    }
  }
}

interface Edit {
  from: number;
  to: number;
  text: string;
}

/**
 * The screens know an endpoint by its method and path; that its query, body and answer have the
 * declared shapes is checked by the types here and by the server there. Making all of them cost a
 * sixth of the start of the client (docs/decisions/0377), so the bundle has those only that the
 * screens read themselves. Nothing in `packages/shared` does anything when it is loaded.
 */
export function contractWithoutShapes(): Plugin {
  return {
    name: 'contract-without-shapes',
    apply: 'build',
    transform(code, id) {
      if (!id.includes('/packages/shared/src/')) return null;
      const program = this.parse(code) as unknown as Node;
      const edits: Edit[] = [];
      for (const { start, end } of shapesOf(program))
        edits.push({ from: start, to: code[end] === ',' ? end + 1 : end, text: '' });
      for (const { start, end } of madeIn(program)) {
        edits.push({ from: start, to: start, text: '/* @__PURE__ */ (() => (' });
        edits.push({ from: end, to: end, text: '))()' });
      }
      if (edits.length === 0) return null;
      const parts: string[] = [];
      let at = 0;
      for (const { from, to, text } of edits.toSorted((one, other) => one.from - other.from)) {
        parts.push(code.slice(at, from), text);
        at = to;
      }
      return { code: parts.join('') + code.slice(at), map: null };
    },
  };
}
