import { forgiveAttempt } from './forgiving.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../http/implement.ts';
import { sheetExportJob, startSheetExport } from '../../jobs/sheet-export.ts';
import { describeAttempt } from './attempt-view.ts';
import { examClock } from './exam-clock.ts';
import { examResultExport } from './exam-export.ts';
import { analyse, pageOfResults } from './exam-results.ts';
import { createExam, describeExam, listExams, updateExam } from './exams.ts';
import { listToMark, markAttempt, ownedAttempt } from './marking.ts';
import {
  changeQuestionCategory,
  createQuestionCategory,
  questionCategories,
} from './question-categories.ts';
import {
  createQuestion,
  describeQuestion,
  importQuestions,
  pageOfQuestions,
  updateQuestion,
} from './questions.ts';
import { keepAnswer, startAttempt, submitAttempt } from './taking.ts';
import { trainingOfOne } from './training-figures.ts';

/** The question bank, exams, who takes them, and what came out. */
export function examRoutes(http: Http): void {
  http.owned.register(ownedAttempt);
  http.clockwork.register(examClock);
  http.jobs.register(sheetExportJob(examResultExport));
  http.figures.register(trainingOfOne);
  bankRoutes(http);
  const { exams, attempts } = api;

  implement(http, exams.listExams, { run: async (ctx) => ({ rows: await listExams(ctx) }) });
  implement(http, exams.getExam, {
    run: async (ctx, { params }) => await describeExam(ctx, params.id),
  });
  implement(http, exams.createExam, {
    run: async (ctx, { body }) => await createExam(ctx, body),
  });
  implement(http, exams.updateExam, {
    run: async (ctx, { params, body }) => await updateExam(ctx, params.id, body),
  });

  implement(http, attempts.start, {
    run: async (ctx, { params }) => await startAttempt(ctx, params.id),
  });
  implement(http, attempts.getAttempt, {
    run: async (ctx, { params }) => await describeAttempt(ctx, params.id),
  });
  implement(http, attempts.answer, {
    run: async (ctx, { params, body }) => await keepAnswer(ctx, params, body),
  });
  implement(http, attempts.submit, {
    run: async (ctx, { params }) => await submitAttempt(ctx, params.id),
  });
  implement(http, attempts.listToMark, {
    run: async (ctx) => ({ rows: await listToMark(ctx) }),
  });
  implement(http, attempts.mark, {
    run: async (ctx, { params, body }) => await markAttempt(ctx, params.id, body),
  });
  implement(http, attempts.forgive, {
    run: async (ctx, { params, body }) => await forgiveAttempt(ctx, params.id, body.version),
  });
  implement(http, attempts.listExamResults, {
    run: async (ctx, { query }) => await pageOfResults(ctx, query),
  });
  implement(http, attempts.exportExamResults, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, examResultExport, body),
    }),
  });
  implement(http, attempts.analyse, {
    run: async (ctx, { params }) => await analyse(ctx, params.id),
  });
}

function bankRoutes(http: Http): void {
  const { questions } = api;
  implement(http, questions.listCategories, {
    run: async (ctx) => ({ rows: await questionCategories(ctx) }),
  });
  implement(http, questions.createCategory, {
    run: async (ctx, { body }) => await createQuestionCategory(ctx, body.name),
  });
  implement(http, questions.updateCategory, {
    run: async (ctx, { params, body }) => await changeQuestionCategory(ctx, params.id, body),
  });
  implement(http, questions.listQuestions, {
    run: async (ctx, { query }) => await pageOfQuestions(ctx, query),
  });
  implement(http, questions.getQuestion, {
    run: async (ctx, { params }) => await describeQuestion(ctx, params.id),
  });
  implement(http, questions.createQuestion, {
    run: async (ctx, { body }) => await createQuestion(ctx, body),
  });
  implement(http, questions.updateQuestion, {
    run: async (ctx, { params, body }) => await updateQuestion(ctx, params.id, body),
  });
  implement(http, questions.importQuestions, {
    run: async (ctx, { body }) => await importQuestions(ctx, body),
  });
}
