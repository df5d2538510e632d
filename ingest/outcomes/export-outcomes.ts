import type { IngestOutcome, OutcomeKind, OutcomeReason, OutcomeSignal } from '#lib/domain/ingest-outcome.ts'
import type { LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { offendingAttribute } from '#lib/normalise/not-understood.ts'
import { otlpLimits } from '../otlp/limits.ts'
import type { ExportRequest } from '../receive/exporter.ts'
import type { StoredRecord } from '../write/stored-record.ts'
import type { OutcomeRecorder } from './outcome-recorder.ts'

type Source = Pick<ExportRequest<unknown>, 'project' | 'keyId' | 'transport' | 'bytes' | 'receivedAt'>
type Note = { kind: OutcomeKind; reason: OutcomeReason; message: string; attribute: string }
type Noted = Note & { records: number; facts: SpanFacts | LogFacts }

/** What becomes of the records of one request that are stored: nothing is counted before they are. */
export class ExportOutcomes {
  private readonly source: Source
  private readonly signal: OutcomeSignal
  /** Empty for almost every request. */
  private readonly noted = new Map<OutcomeReason, Noted>()
  private readonly aheadNs: bigint
  private aheadCount = 0

  constructor(source: Source, signal: OutcomeSignal) {
    this.source = source
    this.signal = signal
    this.aheadNs = BigInt(source.receivedAt + clockToleranceMs) * 1_000_000n
  }

  /** Looks at a record on its way to the database; it costs a few comparisons where all is well. */
  note(record: SpanRecord | LogRecord, { rows }: StoredRecord): void {
    const { facts } = 'span' in rows ? rows.span : rows.log
    if (('span' in rows ? rows.span.facts.startNs : rows.log.facts.timeNs) > this.aheadNs) this.aheadCount += 1
    if (isListCut(record)) this.add({ kind: 'cut', reason: 'list_cut', message: listCutMessage, attribute: '' }, facts)
    for (const { code, message } of facts.warnings) {
      if (code === 'raw_cut') this.add({ kind: 'cut', reason: 'raw_cut', message, attribute: '' }, facts)
      else if (code === 'not_understood') this.add(notUnderstood(facts, message), facts)
    }
  }

  /** The request is answered: so many records are stored. */
  finish(recorder: OutcomeRecorder, storedRecords: number): void {
    if (storedRecords === 0) return
    recorder.record(this.outcome('accepted', 'stored', storedRecords, this.source.bytes))
    for (const { kind, reason, message, attribute, records, facts } of this.noted.values()) {
      const { serviceName: service, traceId, spanId } = facts
      const sample = { message, attribute, service, traceId, spanId, atMs: this.source.receivedAt }
      recorder.record({ ...this.outcome(kind, reason, records, 0), sample })
    }
  }

  /** For the sender, whose request is answered as a success all the same. */
  warnings(): string[] {
    const cut = [...this.noted.values()].filter(({ kind }) => kind === 'cut')
    return [
      ...cut.map(({ records, reason }) => `${records} stored, and cut: ${cutMessages[reason] ?? reason}`),
      ...(this.aheadCount > 0 ? [`${this.aheadCount} more than an hour ahead of our clock: check the sender's`] : []),
    ]
  }

  private add(note: Note, facts: SpanFacts | LogFacts): void {
    const known = this.noted.get(note.reason)
    if (known === undefined) this.noted.set(note.reason, { ...note, records: 1, facts })
    else known.records += 1
  }

  private outcome(kind: OutcomeKind, reason: OutcomeReason, records: number, bytes: number): IngestOutcome {
    const { project, keyId, transport } = this.source
    const { signal } = this
    return { project, keyId: keyId ?? '', signal, transport, kind, reason, records, requests: 1, bytes, sample: null }
  }
}

/** A sender's clock may differ so much from ours before it is told. */
const clockToleranceMs = 3_600_000
const cutMessages: Partial<Record<OutcomeReason, string>> = {
  raw_cut: 'larger than the size limit, so that their longest values are shortened in the stored copy',
  list_cut: `more than ${otlpLimits.attributes} attributes, events or links`,
}
const listCutMessage = `More than ${otlpLimits.attributes} attributes, events or links: those beyond were left out`

/** The message of the warning may quote the value that was not known: of payload text, only the name is kept. */
function notUnderstood({ mappingVersion }: SpanFacts | LogFacts, message: string): Note {
  const kind = 'not_understood'
  if (mappingVersion === 0) return { kind, reason: 'mapping_failed', message, attribute: '' }
  const attribute = offendingAttribute(message)
  return { kind, reason: 'unknown_value', message: `${attribute} is not known`, attribute }
}

/** The decoder stops at the limit and counts what it left out like what the sender had dropped itself. */
function isListCut(record: SpanRecord | LogRecord): boolean {
  if ('log' in record) return isCut(record.log.attributes, record.log.droppedAttributesCount, otlpLimits.attributes)
  const { attributes, events, links, droppedAttributesCount, droppedEventsCount, droppedLinksCount } = record.span
  return (
    isCut(attributes, droppedAttributesCount, otlpLimits.attributes) ||
    isCut(events, droppedEventsCount, otlpLimits.events) ||
    isCut(links, droppedLinksCount, otlpLimits.events)
  )
}

function isCut(kept: readonly unknown[], dropped: number, limit: number): boolean {
  return dropped > 0 && kept.length >= limit
}
