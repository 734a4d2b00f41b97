export interface ClockTables {
  schedule: {
    key: string;
    version: number;
    /** Local time `HH:MM` in the company's zone. */
    at: string;
    enabled: number;
    /** Last business date that was started; never started again. */
    last_done_on: string | null;
    /** The job of that date. */
    job_id: number | null;
  };
  work_calendar: { date: string; kind: string; name: string };
}
