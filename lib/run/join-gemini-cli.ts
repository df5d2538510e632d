import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import type { CallJoin } from './call-join.ts'
import { nearestCall, usageAgrees } from './nearest-call.ts'

type Call = SpanFacts | LogFacts

/** Two records of the same answer are written within this time. */
const sameAnswerNs = 100_000_000n

/**
 * Gemini CLI: each answer is logged twice (`api_response` with all token classes, and OpenTelemetry's
 * operation details with the response id) outside of the `llm_call` span, without its ids: prompt id,
 * counts and time tell which call it was. Tool records name the scheduling span, not the tool's.
 */
export function joinGeminiCli(spans: readonly SpanFacts[], logs: readonly LogFacts[], join: CallJoin): void {
  const answers = joinAnswers(spans, logs, join)
  joinDetails(logs, answers, join)
  joinTools(spans, logs, join)
  joinWarnings(logs, answers, join)
  const agents = spans.filter((span) => span.kind === 'agent')
  for (const log of logs) if (log.role === 'user_prompt' && agents.length === 0) join.addCall(log)
}

/** The record of each answer (or failure) → its call. */
function joinAnswers(spans: readonly SpanFacts[], logs: readonly LogFacts[], join: CallJoin): Map<LogFacts, Call> {
  const llmSpans = spans.filter((span) => span.kind === 'llm')
  const calls = new Map<LogFacts, Call>()
  const taken = new Set<SpanFacts>()
  for (const log of logs) {
    if (log.role !== 'llm_call' && log.role !== 'llm_error') continue
    const fits = (span: SpanFacts): boolean => isSamePrompt(span, log) && usageAgrees(span, log)
    const span = nearestCall(llmSpans, log, taken, fits)
    if (span) {
      taken.add(span)
      join.join(span, log)
    }
    calls.set(log, span ?? join.addCall(log))
  }
  return calls
}

function isSamePrompt(span: SpanFacts, log: LogFacts): boolean {
  return span.turnId === '' || log.turnId === '' || span.turnId === log.turnId
}

function joinDetails(logs: readonly LogFacts[], answers: ReadonlyMap<LogFacts, Call>, join: CallJoin): void {
  const taken = new Set<LogFacts>()
  for (const log of logs) {
    if (log.role !== 'messages' || log.responseId === '') continue
    let best: LogFacts | null = null
    for (const answer of answers.keys()) {
      const gapNs = distance(answer.timeNs, log.timeNs)
      if (taken.has(answer) || gapNs > sameAnswerNs) continue
      if (best === null || gapNs < distance(best.timeNs, log.timeNs)) best = answer
    }
    const call = best ? answers.get(best) : undefined
    if (!best || !call) continue
    taken.add(best)
    join.join(call, log)
  }
}

/** Gemini CLI's own loop detection speaks of the answer before it. */
function joinWarnings(logs: readonly LogFacts[], answers: ReadonlyMap<LogFacts, Call>, join: CallJoin): void {
  let last: Call | null = null
  for (const log of logs) {
    last = answers.get(log) ?? last
    if (log.role === 'other' && log.warnings.length > 0 && last) join.join(last, log)
  }
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a
}

function joinTools(spans: readonly SpanFacts[], logs: readonly LogFacts[], join: CallJoin): void {
  const tools = spans.filter((span) => span.kind === 'tool')
  const taken = new Set<SpanFacts>()
  for (const log of logs) {
    if (log.role !== 'tool_result') continue
    const isChild = (span: SpanFacts): boolean =>
      log.spanId === '' || span.parentSpanId === log.spanId || span.spanId === log.spanId
    const isSame = (span: SpanFacts): boolean => span.toolName === log.toolName && isChild(span)
    const hasArguments = (span: SpanFacts): boolean => isSame(span) && span.toolArgumentsHash === log.toolArgumentsHash
    const span = nearestCall(tools, log, taken, hasArguments) ?? nearestCall(tools, log, taken, isSame)
    if (span) {
      taken.add(span)
      join.join(span, log)
    } else join.addCall(log)
  }
}
