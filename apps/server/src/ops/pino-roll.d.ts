declare module 'pino-roll' {
  import type { SonicBoom, SonicBoomOpts } from 'sonic-boom';

  interface RollOptions extends Omit<SonicBoomOpts, 'dest'> {
    /** Path without number and extension. */
    file: string;
    extension?: string;
    /** Such as `10m`. */
    size?: string;
    frequency?: 'daily' | 'hourly' | number;
    dateFormat?: string;
    /** Files kept besides the current one. */
    limit?: { count: number; removeOtherLogFiles?: boolean };
  }
  export default function roll(options: RollOptions): Promise<SonicBoom>;
}
