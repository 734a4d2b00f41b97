import { Problem, problem, problemStatus, type ProblemDocument } from '@xinhang/shared/problems.ts';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';

const fastifyCodes: Record<string, Problem> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: problem('unsupported-media-type'),
  FST_ERR_CTP_BODY_TOO_LARGE: problem('body-too-large'),
  FST_ERR_CTP_INVALID_JSON_BODY: problem('bad-request'),
  FST_ERR_CTP_EMPTY_JSON_BODY: problem('bad-request'),
  FST_ERR_HANDLER_TIMEOUT: problem('timed-out'),
};

/** A body of nothing but nonsense is not answered with all of it. */
const MOST_NAMED = 20;

/** The name of a rule of our own, or zod's name of the kind of fault. */
function ruleOf(issue: z.core.$ZodIssue): string {
  const rule = issue.code === 'custom' ? (issue.params?.['rule'] as unknown) : undefined;
  return typeof rule === 'string' ? rule : issue.code;
}

/** What zod found, as a problem with a pointer per field; `unknown` are pointers to no field. */
export function invalid(
  part: 'body' | 'query' | 'params',
  error: z.ZodError | undefined,
  unknown: readonly string[],
): Problem {
  const found = (error?.issues ?? []).map((issue) => ({
    pointer:
      part === 'body'
        ? `/${issue.path.map(String).join('/')}`
        : `${part}.${issue.path.map(String).join('.')}`,
    code: ruleOf(issue),
  }));
  const named = unknown.slice(0, MOST_NAMED).map((pointer) => ({ pointer, code: 'unknown-field' }));
  return problem('validation-failed', { errors: [...found, ...named] });
}

export function problemDocument(error: Problem, instance: string): ProblemDocument {
  const { params, errors, data } = error.details;
  return {
    type: `urn:xinhang:problem:${error.code}`,
    title: error.code,
    status: error.status,
    code: error.code,
    instance,
    ...(params && { params }),
    ...(errors && { errors }),
    ...(data !== undefined && { data }),
  };
}

function asProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  const { code, statusCode } = error as FastifyError;
  if (code && fastifyCodes[code]) return fastifyCodes[code];
  if (statusCode === 429) return problem('rate-limited');
  if (statusCode && statusCode >= 400 && statusCode < 500) return problem('bad-request');
  return null;
}

/** The one place where errors become answers; what is unexpected says nothing but its number. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const known = asProblem(error);
  if (!known) request.log.error({ err: error }, 'unexpected error');
  else if (known.cause) request.log.error({ err: known.cause }, 'the disk refused');
  const shown = known ?? problem('internal');
  const waits = shown.status === 429 || shown.code === 'overloaded';
  const wait = waits ? shown.details.params?.['seconds'] : undefined;
  if (typeof wait === 'number') void reply.header('retry-after', wait);
  return reply
    .code(problemStatus[shown.code])
    .type('application/problem+json')
    .send(JSON.stringify(problemDocument(shown, request.id)));
}
