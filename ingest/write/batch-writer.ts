import { Rejections } from '../otlp/decoded.ts'
import { StoreAwayError } from '../receive/exporter.ts'
import { insertBatch, type InsertContext, type Refused } from './insert-batch.ts'
import type { EncodedRecord } from './record-encoder.ts'

export type BatchLimits = {
  /**
   * While another is being written, a batch takes more records until that one ends: the slower the store,
   * the larger its inserts. It waits no longer than this, milliseconds ...
   */
  lingerMs: number
  /** ... and only this long when nothing is written: for requests that come at the same moment ... */
  idleLingerMs: number
  /** ... or when it holds this many records ... */
  records: number
  /** ... or bytes. */
  bytes: number
  /** Batches that are written at the same time. */
  parallel: number
}

const defaultBatchLimits: BatchLimits = {
  lingerMs: 1_000,
  idleLingerMs: 5,
  records: 10_000,
  bytes: 32 * 1024 * 1024,
  parallel: 2,
}

type Waiting = { records: EncodedRecord[]; resolve: (rejections: Rejections) => void; reject: (error: unknown) => void }

type Options = {
  context: InsertContext
  /** Called when a batch is stored. */
  onStored: () => void
  /** Called when the database could not store a batch. */
  onFailed: (error: unknown) => void
  limits?: BatchLimits
}

/**
 * Groups the records of many requests into few inserts: a synced insert costs about as much for
 * one row as for thousands. Each request is answered when all of its records are stored.
 */
export class BatchWriter {
  private readonly context: InsertContext
  private readonly onStored: () => void
  private readonly onFailed: (error: unknown) => void
  private readonly limits: BatchLimits
  private open: Waiting[] = []
  private openRecords = 0
  private openBytes = 0
  private timer: NodeJS.Timeout | null = null
  private readonly writing = new Set<Promise<void>>()

  constructor({ context, onStored, onFailed, limits = defaultBatchLimits }: Options) {
    this.context = context
    this.onStored = onStored
    this.onFailed = onFailed
    this.limits = limits
  }

  /** Resolves when the records are stored, with those that cannot be; rejects with StoreAwayError. */
  write(records: EncodedRecord[]): Promise<Rejections> {
    return new Promise((resolve, reject) => {
      this.open.push({ records, resolve, reject })
      this.openRecords += records.length
      this.openBytes += records.reduce((sum, record) => sum + record.bytes, 0)
      this.flushWhenDue()
    })
  }

  /** Writes what is waiting and resolves when nothing is under way any more. */
  async drain(): Promise<void> {
    while (this.open.length > 0 || this.writing.size > 0) {
      this.flush()
      await Promise.race(this.writing)
    }
  }

  private flushWhenDue(): void {
    if (this.openRecords >= this.limits.records || this.openBytes >= this.limits.bytes) this.flush()
    else {
      const { lingerMs, idleLingerMs } = this.limits
      this.timer ??= setTimeout(() => this.flush(), this.writing.size === 0 ? idleLingerMs : lingerMs)
    }
  }

  /** Starts writing the open batch, unless enough are being written: then the next that ends calls again. */
  private flush(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    if (this.open.length === 0 || this.writing.size >= this.limits.parallel) return
    const batch = this.open
    this.open = []
    this.openRecords = 0
    this.openBytes = 0
    const writing = this.store(batch).finally(() => {
      this.writing.delete(writing)
      this.flush()
    })
    this.writing.add(writing)
  }

  /** Never rejects: the outcome goes to the requests. */
  private async store(batch: readonly Waiting[]): Promise<void> {
    const records = newestOfEach(batch.flatMap((waiting) => waiting.records))
    this.context.metrics.batchRows.observe(records.length)
    try {
      const refused = await insertBatch(records, this.context)
      if (refused.length < records.length) this.onStored()
      for (const { records: own, resolve } of batch) resolve(rejectionsOf(own, refused))
    } catch (error) {
      this.onFailed(error)
      this.context.log.error({ err: error, records: records.length }, 'a batch could not be stored, its senders retry')
      for (const { reject } of batch) reject(new StoreAwayError('the database is away: retry later', { cause: error }))
    }
  }
}

/** Copies of one record in a batch give one row: the last one. */
function newestOfEach(records: readonly EncodedRecord[]): EncodedRecord[] {
  return [...new Map(records.map((record) => [record.identity, record])).values()]
}

/** What of a request was refused; a copy of a refused record is refused with it. */
function rejectionsOf(own: readonly EncodedRecord[], refused: readonly Refused[]): Rejections {
  const rejections = new Rejections()
  if (refused.length === 0) return rejections
  const reasons = new Map(refused.map(({ record, reason }) => [record.identity, reason]))
  for (const { identity } of own) {
    const reason = reasons.get(identity)
    if (reason !== undefined) rejections.add('storage', reason)
  }
  return rejections
}
