import type { IngestOutcomeInsert } from '#clickhouse/tables/ingest-outcomes.ts'
import type { IngestOutcome } from '#lib/domain/ingest-outcome.ts'
import type { Log } from '#lib/server/log.ts'
import { OutcomeTally } from './outcome-tally.ts'

/** Where receivers and exporter say what became of a request. */
export type OutcomeRecorder = {
  /** Counts in memory: never throws, never waits. Call it once for each kind and reason of a request. */
  record(outcome: IngestOutcome): void
}

type Options = {
  /** Stores rows; doing it twice with the same rows must be harmless. */
  insert: (rows: readonly IngestOutcomeInsert[], waitMs: number) => Promise<void>
  log: Log
  /** Records whose outcome could not be kept. */
  onLost: (records: number) => void
  now: () => number
  flushMs?: number
}

const defaultFlushMs = 3_000
/** At the end, what is left waits this long for a database that is away. */
const lastWaitMs = 2_000

/** Counts outcomes and writes them every few seconds. A database that is away costs nothing: they are kept and written later. */
export class StoredOutcomes implements OutcomeRecorder {
  private readonly options: Options
  private readonly tally = new OutcomeTally()
  private readonly timer: NodeJS.Timeout
  private flushing: Promise<void> | null = null
  private failing = false

  constructor(options: Options) {
    this.options = options
    this.timer = setInterval(() => void this.flush(), options.flushMs ?? defaultFlushMs)
    this.timer.unref()
  }

  record(outcome: IngestOutcome): void {
    this.tally.add(outcome, this.options.now())
  }

  /** Writes what is left; nothing may be recorded after it. */
  async drain(): Promise<void> {
    clearInterval(this.timer)
    await this.flushing
    await this.flush(lastWaitMs)
    const lost = this.tally.waiting().reduce((sum, { records }) => sum + records, 0)
    if (lost === 0) return
    this.options.onLost(lost)
    this.options.log.warn({ records: lost }, 'outcomes could not be written before the end: the ingest page lacks them')
  }

  /** One at a time; never rejects. */
  private flush(waitMs = 0): Promise<void> {
    this.flushing ??= this.write(waitMs).finally(() => {
      this.flushing = null
    })
    return this.flushing
  }

  private async write(waitMs: number): Promise<void> {
    const rows = this.tally.waiting()
    if (rows.length === 0) return
    try {
      await this.options.insert(rows, waitMs)
      this.tally.stored(rows, this.options.now())
      this.failing = false
    } catch (error) {
      // Said once for each time that it goes away, not for every attempt.
      if (!this.failing) this.options.log.warn({ err: error }, 'outcomes cannot be written now; they are kept')
      this.failing = true
    }
  }
}
