import { hoursOfMinutes, trainingResultWords } from '@xinhang/shared/training-words.ts';
import { trainingExport } from '@xinhang/shared/training-work.ts';
import type { z } from 'zod';
import type { SheetExport } from '../../jobs/sheet-export.ts';
import { listResults } from './results.ts';

type Input = z.output<typeof trainingExport>;

const columns = [
  ['person', 12],
  ['dept', 16],
  ['assigned', 10],
  ['finished', 10],
  ['overdue', 10],
  ['hours', 10],
  ['rate', 10],
] as const;
const texts = new Set(['person', 'dept']);

/** How far the people in reach are, as a file. */
export const trainingResultExport: SheetExport<Input> = {
  kind: 'training.export',
  input: trainingExport,
  needs: 'training.lead',
  title: ({ lang }) => trainingResultWords.title[lang],
  async sheet(ctx, { format: _format, lang, ...asked }, limit) {
    const rows = (await listResults(ctx, asked)).slice(0, limit);
    return {
      columns: columns.map(([key, width]) => {
        const header = trainingResultWords[key][lang];
        if (texts.has(key)) return { header, width, type: 'text' };
        return { header, width, type: 'number', format: key === 'hours' ? '0.0' : '0' };
      }),
      rows: rows.map(({ person, dept, assigned, finished, overdue, minutes }) => [
        person.name,
        dept,
        assigned,
        finished,
        overdue,
        hoursOfMinutes(minutes),
        assigned === 0 ? null : Math.round((finished / assigned) * 100),
      ]),
    };
  },
  told: ({ format: _format, lang: _lang, ...asked }) => asked,
};
