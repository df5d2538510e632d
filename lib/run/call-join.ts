import type { CallFacts, LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { emptyFacts } from '#lib/normalise/empty-facts.ts'
import { mergeFacts } from './merge-facts.ts'

/** What joining log records to spans makes of a group. */
export type JoinedCalls = {
  /** All spans given, with what the log records say of the same call filled in. */
  spans: SpanFacts[]
  /** Calls known only from log records, each once: nodes of the tree with `source: 'log'`. */
  fromLogs: LogFacts[]
  /** Node id (span id, or log id of a call in `fromLogs`) → ids of the records that are about it. */
  logsOfSpan: Map<string, string[]>
}

/**
 * Collects which records are about which call. A call is a span, or the log record that stands for it
 * where there is no span; facts are merged in the order in which they were joined.
 */
export class CallJoin {
  private readonly facts = new Map<SpanFacts | LogFacts, CallFacts[]>()
  private readonly replaced = new Map<SpanFacts | LogFacts, Partial<CallFacts>>()
  private readonly spans: readonly SpanFacts[]
  private readonly calls: LogFacts[] = []
  private readonly logIds = new Map<string, Set<string>>()
  private readonly callOfLog = new Map<string, SpanFacts | LogFacts>()

  constructor(spans: readonly SpanFacts[]) {
    this.spans = spans
  }

  /** The record is about this call; its facts fill the call's gaps. */
  join(call: SpanFacts | LogFacts, log: LogFacts): void {
    this.fill(call, log)
    this.link(call, log)
  }

  /** Facts for the call that come from no record of its own, such as a parent's or child's. */
  fill(call: SpanFacts | LogFacts, known: Partial<CallFacts>): void {
    const facts = { ...emptyFacts(call.dialect), ...known }
    const list = this.facts.get(call)
    if (list) list.push(facts)
    else this.facts.set(call, [facts])
  }

  /** Replaces facts of a span: what it is said to be depends on other records. */
  become(span: SpanFacts, facts: Partial<CallFacts>): void {
    this.replaced.set(span, { ...this.replaced.get(span), ...facts })
  }

  /** The record is shown with the call and says nothing about it. */
  link(call: SpanFacts | LogFacts, log: LogFacts): void {
    if (!this.callOfLog.has(log.logId)) this.callOfLog.set(log.logId, call)
    const id = nodeIdOf(call)
    const ids = this.logIds.get(id)
    if (ids) ids.add(log.logId)
    else this.logIds.set(id, new Set([log.logId]))
  }

  /** A call that no span shows. */
  addCall(log: LogFacts): LogFacts {
    this.calls.push(log)
    this.link(log, log)
    return log
  }

  isJoined(log: LogFacts): boolean {
    return this.callOfLog.has(log.logId)
  }

  /** The call that the record was joined to first. */
  callOf(log: LogFacts): SpanFacts | LogFacts | null {
    return this.callOfLog.get(log.logId) ?? null
  }

  result(): JoinedCalls {
    const merged = <T extends SpanFacts | LogFacts>(call: T): T =>
      (this.facts.get(call) ?? []).reduce<T>(mergeFacts, { ...call, ...this.replaced.get(call) })
    const logsOfSpan = new Map<string, string[]>()
    for (const [id, ids] of this.logIds) logsOfSpan.set(id, [...ids])
    return { spans: this.spans.map(merged), fromLogs: this.calls.map(merged), logsOfSpan }
  }
}

function nodeIdOf(call: SpanFacts | LogFacts): string {
  return 'role' in call ? call.logId : call.spanId
}

/** Each record once, in the order in which the emitter wrote them, whatever order they arrived in. */
export function inOrder(logs: readonly LogFacts[]): LogFacts[] {
  const unique = new Map(logs.map((log) => [log.logId, log]))
  return [...unique.values()].sort(
    (a, b) =>
      (a.timeNs < b.timeNs ? -1 : a.timeNs > b.timeNs ? 1 : 0) ||
      (a.sequence ?? 0) - (b.sequence ?? 0) ||
      (a.logId < b.logId ? -1 : 1),
  )
}

/** Each span once: the copy that comes first stands for the others. */
export function uniqueSpans(spans: readonly SpanFacts[]): SpanFacts[] {
  const unique = new Map<string, SpanFacts>()
  for (const span of spans) {
    const key = `${span.traceId}/${span.spanId}`
    if (!unique.has(key)) unique.set(key, span)
  }
  return [...unique.values()]
}
