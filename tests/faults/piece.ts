// One piece of a run of faults in a process of its own: what to do comes as JSON, and so does what
// came of it.
import { ioFaults, type SweepOptions } from './io-faults.ts';
import { killInBackups } from './kill-backup.ts';
import { killUnderLoad } from './kill.ts';
import { largeBackup } from './large.ts';
import { powerLoss } from './power-loss.ts';
import { seeded } from './seeded.ts';
import { slowDisk } from './slow-disk.ts';

export type Piece =
  | { kind: 'power'; options: Parameters<typeof powerLoss>[0] }
  | { kind: 'io'; options: SweepOptions }
  | { kind: 'kill'; options: Parameters<typeof killUnderLoad>[0] }
  | { kind: 'killBackup'; options: Parameters<typeof killInBackups>[0] }
  | { kind: 'seeded'; options: Parameters<typeof seeded>[0] }
  | { kind: 'large'; options: Parameters<typeof largeBackup>[0] }
  | { kind: 'slow'; options: Parameters<typeof slowDisk>[0] };

async function result(piece: Piece): Promise<unknown> {
  switch (piece.kind) {
    case 'power':
      return await powerLoss(piece.options);
    case 'io':
      return await ioFaults(piece.options);
    case 'kill':
      return await killUnderLoad(piece.options);
    case 'killBackup':
      return await killInBackups(piece.options);
    case 'seeded':
      return await seeded(piece.options);
    case 'large':
      return await largeBackup(piece.options);
    case 'slow':
      return await slowDisk(piece.options);
  }
}

// Infinity does not travel as JSON.
const piece = JSON.parse(process.argv[2]!, (_key, value: unknown) =>
  value === 'every' ? Infinity : value,
) as Piece;
process.stdout.write(JSON.stringify(await result(piece)));
