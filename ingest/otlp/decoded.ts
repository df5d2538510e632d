/** Why a record was refused. Codes are label values of the metrics: few and fixed. */
export type RejectCode = 'bad_id' | 'bad_time' | 'bad_value' | 'too_deep' | 'too_large' | 'too_many' | 'storage'

/** The body is no OTLP request at all: answered with 400, nothing of it is stored. */
export class MalformedOtlpError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MalformedOtlpError'
  }
}

/** One record cannot be stored: it is counted with its reason, the rest of the request goes in. */
export class BadRecordError extends Error {
  readonly code: RejectCode

  constructor(code: RejectCode, message: string) {
    super(message)
    this.name = 'BadRecordError'
    this.code = code
  }
}

/** Records refused one by one. Messages never hold payload text, so that they may leave in an answer. */
export class Rejections {
  count = 0
  readonly byCode = new Map<RejectCode, number>()
  /** The first message of each code. */
  readonly examples = new Map<RejectCode, string>()
  /** The first distinct messages. */
  readonly reasons: string[] = []
  /** What the sender should know of records that were not refused. */
  readonly warnings: string[] = []

  add(code: RejectCode, message: string, count = 1): void {
    this.count += count
    this.byCode.set(code, (this.byCode.get(code) ?? 0) + count)
    if (!this.examples.has(code)) this.examples.set(code, message)
    this.remember(message)
  }

  merge(other: Rejections): void {
    this.count += other.count
    for (const [code, count] of other.byCode) this.byCode.set(code, (this.byCode.get(code) ?? 0) + count)
    for (const [code, message] of other.examples) if (!this.examples.has(code)) this.examples.set(code, message)
    for (const message of other.reasons) this.remember(message)
    this.warnings.push(...other.warnings)
  }

  private remember(message: string): void {
    if (this.reasons.length < maxReasons && !this.reasons.includes(message)) this.reasons.push(message)
  }
}

const maxReasons = 5

/** Counts the records of one request while they are read. */
export class RecordTally {
  /** Records that can be stored as far as the decoder knows. */
  read = 0
  readonly rejected = new Rejections()
  private seen = 0
  private readonly limit: number

  constructor(limit: number) {
    this.limit = limit
  }

  /** The next record; null where it is refused. A BadRecordError costs one record, any other error the request. */
  next<Record>(read: () => Record): Record | null {
    this.seen += 1
    if (this.seen > this.limit) {
      this.rejected.add('too_many', `more than ${this.limit} records in one request: send smaller batches`)
      return null
    }
    try {
      const record = read()
      this.read += 1
      return record
    } catch (error) {
      if (!(error instanceof BadRecordError)) throw error
      this.rejected.add(error.code, error.message)
      return null
    }
  }
}

/**
 * The records of a request, each read when it is asked for: whoever is done with one before the next leaves nothing
 * to the garbage collector that it would have to move. A body that turns out to be none throws MalformedOtlpError.
 */
export type DecodedStream<Record> = { records: Iterable<Record>; tally: RecordTally }

export type Decoded<Record> = { records: Record[]; rejected: Rejections }

/** Reads all records of a request. */
export function allOf<Record>({ records, tally }: DecodedStream<Record>): Decoded<Record> {
  return { records: [...records], rejected: tally.rejected }
}
