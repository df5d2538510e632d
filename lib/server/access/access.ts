import type { Database } from '#clickhouse/client.ts'
import { AttemptLimits } from './attempt-limits.ts'
import { DeviceMarks } from './device-marks.ts'
import { Directory } from './directory.ts'
import { GuessLog } from './guess-log.ts'
import { SignIns } from './sign-ins.ts'

/** What the web process knows of people: who they are, who is signed in, from which devices, and how often somebody has guessed. */
export type Access = { db: Database; directory: Directory; signIns: SignIns; marks: DeviceMarks; limits: AttemptLimits }

/** `now` is a parameter for tests. */
export function openAccess(db: Database, { now = Date.now }: { now?: () => number } = {}): Access {
  const marks = new DeviceMarks(db)
  const limits = new AttemptLimits({ marks, countGuess: new GuessLog(db).count, now })
  return { db, directory: new Directory(db), signIns: new SignIns(db, { now }), marks, limits }
}
