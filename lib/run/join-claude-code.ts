import type { LogFacts, RequestedTool, SpanFacts } from '#lib/domain/span.ts'
import type { CallJoin } from './call-join.ts'
import { OpenCalls, usageAgrees } from './open-calls.ts'

/**
 * Claude Code: `api_request` and `api_error` are the calls of `llm_request` spans (same request id),
 * `tool_result` those of `tool` spans (same tool use id). Money, the model that answered and the text
 * come in log records only, a tool's failure only on the span's child.
 */
export function joinClaudeCode(spans: readonly SpanFacts[], logs: readonly LogFacts[], join: CallJoin): void {
  fillFromChildren(spans, join)
  const modelCalls = joinModelCalls(spans, logs, join)
  joinTools(spans, logs, join)
  const requested = requestedTools(logs)
  for (const [requestId, tools] of requested) {
    const call = modelCalls.get(requestId)
    if (call) join.fill(call, { requestedTools: [...tools.values()] })
  }
  for (const log of logs) {
    const call = log.role === 'assistant_response' ? modelCalls.get(log.requestId) : undefined
    if (!call) continue
    // "Let me check." before a tool call is no answer.
    const isFinal = !requested.has(log.requestId) && !call.finishReasons.includes('tool_call')
    join.join(call, { ...log, hasAnswer: log.hasAnswer && isFinal })
  }
  joinPrompts(spans, logs, join)
}

type Call = SpanFacts | LogFacts

/** Request id → the tools that this answer asked for, by their call id; results tell the arguments, decisions do not. */
function requestedTools(logs: readonly LogFacts[]): Map<string, Map<string, RequestedTool>> {
  const byRequest = new Map<string, Map<string, RequestedTool>>()
  for (const { role, requestId, toolCallId, toolName, toolArgumentsHash } of logs) {
    if ((role !== 'tool_result' && role !== 'tool_decision') || requestId === '' || toolCallId === '') continue
    const tools = byRequest.get(requestId) ?? new Map<string, RequestedTool>()
    byRequest.set(requestId, tools)
    const argumentsHash = toolArgumentsHash || (tools.get(toolCallId)?.argumentsHash ?? '')
    tools.set(toolCallId, { id: toolCallId, name: toolName, argumentsHash })
  }
  return byRequest
}

function joinModelCalls(spans: readonly SpanFacts[], logs: readonly LogFacts[], join: CallJoin): Map<string, Call> {
  const llmSpans = spans.filter((span) => span.kind === 'llm')
  const calls = new Map<string, Call>()
  for (const span of llmSpans) if (span.requestId !== '') calls.set(span.requestId, span)
  const unnamed = new OpenCalls(llmSpans.filter(({ requestId }) => requestId === ''))
  let failed: LogFacts | null = null
  for (const log of logs) {
    if (log.role !== 'llm_call' && log.role !== 'llm_error') continue
    // Hosts other than Anthropic's own API give no request id.
    const isUnnamed = log.requestId === ''
    const call = isUnnamed ? unnamed.take(log, (span) => usageAgrees(span, log)) : calls.get(log.requestId)
    if (call) {
      join.join(call, log)
    } else if (failed && isRetry(failed, log)) {
      join.link(failed, log)
    } else {
      const own = join.addCall(log)
      if (log.requestId !== '') calls.set(log.requestId, own)
      failed = log.role === 'llm_error' ? log : null
    }
  }
  return calls
}

/** Attempts of one failing call are numbered upwards; the next call starts at 1 again. */
function isRetry(failed: LogFacts, log: LogFacts): boolean {
  const attempt = Number(log.attributes['attempt'] ?? 0)
  return (
    log.role === 'llm_error' &&
    log.agentRunId === failed.agentRunId &&
    attempt > Number(failed.attributes['attempt'] ?? 0)
  )
}

function joinTools(spans: readonly SpanFacts[], logs: readonly LogFacts[], join: CallJoin): void {
  const calls = new Map<string, Call>()
  for (const span of spans) if (isToolCall(span) && span.toolCallId !== '') calls.set(span.toolCallId, span)
  for (const log of logs) {
    if (log.role !== 'tool_result') continue
    const call = log.toolCallId === '' ? undefined : calls.get(log.toolCallId)
    if (call) join.join(call, log)
    else calls.set(log.toolCallId || log.logId, join.addCall(log))
  }
  for (const log of logs) {
    if (log.role !== 'tool_decision') continue
    const call = calls.get(log.toolCallId)
    if (call) join.join(call, log)
    // A refused call leaves nothing but the decision.
    else if (!log.toolExecuted && log.toolCallId !== '') calls.set(log.toolCallId, join.addCall(log))
  }
}

/** The prompt belongs to the interaction; without spans it opens the turn's list. */
function joinPrompts(spans: readonly SpanFacts[], logs: readonly LogFacts[], join: CallJoin): void {
  const agents = spans.filter((span) => span.kind === 'agent')
  for (const log of logs) {
    if (log.role !== 'user_prompt') continue
    const own = agents.find((span) => span.traceId === log.traceId && span.spanId === log.spanId)
    if (own) join.join(own, log)
    else if (agents.length === 0) join.addCall(log)
  }
}

/** `tool.execution` says whether the tool failed, `tool.blocked_on_user` whether it was allowed to run. */
function fillFromChildren(spans: readonly SpanFacts[], join: CallJoin): void {
  const tools = new Map(spans.filter(isToolCall).map((span) => [`${span.traceId}/${span.spanId}`, span]))
  for (const span of spans) {
    if (isToolCall(span)) continue
    const tool = tools.get(`${span.traceId}/${span.parentSpanId}`)
    if (!tool) continue
    const { status, errorType, errorMessage, toolExecuted } = span
    if (status === 'error' && span.kind === 'step') join.fill(tool, { status, errorType, errorMessage })
    if (!toolExecuted) join.fill(tool, { toolExecuted })
  }
}

/** Launching a sub-agent is a tool call too. */
function isToolCall({ kind }: SpanFacts): boolean {
  return kind === 'tool' || kind === 'handoff'
}
