import type { CallFacts } from '#lib/domain/span.ts'
import type { Usage } from '#lib/domain/usage.ts'
import { fillIdentity } from './fill-identity.ts'

/**
 * Facts of one call known from two records: `base` wins where both speak, except that usage comes from
 * the record that tells more classes apart and an error in either is an error of the call.
 */
export function mergeFacts<T extends CallFacts>(base: T, extra: CallFacts): T {
  const merged: T = { ...base, ...filledTexts(base, extra), ...filledUsage(base, extra), ...filledLists(base, extra) }
  merged.streaming = base.streaming ?? extra.streaming
  merged.timeToFirstTokenNs = base.timeToFirstTokenNs ?? extra.timeToFirstTokenNs
  merged.toolExecuted = base.toolExecuted && extra.toolExecuted
  merged.hasAnswer = base.hasAnswer || extra.hasAnswer
  merged.endHint = base.endHint === '' ? extra.endHint : base.endHint
  merged.identity = fillIdentity(base.identity, extra.identity)
  if (extra.status === 'error' || base.status === 'unset') merged.status = extra.status
  if (base.status === 'error') merged.status = 'error'
  if (base.messageCount === 0) merged.messageCount = extra.messageCount
  merged.toolResultsSeen = base.toolResultsSeen.length > 0 ? base.toolResultsSeen : extra.toolResultsSeen
  return merged
}

const texts = [
  'operation',
  'agentName',
  'agentVersion',
  'agentRunId',
  'workflowName',
  'provider',
  'modelRequested',
  'modelResponse',
  'responseId',
  'requestId',
  'serviceTier',
  'reportedCostUsd',
  'toolName',
  'toolCallId',
  'toolType',
  'mcpServer',
  'toolArgumentsHash',
  'toolResultHash',
  'errorType',
  'errorMessage',
  'promptName',
  'promptVersion',
  'outcome',
  'inputPreview',
  'outputPreview',
  'inputHash',
  'outputHash',
  'outputSimhash',
  'messagesHash',
] as const

type TextField = (typeof texts)[number]

function filledTexts(base: CallFacts, extra: CallFacts): Partial<Record<TextField, string>> {
  const filled: Partial<Record<TextField, string>> = {}
  for (const field of texts) if (base[field] === '' && extra[field] !== '') filled[field] = extra[field]
  return filled
}

const usageWarnings = new Set(['cache_split_unknown', 'basis_assumed', 'output_incomplete'])

type UsageFields = Pick<CallFacts, 'usage' | 'tokenBasis' | 'extraUnits' | 'usageClaim' | 'warnings'>

/** Warnings about usage come with the usage that is kept; all others stay. */
function filledUsage(base: CallFacts, extra: CallFacts): UsageFields {
  const [kept, other] = knownClasses(extra.usage) > knownClasses(base.usage) ? [extra, base] : [base, extra]
  const { usage, tokenBasis, usageClaim } = kept
  const known = new Set(kept.warnings.map(({ code }) => code))
  const added = other.warnings.filter(({ code }) => !usageWarnings.has(code) && !known.has(code))
  const extraUnits = { ...other.extraUnits, ...kept.extraUnits }
  return { usage, tokenBasis, extraUnits, usageClaim, warnings: [...kept.warnings, ...added] }
}

function knownClasses(usage: Usage | null): number {
  return usage === null ? -1 : Object.values(usage).filter((tokens) => tokens !== null).length + ttlClasses(usage)
}

/** A split of cache writes by lifetime says more than the same sum under "other". */
function ttlClasses(usage: Usage): number {
  return (usage.cacheWrite5mTokens ?? 0) + (usage.cacheWrite1hTokens ?? 0) > 0 ? 1 : 0
}

function filledLists(base: CallFacts, extra: CallFacts): Pick<CallFacts, 'finishReasons' | 'requestedTools' | 'tags'> {
  const known = new Set(base.requestedTools.map(({ id }) => id))
  return {
    finishReasons: base.finishReasons.length > 0 ? base.finishReasons : extra.finishReasons,
    requestedTools: [...base.requestedTools, ...extra.requestedTools.filter(({ id }) => !known.has(id))],
    tags: [...new Set([...base.tags, ...extra.tags])],
  }
}
