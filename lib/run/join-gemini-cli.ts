import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import type { CallJoin } from './call-join.ts'
import { OpenCalls, usageAgrees } from './open-calls.ts'

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

/** The record of each answer (or failure), in the order of time → its call. */
function joinAnswers(spans: readonly SpanFacts[], logs: readonly LogFacts[], join: CallJoin): Map<LogFacts, Call> {
  const open = new OpenCalls(spans.filter((span) => span.kind === 'llm'))
  const calls = new Map<LogFacts, Call>()
  for (const log of logs) {
    if (log.role !== 'llm_call' && log.role !== 'llm_error') continue
    const span = open.take(log, (candidate) => isSamePrompt(candidate, log) && usageAgrees(candidate, log))
    if (span) join.join(span, log)
    calls.set(log, span ?? join.addCall(log))
  }
  return calls
}

function isSamePrompt(span: SpanFacts, log: LogFacts): boolean {
  return span.turnId === '' || log.turnId === '' || span.turnId === log.turnId
}

/** Details name the response, as the answer's text does where it is recorded; else the nearest in time is it. */
function joinDetails(logs: readonly LogFacts[], calls: ReadonlyMap<LogFacts, Call>, join: CallJoin): void {
  const answers = [...calls.keys()]
  const byResponse = new Map(answers.map((answer) => [answer.responseId, answer]))
  const taken = new Set<LogFacts>()
  let first = 0
  for (const log of logs) {
    if (log.role !== 'messages' || log.responseId === '') continue
    while ((answers[first]?.timeNs ?? log.timeNs) < log.timeNs - sameAnswerNs) first += 1
    const answer = byResponse.get(log.responseId) ?? nearestAnswer(answers, first, log, taken)
    const call = answer ? calls.get(answer) : undefined
    if (!answer || !call) continue
    taken.add(answer)
    join.join(call, log)
  }
}

function nearestAnswer(
  answers: readonly LogFacts[],
  first: number,
  log: LogFacts,
  taken: ReadonlySet<LogFacts>,
): LogFacts | null {
  let best: LogFacts | null = null
  for (let at = first; at < answers.length; at += 1) {
    const answer = answers[at]
    if (!answer || answer.timeNs > log.timeNs + sameAnswerNs) break
    const isOpen = !taken.has(answer) && answer.responseId === ''
    if (isOpen && (best === null || distance(answer, log) < distance(best, log))) best = answer
  }
  return best
}

/** Gemini CLI's own loop detection speaks of the answer before it. */
function joinWarnings(logs: readonly LogFacts[], answers: ReadonlyMap<LogFacts, Call>, join: CallJoin): void {
  let last: Call | null = null
  for (const log of logs) {
    last = answers.get(log) ?? last
    if (log.role === 'other' && log.warnings.length > 0 && last) join.join(last, log)
  }
}

function distance({ timeNs: a }: LogFacts, { timeNs: b }: LogFacts): bigint {
  return a > b ? a - b : b - a
}

function joinTools(spans: readonly SpanFacts[], logs: readonly LogFacts[], join: CallJoin): void {
  const open = new OpenCalls(spans.filter((span) => span.kind === 'tool'))
  for (const log of logs) {
    if (log.role !== 'tool_result') continue
    const isSame = (span: SpanFacts): boolean => span.toolName === log.toolName && isBelow(span, log)
    const hasArguments = (span: SpanFacts): boolean => isSame(span) && span.toolArgumentsHash === log.toolArgumentsHash
    const span = open.take(log, hasArguments) ?? open.take(log, isSame)
    if (span) join.join(span, log)
    else join.addCall(log)
  }
}

function isBelow(span: SpanFacts, log: LogFacts): boolean {
  return log.spanId === '' || span.parentSpanId === log.spanId || span.spanId === log.spanId
}
