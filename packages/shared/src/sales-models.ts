import { customerStages } from './customers.ts';
import type { salesModels } from './company.ts';

type Stage = (typeof customerStages)[number];
export type SalesModel = (typeof salesModels)[number];

export interface ModelShape {
  /** Stages that a customer goes through; the one it stands in is offered as well. */
  stages: readonly Stage[];
  /** Graded by the chance of signing (S32). */
  chanceGrade: boolean;
  /** Kept customers are graded by what they contribute. */
  valueGrade: boolean;
  /** Buys on credit again and again, so that the limit belongs to the facts. */
  creditLimit: boolean;
  /** Deals lead the page: what is sold is a project, and the people belong to it. */
  dealsFirst: boolean;
}

/**
 * What each sales model shows of a customer (S23). Nothing is lost by it: a value that is there is
 * shown whatever the model, and the server takes each stage and field from everybody.
 */
export const modelShapes: Readonly<Record<SalesModel, ModelShape>> = {
  dev: {
    stages: ['potential', 'intent', 'dealing', 'lost', 'no_interest'],
    chanceGrade: true,
    valueGrade: false,
    creditLimit: false,
    dealsFirst: false,
  },
  retain: {
    stages: ['potential', 'dealing', 'sleeping', 'lost'],
    chanceGrade: false,
    valueGrade: true,
    creditLimit: true,
    dealsFirst: false,
  },
  project: {
    stages: ['potential', 'intent', 'dealing', 'lost', 'no_interest'],
    chanceGrade: true,
    valueGrade: false,
    creditLimit: true,
    dealsFirst: true,
  },
};

/** What several models show together: a department that also develops, or a customer of one. */
export function unitedShape(models: readonly SalesModel[]): ModelShape {
  const shapes = models.map((model) => modelShapes[model]);
  return {
    stages: customerStages.filter((stage) => shapes.some(({ stages }) => stages.includes(stage))),
    chanceGrade: shapes.some(({ chanceGrade }) => chanceGrade),
    valueGrade: shapes.some(({ valueGrade }) => valueGrade),
    creditLimit: shapes.some(({ creditLimit }) => creditLimit),
    dealsFirst: shapes[0]?.dealsFirst === true,
  };
}

/** By what a department works: its model, and development beside it where that is on (S70). */
export function modelsWith(model: SalesModel, development: boolean): SalesModel[] {
  return development && model !== 'dev' ? [model, 'dev'] : [model];
}
