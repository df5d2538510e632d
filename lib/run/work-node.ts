import type { LogFacts, SpanFacts, SpanKind, Warning } from '#lib/domain/span.ts'
import type { UsageRole } from '#lib/domain/usage.ts'
import { unpricedCost } from '#lib/pricing/price-book.ts'
import type { CallCost, ReportedCost } from '#lib/pricing/price-book.ts'

/**
 * A span, or a call known only from logs, while its run is assembled. The tree pass creates it;
 * every later pass fills its own fields and reads those of the passes before it.
 */
export type WorkNode = {
  /** Span id, or the log's id. */
  readonly id: string
  readonly source: 'span' | 'log'
  /** Replaced (never changed) when a second record of the same call knows more. */
  facts: SpanFacts
  /** The emitter's kind, or `handoff` for a tool that turns out to be a sub-agent. */
  kind: SpanKind
  parent: WorkNode | null
  children: WorkNode[]
  depth: number
  descendantCount: number
  /** Its parent was named and never arrived. */
  orphan: boolean
  warnings: Warning[]
  // roles
  role: UsageRole
  duplicateOf: WorkNode | null
  /** Set on model calls that count: not on duplicates, wrappers and agents. */
  call: 'answered' | 'failed' | null
  /** An agent's total that counts because no call below it reports usage. */
  promoted: boolean
  underEvaluator: boolean
  // agents
  /** Nearest agent or handoff at or above this node. */
  scope: WorkNode | null
  agent: string | null
  // money
  /** What each record of the call says that it cost; null where this one is the only record. */
  reported: readonly ReportedCost[] | null
  cost: CallCost
  // steps
  step: number | null
  revisitOf: string | null
  loop: number | null
}

export const noCost: CallCost = unpricedCost('none', null)

export function workNode(facts: SpanFacts, source: 'span' | 'log'): WorkNode {
  return {
    id: facts.spanId,
    source,
    facts,
    kind: facts.kind,
    parent: null,
    children: [],
    depth: 0,
    descendantCount: 0,
    orphan: false,
    warnings: facts.warnings.map((warning) => ({ ...warning, spanId: facts.spanId })),
    role: 'none',
    duplicateOf: null,
    call: null,
    promoted: false,
    underEvaluator: false,
    scope: null,
    agent: null,
    reported: null,
    cost: noCost,
    step: null,
    revisitOf: null,
    loop: null,
  }
}

/** A call known only from a log record, as the span that it would have been: the record is written at its end. */
export function spanOfLog(log: LogFacts): SpanFacts {
  const { logId, timeNs, eventName, role: _role, sequence: _sequence, durationNs, ...shared } = log
  const start = timeNs - BigInt(Math.max(0, Math.trunc(durationNs ?? 0)))
  return {
    ...shared,
    spanId: logId,
    parentSpanId: log.spanId,
    parentIsRemote: log.spanId !== '',
    startNs: start > 0n ? start : timeNs,
    endNs: timeNs,
    name: eventName,
    otelKind: 0,
    links: [],
  }
}

/** Kinds of call that are paid for by usage. */
export function isModelKind(kind: SpanKind): boolean {
  return kind === 'llm' || kind === 'embedding' || kind === 'rerank'
}

/** A model that was asked to think: not one that only hears or speaks for an agent. */
export function isThinking({ kind, facts }: Pick<WorkNode, 'kind' | 'facts'>): boolean {
  return kind === 'llm' && facts.operation !== 'transcription' && facts.operation !== 'speech'
}

/** Hears, speaks or draws without being measured in tokens: tokens of a run are known without it. */
export function hasNoTokens({ kind, facts }: Pick<WorkNode, 'kind' | 'facts'>): boolean {
  const { operation, usage, extraUnits } = facts
  const isMedia = operation === 'transcription' || operation === 'speech' || operation === 'image'
  const isMeasured = (extraUnits.audioMilliseconds ?? 0) + (extraUnits.characters ?? 0) > 0
  return (
    kind === 'llm' &&
    (isMedia || isMeasured) &&
    (usage?.inputTokens ?? null) === null &&
    (usage?.outputTokens ?? null) === null
  )
}

/** Total order of nodes: by start, then end, then id. */
export function byStart(a: WorkNode, b: WorkNode): number {
  return (
    compare(a.facts.startNs, b.facts.startNs) ||
    compare(a.facts.endNs, b.facts.endNs) ||
    compare(a.id, b.id) ||
    compare(a.facts.traceId, b.facts.traceId)
  )
}

export function compare<T extends bigint | string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A time is missing when it is 0; an end before the start counts as no duration. */
export function durationNs({ startNs, endNs }: { startNs: bigint; endNs: bigint }): number {
  return endNs > startNs ? Number(endNs - startNs) : 0
}

export function endOf({ startNs, endNs }: { startNs: bigint; endNs: bigint }): bigint {
  return endNs > startNs ? endNs : startNs
}
