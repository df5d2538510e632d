import type { SpanFacts } from '#lib/domain/span.ts'
import { type Usage, unitsBesideTokens } from '#lib/domain/usage.ts'
import { callEvidence } from './call-evidence.ts'
import { byStart } from './work-node.ts'
import type { WorkNode } from './work-node.ts'
import { fillIdentity } from './fill-identity.ts'

const serverSpan = 2

/** Chooses the record that counts, gives it what only its twins know, and points the twins at it. */
export function mergeTwins(cluster: readonly WorkNode[]): void {
  const [survivor, ...twins] = cluster.toSorted(preference)
  if (survivor === undefined) return
  survivor.reported = [survivor, ...twins].map(({ facts }) => ({
    dialect: facts.dialect,
    costUsd: facts.reportedCostUsd,
  }))
  for (const twin of twins.toSorted(byStart)) {
    survivor.facts = addKnowledge(survivor.facts, twin.facts)
    twin.duplicateOf = survivor
    twin.role = 'duplicate'
  }
  if (cluster.some((node) => node.kind === 'embedding')) survivor.kind = 'embedding'
}

/** Answered first, then usage, cache split, proof, TTL split, money, client over server, innermost. */
function preference(a: WorkNode, b: WorkNode): number {
  for (const quality of qualities) {
    const order = quality(b) - quality(a)
    if (order !== 0) return order
  }
  return byStart(a, b)
}

const qualities: readonly ((node: WorkNode) => number)[] = [
  ({ facts }) => Number(callEvidence(facts) === 'answered'),
  ({ facts }) => Number(facts.usage !== null),
  ({ facts }) => Number(isKnown(facts.usage?.inputUncachedTokens) && isKnown(facts.usage?.cacheReadTokens)),
  ({ facts }) => Number(facts.tokenBasis !== 'unknown' && facts.tokenBasis !== 'assumed_inclusive'),
  ({ facts }) => Number(isKnown(facts.usage?.cacheWrite5mTokens) || isKnown(facts.usage?.cacheWrite1hTokens)),
  ({ facts }) => Number(facts.reportedCostUsd !== ''),
  ({ facts }) => Number(facts.otelKind !== serverSpan),
  ({ depth }) => depth,
]

function isKnown(count: number | null | undefined): boolean {
  return count !== null && count !== undefined
}

const textFields = [
  'agentName', 'agentVersion', 'agentRunId', 'workflowName', 'provider', 'modelRequested', 'modelResponse', 'responseId',
  'requestId', 'serviceTier', 'reportedCostUsd', 'errorType', 'errorMessage', 'promptName', 'promptVersion', 'outcome',
  'inputPreview', 'outputPreview', 'inputHash', 'outputHash', 'outputSimhash',
] as const // prettier-ignore

function addKnowledge(facts: SpanFacts, twin: SpanFacts): SpanFacts {
  const merged: SpanFacts = {
    ...facts,
    usage: fillUsage(facts.usage, twin),
    identity: fillIdentity(facts.identity, twin.identity),
  }
  merged.extraUnits = unitsBesideTokens({ ...merged, extraUnits: { ...twin.extraUnits, ...facts.extraUnits } })
  for (const field of textFields) if (merged[field] === '') merged[field] = twin[field]
  if (merged.finishReasons.length === 0) merged.finishReasons = twin.finishReasons
  if (merged.requestedTools.length === 0) merged.requestedTools = twin.requestedTools
  if (merged.toolResultsSeen.length === 0) merged.toolResultsSeen = twin.toolResultsSeen
  if (merged.messagesHash === '') {
    merged.messagesHash = twin.messagesHash
    merged.messageCount = twin.messageCount
  }
  merged.hasAnswer ||= twin.hasAnswer
  merged.streaming ??= twin.streaming
  merged.timeToFirstTokenNs ??= twin.timeToFirstTokenNs
  if (merged.endHint === '') merged.endHint = twin.endHint
  merged.tags = [...new Set([...merged.tags, ...twin.tags])]
  if (merged.status === 'unset' && twin.status === 'ok') merged.status = 'ok'
  return merged
}

/** A class that only the twin tells is taken over when both mean the same call's numbers. */
function fillUsage(usage: Usage | null, twin: SpanFacts): Usage | null {
  if (usage === null || twin.usage === null) return usage ?? twin.usage
  const sameInput = usage.inputTokens === null || usage.inputTokens === twin.usage.inputTokens
  const sameOutput = usage.outputTokens === null || usage.outputTokens === twin.usage.outputTokens
  const filled: Usage = { ...usage }
  if (sameOutput) {
    filled.outputTokens ??= twin.usage.outputTokens
    filled.reasoningTokens ??= twin.usage.reasoningTokens
  }
  if (!sameInput) return filled
  for (const field of inputFields) filled[field] ??= twin.usage[field]
  return filled
}

const inputFields = [
  'inputTokens', 'inputUncachedTokens', 'cacheReadTokens', 'cacheWriteTokens', 'cacheWrite5mTokens', 'cacheWrite1hTokens', 'cacheWriteOtherTokens',
] as const // prettier-ignore
