import { z } from 'zod'
import { CostStatus, type CostShare } from '#lib/domain/cost.ts'
import { AgentShare, EndReason, LoopSummary, ModelShare, ToolShare, type Run } from '#lib/domain/run.ts'
import { Warning } from '#lib/domain/span.ts'
import type { Usage } from '#lib/domain/usage.ts'
import { dateTime64Of, dateTimeOf } from '../sql/date-time.ts'
import { costColumnsOf } from './cost-columns.ts'
import type { RunInsert, RunRow } from './runs.ts'

/**
 * The row that stores `run`, with what its cost is made of, in `bucket` (seconds since the epoch, a full hour). Where
 * that is not told, it is one share of everything.
 */
export function runInsert(
  run: Run,
  bucket: number,
  costShares: readonly CostShare[] = undividedShares(run),
): RunInsert {
  return {
    project: run.project,
    bucket: dateTimeOf(bucket),
    run_id: run.runId,
    trace_ids: run.traceIds,
    ...identityColumns(run),
    ...namesColumns(run),
    started_at: dateTime64Of(run.startedAt),
    ended_at: dateTime64Of(run.endedAt),
    duration_ns: run.durationNs,
    end_reason: run.endReason,
    outcome: run.outcome ?? '',
    steps: run.steps,
    llm_calls: run.llmCalls,
    failed_llm_calls: run.failedLlmCalls,
    embedding_calls: run.embeddingCalls,
    embedding_tokens: run.embeddingTokens,
    tool_calls: run.toolCalls,
    tool_errors: run.toolErrors,
    ...usageColumns(run.usage),
    cost_usd: run.costUsd,
    cost_status: run.costStatus,
    reported_cost_usd: run.reportedCostUsd,
    loop_count: run.loops.count,
    revisits: run.loops.revisits,
    input_preview: run.inputPreview,
    output_preview: run.outputPreview,
    error_message: run.errorMessage ?? '',
    span_count: run.spanCount,
    dialects: run.dialects,
    tags: run.tags,
    ...nestedColumns(run),
    ...costColumnsOf(costShares),
    mapping_version: run.mappingVersion,
    rules_version: run.rulesVersion,
    price_version: run.priceVersion,
    version: run.version,
    is_deleted: 0,
  }
}

function undividedShares({ costStatus, costUsd, llmCalls, failedLlmCalls, usage }: Run): CostShare[] {
  if (costStatus === 'none') return []
  const tokens = {
    inputUncached: usage.inputUncachedTokens ?? 0,
    cacheRead: usage.cacheReadTokens ?? 0,
    cacheWrite5m: usage.cacheWrite5mTokens ?? 0,
    cacheWrite1h: usage.cacheWrite1hTokens ?? 0,
    cacheWriteOther: usage.cacheWriteOtherTokens ?? 0,
    output: usage.outputTokens ?? 0,
    reasoning: usage.reasoningTokens ?? 0,
  }
  const unknown = { agent: null, provider: null, model: null, tool: null }
  const nothing = { units: {}, failedCostUsd: null, loopCostUsd: null, cacheSavedUsd: null }
  const own = { status: costStatus, calls: llmCalls, failedCalls: failedLlmCalls, tokens, costUsd }
  return [{ kind: 'llm', ...unknown, ...nothing, ...own }]
}

/** The row that takes a stored run out of its bucket. */
export function runTombstone(row: RunRow, version: number): RunInsert {
  return { ...runInsert(runOf(row), bucketOf(row)), version, is_deleted: 1 }
}

/** The run that `runInsert` stored. */
export function runOf(row: RunRow): Run {
  return {
    runId: row.run_id,
    traceIds: row.trace_ids,
    project: row.project,
    tenant: row.tenant || null,
    feature: row.feature || null,
    taskType: row.task_type || null,
    user: row.user_id || null,
    session: row.session_id || null,
    agent: row.agent || null,
    agents: z.array(AgentShare).parse(JSON.parse(row.agents)),
    agentVersion: row.agent_version || null,
    environment: row.environment || null,
    startedAt: row.started_ns,
    endedAt: row.ended_ns,
    durationNs: row.duration_ns,
    endReason: EndReason.parse(row.end_reason),
    outcome: row.outcome || null,
    steps: row.steps,
    llmCalls: row.llm_calls,
    failedLlmCalls: row.failed_llm_calls,
    embeddingCalls: row.embedding_calls,
    embeddingTokens: row.embedding_tokens,
    toolCalls: row.tool_calls,
    toolErrors: row.tool_errors,
    tools: z.array(ToolShare).parse(JSON.parse(row.tools)),
    usage: usageOf(row),
    models: z.array(ModelShare).parse(JSON.parse(row.models)),
    costUsd: row.cost_text,
    costStatus: CostStatus.parse(row.cost_status),
    reportedCostUsd: row.reported_cost_text,
    loops: LoopSummary.parse(JSON.parse(row.loops)),
    inputPreview: row.input_preview,
    outputPreview: row.output_preview,
    errorMessage: row.error_message || null,
    warnings: z.array(Warning).parse(JSON.parse(row.warnings)),
    spanCount: row.span_count,
    dialects: row.dialects,
    tags: row.tags,
    identitySources: z.record(z.string(), z.string()).parse(JSON.parse(row.identity_sources)),
    mappingVersion: row.mapping_version,
    rulesVersion: row.rules_version,
    priceVersion: row.price_version,
    version: row.version,
  }
}

/** Hour of the stored row, in seconds since the epoch. */
export function bucketOf(row: RunRow): number {
  return Date.parse(`${row.bucket_hour.replace(' ', 'T')}Z`) / 1000
}

function identityColumns(run: Run) {
  return {
    tenant: run.tenant ?? '',
    feature: run.feature ?? '',
    task_type: run.taskType ?? '',
    user_id: run.user ?? '',
    session_id: run.session ?? '',
    agent: run.agent ?? '',
    agent_version: run.agentVersion ?? '',
    environment: run.environment ?? '',
  }
}

/** Names that list filters look for; a model is found by its response name and by the requested one. */
function namesColumns(run: Run) {
  const models = run.models.flatMap(({ model, requestedModel }) => [model ?? '', requestedModel ?? ''])
  return {
    agent_names: distinct([run.agent ?? '', ...run.agents.map(({ name }) => name)]),
    tool_names: distinct(run.tools.map(({ name }) => name)),
    model_names: distinct(models),
    warning_codes: distinct(run.warnings.map(({ code }) => code)),
  }
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== '')
}

function usageColumns(usage: Usage) {
  return {
    input_tokens: usage.inputTokens,
    input_uncached_tokens: usage.inputUncachedTokens,
    cache_read_tokens: usage.cacheReadTokens,
    cache_write_tokens: usage.cacheWriteTokens,
    cache_write_5m_tokens: usage.cacheWrite5mTokens,
    cache_write_1h_tokens: usage.cacheWrite1hTokens,
    cache_write_other_tokens: usage.cacheWriteOtherTokens,
    output_tokens: usage.outputTokens,
    reasoning_tokens: usage.reasoningTokens,
  }
}

function usageOf(row: RunRow): Usage {
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

function nestedColumns(run: Run) {
  return {
    agents: JSON.stringify(run.agents),
    tools: JSON.stringify(run.tools),
    models: JSON.stringify(run.models),
    loops: JSON.stringify(run.loops),
    warnings: JSON.stringify(run.warnings),
    identity_sources: JSON.stringify(run.identitySources),
  }
}
