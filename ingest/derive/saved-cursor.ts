import type { Database } from '#clickhouse/client.ts'
import { cursorLead, readWorkerCursor, saveState, type WorkerCursor } from '#clickhouse/tables/worker-state.ts'
import type { Shard } from './shard.ts'

/** Where a shard stands, as the process after this one will find it. */
export class SavedCursor {
  private readonly db: Database
  private readonly name: string
  /** Grows even where the clock is set back: else the cursor of before would hold until that time comes again. */
  private version = 0

  constructor(db: Database, shard: Shard) {
    this.db = db
    this.name = `${cursorLead}${shard.index}/${shard.count}`
  }

  /** Null when none was saved. */
  async read(): Promise<WorkerCursor | null> {
    const saved = await readWorkerCursor(this.db, this.name)
    this.version = saved?.version ?? 0
    return saved?.cursor ?? null
  }

  async write(cursor: Omit<WorkerCursor, 'savedMs'>, nowMs: number): Promise<void> {
    this.version = Math.max(nowMs, this.version + 1)
    await saveState(this.db, this.name, { ...cursor, savedMs: nowMs }, this.version)
  }
}
