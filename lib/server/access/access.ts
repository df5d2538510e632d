import type { Database } from '#clickhouse/client.ts'
import { AttemptLimits } from './attempt-limits.ts'
import { Directory } from './directory.ts'
import { SignIns } from './sign-ins.ts'

/** What the web process knows of people: who they are, who is signed in, and how often somebody has guessed. */
export type Access = { db: Database; directory: Directory; signIns: SignIns; limits: AttemptLimits }

export function openAccess(db: Database): Access {
  return { db, directory: new Directory(db), signIns: new SignIns(db), limits: new AttemptLimits() }
}
