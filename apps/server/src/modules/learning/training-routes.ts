import { api } from '@xinhang/shared/contract/api.ts';
import { implement, type Http } from '../../http/implement.ts';
import { sheetExportJob, startSheetExport } from '../../jobs/sheet-export.ts';
import { applyRules, assign, withdraw } from './assign.ts';
import { createCourse, describeCourse, listCourses, ownedCourse, updateCourse } from './courses.ts';
import { createPath, createRule, listPaths, listRules, updatePath, updateRule } from './paths.ts';
import { hoursOf } from './hours.ts';
import { listResults, resultOf } from './results.ts';
import { attendanceOf, ownTraining, recordAttendance, study } from './study.ts';
import { trainingResultExport } from './training-export.ts';
import { trainingNight } from './training-night.ts';

/** Courses, learning paths, who takes them, and how far everybody is. */
export function trainingRoutes(http: Http): void {
  http.owned.register({
    ...ownedCourse,
    personChanged: async (ctx, userId) => void (await applyRules(ctx, userId)),
  });
  http.clockwork.register(trainingNight);
  http.jobs.register(sheetExportJob(trainingResultExport));
  const { training, trainingWork } = api;

  implement(http, training.listCourses, {
    run: async (ctx) => ({ rows: await listCourses(ctx) }),
  });
  implement(http, training.getCourse, {
    run: async (ctx, { params }) => await describeCourse(ctx, params.id),
  });
  implement(http, training.createCourse, {
    run: async (ctx, { body }) => await createCourse(ctx, body),
  });
  implement(http, training.updateCourse, {
    run: async (ctx, { params, body }) => await updateCourse(ctx, params.id, body),
  });
  implement(http, training.listPaths, {
    run: async (ctx) => ({ rows: await listPaths(ctx) }),
  });
  implement(http, training.createPath, {
    run: async (ctx, { body }) => await createPath(ctx, body),
  });
  implement(http, training.updatePath, {
    run: async (ctx, { params, body }) => await updatePath(ctx, params.id, body),
  });
  implement(http, training.listRules, {
    run: async (ctx) => ({ rows: await listRules(ctx) }),
  });
  implement(http, training.createRule, {
    run: async (ctx, { body }) => await createRule(ctx, body),
  });
  implement(http, training.updateRule, {
    run: async (ctx, { params, body }) => await updateRule(ctx, params.id, body),
  });

  implement(http, trainingWork.assign, {
    run: async (ctx, { body }) => await assign(ctx, body),
  });
  implement(http, trainingWork.withdraw, {
    async run(ctx, { params }) {
      await withdraw(ctx, params.id);
      return { ok: true as const };
    },
  });
  implement(http, trainingWork.mine, { run: async (ctx) => await ownTraining(ctx) });
  implement(http, trainingWork.study, {
    run: async (ctx, { params, body }) => await study(ctx, params, body.finished),
  });
  implement(http, trainingWork.getAttendance, {
    run: async (ctx, { params }) => await attendanceOf(ctx, params.id),
  });
  implement(http, trainingWork.setAttendance, {
    run: async (ctx, { params, body }) => await recordAttendance(ctx, params.id, body),
  });
  implement(http, trainingWork.listResults, {
    run: async (ctx, { query }) => ({ rows: await listResults(ctx, query) }),
  });
  implement(http, trainingWork.exportResults, {
    run: async (ctx, { body }) => ({
      jobId: await startSheetExport(ctx, http.jobs, trainingResultExport, body),
    }),
  });
  implement(http, trainingWork.getResult, {
    run: async (ctx, { params }) => await resultOf(ctx, params.id),
  });
  implement(http, trainingWork.getHours, {
    run: async (ctx, { params, query }) => await hoursOf(ctx, params.id, query),
  });
}
