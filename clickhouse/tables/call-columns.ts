import { z } from 'zod'
import { SpanKind, SpanStatus, type CallFacts } from '#lib/domain/span.ts'
import { ExtraUnits, TokenBasis } from '#lib/domain/usage.ts'
import { bool, nullableBool, nullableFloat64, nullableUint64, text, texts, uint32, type Column } from './columns.ts'

const Tokens = z.number().nullable()

/**
 * What spans and log records say about a call, as columns. '' is unknown for text, null for
 * numbers; lists of small objects are JSON text, '' when empty.
 */
export const callRow = {
  dialect: z.string(),
  kind: SpanKind,
  operation: z.string(),
  agent_name: z.string(),
  agent_version: z.string(),
  agent_run_id: z.string(),
  workflow_name: z.string(),
  provider: z.string(),
  model_requested: z.string(),
  model_response: z.string(),
  response_id: z.string(),
  request_id: z.string(),
  service_tier: z.string(),
  finish_reasons: z.array(z.string()),
  streaming: z.boolean().nullable(),
  time_to_first_token_ns: z.number().nullable(),
  has_usage: z.boolean(),
  input_tokens: Tokens,
  input_uncached_tokens: Tokens,
  cache_read_tokens: Tokens,
  cache_write_tokens: Tokens,
  cache_write_5m_tokens: Tokens,
  cache_write_1h_tokens: Tokens,
  cache_write_other_tokens: Tokens,
  output_tokens: Tokens,
  reasoning_tokens: Tokens,
  token_basis: TokenBasis,
  extra_units: z.string(),
  usage_claim: z.enum(['own', 'aggregate', 'cumulative', 'none']),
  reported_cost_usd: z.string(),
  tool_name: z.string(),
  tool_call_id: z.string(),
  tool_type: z.string(),
  mcp_server: z.string(),
  tool_arguments_hash: z.string(),
  tool_result_hash: z.string(),
  tool_executed: z.boolean(),
  requested_tools: z.string(),
  tool_results_seen: z.string(),
  status: SpanStatus,
  error_type: z.string(),
  error_message: z.string(),
  prompt_name: z.string(),
  prompt_version: z.string(),
  outcome: z.string(),
  end_hint: z.enum(['', 'cancelled', 'budget', 'max_steps', 'escalated']),
  tenant: z.string(),
  customer: z.string(),
  feature: z.string(),
  task_type: z.string(),
  user_id: z.string(),
  session_id: z.string(),
  environment: z.string(),
  release: z.string(),
  identity_sources: z.string(),
  tags: z.array(z.string()),
  input_preview: z.string(),
  output_preview: z.string(),
  input_hash: z.string(),
  output_hash: z.string(),
  output_simhash: z.string(),
  messages_hash: z.string(),
  message_count: z.number(),
  has_answer: z.boolean(),
  warnings: z.string(),
} as const

const CallRow = z.object(callRow)
type CallRow = z.infer<typeof CallRow>

/** The same columns for inserting; a unit test holds the two lists equal. */
export const callColumns: readonly Column<{ facts: CallFacts }>[] = [
  text('dialect', ({ facts }) => facts.dialect),
  text('kind', ({ facts }) => facts.kind),
  text('operation', ({ facts }) => facts.operation),
  text('agent_name', ({ facts }) => facts.agentName),
  text('agent_version', ({ facts }) => facts.agentVersion),
  text('agent_run_id', ({ facts }) => facts.agentRunId),
  text('workflow_name', ({ facts }) => facts.workflowName),
  text('provider', ({ facts }) => facts.provider),
  text('model_requested', ({ facts }) => facts.modelRequested),
  text('model_response', ({ facts }) => facts.modelResponse),
  text('response_id', ({ facts }) => facts.responseId),
  text('request_id', ({ facts }) => facts.requestId),
  text('service_tier', ({ facts }) => facts.serviceTier),
  texts('finish_reasons', ({ facts }) => facts.finishReasons),
  nullableBool('streaming', ({ facts }) => facts.streaming),
  nullableFloat64('time_to_first_token_ns', ({ facts }) => facts.timeToFirstTokenNs),
  bool('has_usage', ({ facts }) => facts.usage !== null),
  nullableUint64('input_tokens', ({ facts }) => facts.usage?.inputTokens ?? null),
  nullableUint64('input_uncached_tokens', ({ facts }) => facts.usage?.inputUncachedTokens ?? null),
  nullableUint64('cache_read_tokens', ({ facts }) => facts.usage?.cacheReadTokens ?? null),
  nullableUint64('cache_write_tokens', ({ facts }) => facts.usage?.cacheWriteTokens ?? null),
  nullableUint64('cache_write_5m_tokens', ({ facts }) => facts.usage?.cacheWrite5mTokens ?? null),
  nullableUint64('cache_write_1h_tokens', ({ facts }) => facts.usage?.cacheWrite1hTokens ?? null),
  nullableUint64('cache_write_other_tokens', ({ facts }) => facts.usage?.cacheWriteOtherTokens ?? null),
  nullableUint64('output_tokens', ({ facts }) => facts.usage?.outputTokens ?? null),
  nullableUint64('reasoning_tokens', ({ facts }) => facts.usage?.reasoningTokens ?? null),
  text('token_basis', ({ facts }) => facts.tokenBasis),
  text('extra_units', ({ facts }) => unitsText(facts.extraUnits)),
  text('usage_claim', ({ facts }) => facts.usageClaim),
  text('reported_cost_usd', ({ facts }) => facts.reportedCostUsd),
  text('tool_name', ({ facts }) => facts.toolName),
  text('tool_call_id', ({ facts }) => facts.toolCallId),
  text('tool_type', ({ facts }) => facts.toolType),
  text('mcp_server', ({ facts }) => facts.mcpServer),
  text('tool_arguments_hash', ({ facts }) => facts.toolArgumentsHash),
  text('tool_result_hash', ({ facts }) => facts.toolResultHash),
  bool('tool_executed', ({ facts }) => facts.toolExecuted),
  text('requested_tools', ({ facts }) => jsonList(facts.requestedTools)),
  text('tool_results_seen', ({ facts }) => jsonList(facts.toolResultsSeen)),
  text('status', ({ facts }) => facts.status),
  text('error_type', ({ facts }) => facts.errorType),
  text('error_message', ({ facts }) => facts.errorMessage),
  text('prompt_name', ({ facts }) => facts.promptName),
  text('prompt_version', ({ facts }) => facts.promptVersion),
  text('outcome', ({ facts }) => facts.outcome),
  text('end_hint', ({ facts }) => facts.endHint),
  text('tenant', ({ facts }) => facts.identity.tenant),
  text('customer', ({ facts }) => facts.identity.customer),
  text('feature', ({ facts }) => facts.identity.feature),
  text('task_type', ({ facts }) => facts.identity.taskType),
  text('user_id', ({ facts }) => facts.identity.user),
  text('session_id', ({ facts }) => facts.identity.session),
  text('environment', ({ facts }) => facts.identity.environment),
  text('release', ({ facts }) => facts.identity.release),
  text('identity_sources', ({ facts }) => JSON.stringify(facts.identity.sources)),
  texts('tags', ({ facts }) => facts.tags),
  text('input_preview', ({ facts }) => facts.inputPreview),
  text('output_preview', ({ facts }) => facts.outputPreview),
  text('input_hash', ({ facts }) => facts.inputHash),
  text('output_hash', ({ facts }) => facts.outputHash),
  text('output_simhash', ({ facts }) => facts.outputSimhash),
  text('messages_hash', ({ facts }) => facts.messagesHash),
  uint32('message_count', ({ facts }) => facts.messageCount),
  bool('has_answer', ({ facts }) => facts.hasAnswer),
  text('warnings', ({ facts }) => jsonList(facts.warnings)),
]

/** The facts that `callColumns` stored. */
export function callFactsOf(row: CallRow): CallFacts {
  return {
    dialect: row.dialect,
    kind: row.kind,
    operation: row.operation,
    agentName: row.agent_name,
    agentVersion: row.agent_version,
    agentRunId: row.agent_run_id,
    workflowName: row.workflow_name,
    provider: row.provider,
    modelRequested: row.model_requested,
    modelResponse: row.model_response,
    responseId: row.response_id,
    requestId: row.request_id,
    serviceTier: row.service_tier,
    finishReasons: row.finish_reasons,
    streaming: row.streaming,
    timeToFirstTokenNs: row.time_to_first_token_ns,
    usage: usageOf(row),
    tokenBasis: row.token_basis,
    extraUnits: row.extra_units === '' ? {} : ExtraUnits.parse(JSON.parse(row.extra_units)),
    usageClaim: row.usage_claim,
    reportedCostUsd: row.reported_cost_usd,
    toolName: row.tool_name,
    toolCallId: row.tool_call_id,
    toolType: row.tool_type,
    mcpServer: row.mcp_server,
    toolArgumentsHash: row.tool_arguments_hash,
    toolResultHash: row.tool_result_hash,
    toolExecuted: row.tool_executed,
    requestedTools: listOf(row.requested_tools, RequestedTools),
    toolResultsSeen: listOf(row.tool_results_seen, SeenToolResults),
    status: row.status,
    errorType: row.error_type,
    errorMessage: row.error_message,
    promptName: row.prompt_name,
    promptVersion: row.prompt_version,
    outcome: row.outcome,
    endHint: row.end_hint,
    identity: identityOf(row),
    tags: row.tags,
    inputPreview: row.input_preview,
    outputPreview: row.output_preview,
    inputHash: row.input_hash,
    outputHash: row.output_hash,
    outputSimhash: row.output_simhash,
    messagesHash: row.messages_hash,
    messageCount: row.message_count,
    hasAnswer: row.has_answer,
    warnings: listOf(row.warnings, Warnings),
  }
}

const RequestedTools = z.array(z.object({ id: z.string(), name: z.string(), argumentsHash: z.string() }))
const SeenToolResults = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    argumentsHash: z.string(),
    resultHash: z.string(),
    isError: z.boolean(),
    isExecuted: z.boolean(),
  }),
)
const Warnings = z.array(z.object({ code: z.string(), message: z.string() }))
const Sources = z.record(z.string(), z.string())

/** Most rows have none: '' is cheaper to store and to read than '[]'. */
export function jsonList(list: readonly unknown[]): string {
  return list.length === 0 ? '' : JSON.stringify(list)
}

/** Like an empty list. */
export function unitsText(units: ExtraUnits): string {
  const text = JSON.stringify(units)
  return text === '{}' ? '' : text
}

/** The list that `jsonList` stored. */
export function listOf<Item>(json: string, schema: z.ZodType<Item[]>): Item[] {
  return json === '' ? [] : schema.parse(JSON.parse(json))
}

function usageOf(row: CallRow): CallFacts['usage'] {
  if (!row.has_usage) return null
  return {
    inputTokens: row.input_tokens,
    inputUncachedTokens: row.input_uncached_tokens,
    cacheReadTokens: row.cache_read_tokens,
    cacheWriteTokens: row.cache_write_tokens,
    cacheWrite5mTokens: row.cache_write_5m_tokens,
    cacheWrite1hTokens: row.cache_write_1h_tokens,
    cacheWriteOtherTokens: row.cache_write_other_tokens,
    outputTokens: row.output_tokens,
    reasoningTokens: row.reasoning_tokens,
  }
}

function identityOf(row: CallRow): CallFacts['identity'] {
  return {
    tenant: row.tenant,
    customer: row.customer,
    feature: row.feature,
    taskType: row.task_type,
    user: row.user_id,
    session: row.session_id,
    environment: row.environment,
    release: row.release,
    sources: sourcesOf(row.identity_sources),
  }
}

/** A few texts stand on all rows of an emitter. */
const knownSources = new Map<string, Record<string, string>>()
const maxKnownSources = 1_000

function sourcesOf(json: string): Record<string, string> {
  const known = knownSources.get(json)
  if (known !== undefined) return { ...known }
  const sources = Sources.parse(JSON.parse(json))
  if (knownSources.size < maxKnownSources) knownSources.set(json, sources)
  return { ...sources }
}
