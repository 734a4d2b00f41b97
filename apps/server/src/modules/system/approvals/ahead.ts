import { activeFlows } from '@xinhang/db/repositories/approval-flows.ts';
import type { FlowNode } from '@xinhang/shared/approval-flows.ts';
import type { Deciders } from '@xinhang/shared/approvals.ts';
import type { ReadContext } from '../../../http/context.ts';
import { userNames } from '../../org/service.ts';
import type { Question } from './engine.ts';
import { loadPeople } from './people.ts';
import { approversOf, factsOf, nodesTaken } from './route.ts';

/**
 * Who would decide if the actor asked now: the flow that would start, as people stand. Names alone,
 * for whoever may ask; null where no flow of the kind is in use.
 */
export async function wouldDecide(
  { db, actor }: Pick<ReadContext, 'db' | 'actor'>,
  { kind, facts }: Pick<Question, 'kind' | 'facts'>,
): Promise<Deciders> {
  const [flow] = await activeFlows(db, kind);
  if (!flow) return null;
  const people = await loadPeople(db);
  const nodes = JSON.parse(flow.nodes) as FlowNode[];
  const taken = nodesTaken(nodes, { ...factsOf(people, actor.userId), ...facts });
  const way = nodes.flatMap((node, at) => {
    const ids = taken[at] ? approversOf(people, node, actor.userId) : [];
    return ids.length === 0 ? [] : [{ node: node.name, mode: node.mode, ids }];
  });
  const names = await userNames(
    db,
    way.flatMap(({ ids }) => ids),
  );
  return way.map(({ ids, ...node }) => ({
    ...node,
    people: ids.map((id) => ({ id, name: names.get(id) ?? '' })),
  }));
}
