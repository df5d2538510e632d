import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { codexEvents, codexSpans } from '#lib/semconv/codex.ts'
import type { CallJoin } from './call-join.ts'
import { SpanParents } from './span-parents.ts'
import { usageAgrees } from './open-calls.ts'

type Call = SpanFacts | LogFacts

/**
 * Codex: a call's usage is on the last of its `handle_responses` spans (which lasts microseconds) and in
 * the log record `codex.sse_event` of `response.completed`; its time is that of `codex.sampling`, its
 * failure is written by the HTTP request below. All of it becomes one call, shown on `codex.sampling`.
 */
export function joinCodex(spans: readonly SpanFacts[], logs: readonly LogFacts[], join: CallJoin): void {
  const parents = new SpanParents(spans)
  const samplings = samplingSpans(spans, parents)
  const callOf = (span: SpanFacts): SpanFacts => {
    const request = parents.nearest(span, ({ name }) => name === codexSpans.samplingRequest)
    return (request && samplings.get(request)) ?? span
  }
  const answered = liftUsage(spans, callOf, parents, join)
  const failed = liftFailures(spans, callOf, answered, join)
  joinAnswers(logs, answered, join)
  joinFailures(logs, failed, join)
  joinTools(spans, logs, join)
  fillRequestedTools(spans, logs, callOf, answered, join)
  joinPrompts(spans, logs, join)
  // Totals of the turn only stand in for its calls where not one of them arrived.
  const isKnown = answered.size > 0 || logs.some((log) => log.role === 'llm_call')
  for (const span of spans) if (isKnown && span.kind === 'agent') join.become(span, { usageClaim: 'cumulative' })
}

/** Request span → the `codex.sampling` below it: how long the model was waited for. */
function samplingSpans(spans: readonly SpanFacts[], parents: SpanParents): Map<SpanFacts, SpanFacts> {
  const found = new Map<SpanFacts, SpanFacts>()
  for (const span of spans) {
    if (span.name !== codexSpans.sampling) continue
    const parent = parents.parent(span)
    if (parent?.name === codexSpans.samplingRequest) found.set(parent, span)
  }
  return found
}

/** Call → the span that reports its usage. */
function liftUsage(
  spans: readonly SpanFacts[],
  callOf: (span: SpanFacts) => SpanFacts,
  parents: SpanParents,
  join: CallJoin,
): Map<SpanFacts, SpanFacts> {
  const answered = new Map<SpanFacts, SpanFacts>()
  for (const span of spans) {
    if (span.kind !== 'llm' || span.usage === null) continue
    const call = callOf(span)
    const model = parents.nearest(span, ({ modelRequested }) => modelRequested !== '')?.modelRequested ?? ''
    answered.set(call, span)
    if (call === span) {
      join.fill(call, { modelRequested: model })
      continue
    }
    const { operation, agentName, provider, usage, tokenBasis, usageClaim, warnings } = span
    join.become(call, { kind: 'llm', operation })
    join.fill(call, {
      agentName,
      provider,
      usage,
      tokenBasis,
      usageClaim,
      warnings,
      modelRequested: model,
      status: 'ok',
    })
    join.become(span, { kind: 'plain', usage: null, usageClaim: 'none', warnings: [] })
  }
  return answered
}

/** The HTTP request that failed last → its call, for calls that were never answered. */
function liftFailures(
  spans: readonly SpanFacts[],
  callOf: (span: SpanFacts) => SpanFacts,
  answered: ReadonlyMap<SpanFacts, SpanFacts>,
  join: CallJoin,
): Map<string, SpanFacts> {
  const failed = new Map<string, SpanFacts>()
  for (const span of spans) {
    if (span.operation !== codexEvents.apiRequest || span.status !== 'error') continue
    const call = callOf(span)
    if (answered.has(call)) continue
    failed.set(`${span.traceId}/${span.spanId}`, call)
    const { status, errorType, errorMessage, requestId, agentName, provider, modelRequested } = span
    join.become(call, { kind: 'llm', operation: 'chat' })
    join.fill(call, { status, errorType, errorMessage, requestId, agentName, provider, modelRequested })
  }
  return failed
}

/** `response.completed` carries no trace id: the same call has the same counts, and the same place in time. */
function joinAnswers(logs: readonly LogFacts[], answered: ReadonlyMap<SpanFacts, SpanFacts>, join: CallJoin): void {
  const open = [...answered].sort(([, a], [, b]) => (a.endNs < b.endNs ? -1 : a.endNs > b.endNs ? 1 : 0))
  let texts: LogFacts[] = []
  for (const log of logs) {
    if (log.role === 'assistant_response') texts.push(log)
    if (log.role !== 'llm_call') continue
    const at = open.findIndex(([, source]) => source.usage !== null && usageAgrees(source, log))
    const [match] = at < 0 ? [] : open.splice(at, 1)
    const call: Call = match ? match[0] : join.addCall(log)
    if (match) join.join(call, log)
    for (const text of texts) join.join(call, text)
    texts = []
  }
}

/** Attempts of one request are numbered from 0; the request failed when the last of them did. */
function joinFailures(logs: readonly LogFacts[], failed: ReadonlyMap<string, SpanFacts>, join: CallJoin): void {
  let attempts: LogFacts[] = []
  const close = (): void => {
    const last = attempts.at(-1)
    if (last?.role === 'llm_error') {
      const call: Call = failed.get(`${last.traceId}/${last.spanId}`) ?? join.addCall(last)
      for (const attempt of attempts) {
        if (call === last) join.link(call, attempt)
        else join.join(call, attempt)
      }
    }
    attempts = []
  }
  for (const log of logs) {
    // A stream that broke after the request had succeeded: nothing else tells of it.
    if (log.operation !== codexEvents.apiRequest && log.role === 'llm_error') join.addCall(log)
    if (log.operation !== codexEvents.apiRequest) continue
    if (Number(log.attributes['attempt'] ?? 0) === 0) close()
    attempts.push(log)
  }
  close()
}

function joinTools(spans: readonly SpanFacts[], logs: readonly LogFacts[], join: CallJoin): void {
  const calls = new Map<string, Call>()
  for (const span of spans) if (span.kind === 'tool' && span.toolCallId !== '') calls.set(span.toolCallId, span)
  for (const role of ['tool_result', 'tool_decision'] as const) {
    for (const log of logs) {
      if (log.role !== role) continue
      const call = log.toolCallId === '' ? undefined : calls.get(log.toolCallId)
      if (call) join.join(call, log)
      // An approved call without a result is still running; a denied one has only its decision.
      else if (role === 'tool_result' || !log.toolExecuted) calls.set(log.toolCallId || log.logId, join.addCall(log))
    }
  }
}

/** A tool's span is below the request that asked for it; of records only the order tells. */
function fillRequestedTools(
  spans: readonly SpanFacts[],
  logs: readonly LogFacts[],
  callOf: (span: SpanFacts) => SpanFacts,
  answered: ReadonlyMap<SpanFacts, SpanFacts>,
  join: CallJoin,
): void {
  const hashes = new Map(
    logs.map((log) => [log.toolCallId, log.toolArgumentsHash] as const).filter(([, hash]) => hash !== ''),
  )
  const request = (call: Call, { toolCallId: id, toolName: name }: Call): void =>
    join.fill(call, { requestedTools: [{ id, name, argumentsHash: hashes.get(id) ?? '' }] })
  const shown = new Set<string>()
  for (const span of spans) {
    if (span.kind !== 'tool') continue
    const call = callOf(span)
    if (!answered.has(call)) continue
    shown.add(span.toolCallId)
    request(call, span)
  }
  let last: Call | null = null
  for (const log of logs) {
    if (log.role === 'llm_call') last = join.callOf(log)
    if (log.role === 'tool_result' && last && !shown.has(log.toolCallId)) request(last, log)
  }
}

function joinPrompts(spans: readonly SpanFacts[], logs: readonly LogFacts[], join: CallJoin): void {
  const agent = spans.find((span) => span.kind === 'agent')
  for (const log of logs) {
    if (log.role !== 'user_prompt') continue
    if (agent) join.join(agent, log)
    else join.addCall(log)
  }
}
