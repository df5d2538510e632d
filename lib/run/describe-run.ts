import type { CostStatus } from '#lib/domain/cost.ts'
import type { Run } from '#lib/domain/run.ts'
import type { ScoreFacts, Warning } from '#lib/domain/span.ts'
import { parseUsd, formatUsd, sumUsd } from '#lib/pricing/fixed-usd.ts'
import { agentOfRun, topmostAgents } from './assign-agents.ts'
import { collectWarnings } from './collect-warnings.ts'
import { findEnd } from './end-reason.ts'
import type { RunLoops } from './find-loops.ts'
import type { Step } from './find-steps.ts'
import { losesCalls } from './loses-calls.ts'
import { resolveIdentity } from './resolve-identity.ts'
import type { RunIdentity } from './resolve-identity.ts'
import type { RunGroup } from './run-group.ts'
import { inputPreviewOf, outputPreviewOf } from './run-previews.ts'
import { agentShares, modelShares, toolShares } from './run-shares.ts'
import type { SeenTool } from './seen-tools.ts'
import { sumUsage } from './sum-usage.ts'
import type { AssembleInput } from './types.ts'
import { endOf, hasNoTokens, isModelKind } from './work-node.ts'
import type { WorkNode } from './work-node.ts'

export type RunParts = {
  group: RunGroup
  ordered: readonly WorkNode[]
  steps: readonly Step[]
  loops: RunLoops
  seenTools: readonly SeenTool[]
  input: AssembleInput
}

/** The run's row: every figure is a sum over its nodes. */
export function describeRun(parts: RunParts): Run {
  const { group, ordered, steps, loops, seenTools, input } = parts
  const top = topmostAgents(ordered)[0] ?? null
  const agent = agentOfRun(ordered)
  const identity = resolveIdentity(
    [...ordered.map((node) => node.facts.identity), ...group.logs.map((log) => log.identity)],
    top ?? ordered[0] ?? null,
  )
  const bareCall = isBareCall(group, ordered)
  const end = findEnd({
    ordered,
    logHints: group.logs.filter((log) => log.endHint !== ''),
    lastRecordNs: lastRecordNs(group),
    nowNs: input.nowNs,
    bareCall,
  })
  const outcome = outcomeOf(parts, top)
  const tools = toolShares(ordered, seenTools)
  return {
    runId: group.runId,
    traceIds: [...new Set(ordered.map((node) => node.facts.traceId).filter((id) => id !== ''))].toSorted(),
    project: ordered[0]?.facts.project ?? '',
    ...identityFields(identity),
    agent,
    agents: agentShares(ordered, agent),
    agentVersion: agentVersionOf(ordered, top) ?? identity.release,
    ...timesOf(ordered),
    endReason: end.reason,
    outcome,
    steps: steps.length,
    ...countsOf(ordered),
    toolCalls: tools.reduce((sum, share) => sum + share.calls, 0),
    toolErrors: tools.reduce((sum, share) => sum + share.errors, 0),
    tools,
    usage: sumUsage(usagesOf(ordered)),
    models: modelShares(ordered),
    ...moneyOf(ordered),
    loops: loops.summary,
    inputPreview: inputPreviewOf(ordered, group.logs),
    outputPreview: outputPreviewOf(ordered),
    errorMessage: end.errorMessage,
    warnings: collectWarnings(warningsOf(ordered, identity, bareCall)),
    spanCount: group.spans.length,
    dialects: dialectsOf(group, ordered),
    tags: [...new Set([...ordered.flatMap((node) => node.facts.tags), ...group.logs.flatMap((log) => log.tags)])]
      .toSorted()
      .slice(0, mostTags),
    identitySources: identity.sources,
    mappingVersion: Math.min(...distinctMappingVersions(group)),
    rulesVersion: input.rules.version,
    priceVersion: input.prices.version,
    version: 0,
  }
}

const mostTags = 50

/** Model and tool calls of a bare SDK: each is a trace of its own, without parent. */
export function isBareCall(group: RunGroup, ordered: readonly WorkNode[]): boolean {
  if (group.origin !== 'trace') return false
  return ordered.every((node) =>
    node.parent === null ? node.facts.parentSpanId === '' && isCallKind(node) : !isAgentKind(node),
  )
}

function isCallKind({ kind }: WorkNode): boolean {
  return isModelKind(kind) || kind === 'tool' || kind === 'retrieval'
}

function isAgentKind({ kind }: WorkNode): boolean {
  return kind === 'agent' || kind === 'workflow' || kind === 'handoff'
}

function identityFields({ tenant, feature, taskType, user, session, environment }: RunIdentity) {
  return { tenant, feature, taskType, user, session, environment }
}

function agentVersionOf(ordered: readonly WorkNode[], top: WorkNode | null): string | null {
  if (top !== null && top.facts.agentVersion !== '') return top.facts.agentVersion
  const versions = new Set(ordered.map((node) => node.facts.agentVersion).filter((version) => version !== ''))
  return versions.size === 1 ? ([...versions][0] ?? null) : null
}

/** 104 days, the most that is exact as a number: beyond, a clock was wrong. */
const longestNs = Number.MAX_SAFE_INTEGER

/** The time of the agent's work: a long-lived request around it is not part of the run. */
function timesOf(ordered: readonly WorkNode[]): Pick<Run, 'startedAt' | 'endedAt' | 'durationNs'> {
  const active = ordered.filter((node) => node.kind !== 'plain' && node.facts.startNs > 0n)
  const [first = ordered[0], ...others] = active
  let start = first?.facts.startNs ?? 0n
  let end = first === undefined ? 0n : endOf(first.facts)
  for (const { facts } of others) {
    if (facts.startNs < start) start = facts.startNs
    if (endOf(facts) > end) end = endOf(facts)
  }
  return { startedAt: String(start), endedAt: String(end), durationNs: Math.min(Number(end - start), longestNs) }
}

function countsOf(ordered: readonly WorkNode[]) {
  const embeddings = ordered.filter((node) => node.kind === 'embedding' && node.call === 'answered')
  return {
    llmCalls: ordered.filter((node) => node.kind === 'llm' && node.call === 'answered').length,
    failedLlmCalls: ordered.filter((node) => node.kind === 'llm' && node.call === 'failed').length,
    embeddingCalls: embeddings.length,
    embeddingTokens: sumUsage(embeddings.map((node) => node.facts.usage)).inputTokens,
  }
}

/**
 * Own usage of model calls. An answered call that reports none makes the sum unknown, unless its agent's total
 * covers it; so do calls that never arrived.
 */
function usagesOf(ordered: readonly WorkNode[]) {
  const known = ordered
    .filter((node) => node.kind !== 'embedding' && node.kind !== 'rerank' && !hasNoTokens(node))
    .filter((node) => node.role === 'own' || node.cost.reason === 'no_usage_reported')
    .map((node) => (node.role === 'own' ? node.facts.usage : null))
  return losesCalls(ordered) ? [...known, null] : known
}

function moneyOf(ordered: readonly WorkNode[]): Pick<Run, 'costUsd' | 'costStatus' | 'reportedCostUsd'> {
  const costs = ordered.map((node) => node.cost).filter((cost) => cost.status !== 'none')
  const reported = ordered
    .filter((node) => node.role === 'own' || node.call !== null)
    .map((node) => node.facts.reportedCostUsd)
  const missing: CostStatus[] = losesCalls(ordered) ? ['unpriced'] : []
  return {
    costUsd: costs.length + missing.length === 0 ? formatUsd(0n) : sumUsd(costs.map((cost) => cost.costUsd)),
    costStatus: worstStatus([...costs.map((cost) => cost.status), ...missing]),
    reportedCostUsd: sumUsd(reported.map((text) => (text === '' || parseUsd(text) === null ? null : text))),
  }
}

function worstStatus(statuses: readonly CostStatus[]): CostStatus {
  if (statuses.length === 0) return 'none'
  if (statuses.every((status) => status === 'priced')) return 'priced'
  return statuses.every((status) => status === 'unpriced') ? 'unpriced' : 'partial'
}

/** An attribute of the agent, else of the latest record that has one, else a score called outcome. */
function outcomeOf({ group, ordered, input }: RunParts, top: WorkNode | null): string | null {
  const own = top?.facts.outcome || ordered.findLast((node) => node.facts.outcome !== '')?.facts.outcome
  if (own) return own
  const logged = group.logs.findLast((log) => log.outcome !== '')
  return logged?.outcome || scoredOutcome(input.scores, ordered)
}

function scoredOutcome(scores: readonly ScoreFacts[], ordered: readonly WorkNode[]): string | null {
  const traces = new Set(ordered.map((node) => node.facts.traceId))
  const responses = new Set(ordered.map((node) => node.facts.responseId).filter((id) => id !== ''))
  const own = scores.filter(
    (score) => score.name.toLowerCase() === 'outcome' && (traces.has(score.traceId) || responses.has(score.responseId)),
  )
  const latest = own
    .toSorted((a, b) => (a.timeNs < b.timeNs ? -1 : a.timeNs > b.timeNs ? 1 : a.label < b.label ? -1 : 1))
    .at(-1)
  if (latest === undefined) return null
  return latest.label || (latest.value === null ? null : String(latest.value))
}

function* warningsOf(ordered: readonly WorkNode[], identity: RunIdentity, bareCall: boolean): Generator<Warning> {
  if (bareCall)
    yield {
      code: 'not_in_a_trace',
      message: 'A call without parent: it is a run of its own; wrap the agent in a span to see them together',
      spanId: ordered[0]?.id ?? null,
    }
  if (identity.conflicts.length > 0)
    yield {
      code: 'identity_conflict',
      message: `Records disagree about: ${identity.conflicts.join(', ')}`,
      spanId: null,
    }
  for (const node of ordered) {
    yield* node.warnings
    if (node.cost.status === 'unpriced' || node.cost.status === 'partial') {
      yield { code: `cost_${node.cost.status}`, message: node.cost.reason ?? 'Cost is not complete', spanId: node.id }
    }
    if (node.cost.reason === 'no_usage_reported')
      yield { code: 'usage_missing', message: 'An answered call reports no usage; totals are unknown', spanId: node.id }
  }
}

function dialectsOf(group: RunGroup, ordered: readonly WorkNode[]): string[] {
  const names = [
    ...ordered.filter((node) => node.kind !== 'plain').map((node) => node.facts.dialect),
    ...group.logs.map((log) => log.dialect),
  ]
  return [...new Set(names)].filter((name) => name !== '').toSorted()
}

function lastRecordNs(group: RunGroup): bigint {
  let last = 0n
  for (const span of group.spans) if (endOf(span) > last) last = endOf(span)
  for (const log of group.logs) if (log.timeNs > last) last = log.timeNs
  return last
}

function distinctMappingVersions(group: RunGroup): number[] {
  const versions = new Set([...group.spans, ...group.logs].map((record) => record.mappingVersion))
  return versions.size === 0 ? [0] : [...versions]
}
