import type { SpanFacts } from '#lib/domain/span.ts'
import type { Usage } from '#lib/domain/usage.ts'
import { endOf } from './work-node.ts'

/** The provider answered with this very response, or served this very request, in both records. */
export function sharesId(a: SpanFacts, b: SpanFacts): boolean {
  return (a.responseId !== '' && a.responseId === b.responseId) || (a.requestId !== '' && a.requestId === b.requestId)
}

/** Two different responses: a retry or fallback that was billed twice, never one call. */
export function idsDiffer(a: SpanFacts, b: SpanFacts): boolean {
  return a.responseId !== '' && b.responseId !== '' && a.responseId !== b.responseId
}

/** An outer record that wraps exactly one inner one: the same call when nothing that both tell contradicts it. */
export function wrapsCall(outer: SpanFacts, inner: SpanFacts): boolean {
  if (sharesId(outer, inner)) return true
  return (
    !idsDiffer(outer, inner) &&
    sameProvider(outer, inner) &&
    sameModel(outer, inner) &&
    overlaps(outer, inner) &&
    !outputsContradict(outer.usage, inner.usage)
  )
}

export function sameTokens(a: Usage | null, b: Usage | null): boolean {
  if (a === null || b === null || a.inputTokens === null || a.outputTokens === null) return false
  return a.inputTokens === b.inputTokens && a.outputTokens === b.outputTokens
}

export function overlaps(a: SpanFacts, b: SpanFacts): boolean {
  return a.startNs <= endOf(b) && b.startNs <= endOf(a)
}

/** At least 95 % of the longer one lies within the other. */
export function nearlySameTime(a: SpanFacts, b: SpanFacts): boolean {
  const start = a.startNs > b.startNs ? a.startNs : b.startNs
  const end = endOf(a) < endOf(b) ? endOf(a) : endOf(b)
  const longest = endOf(a) - a.startNs > endOf(b) - b.startNs ? endOf(a) - a.startNs : endOf(b) - b.startNs
  return end > start && (end - start) * 100n >= longest * 95n
}

function sameProvider(a: SpanFacts, b: SpanFacts): boolean {
  // A gateway or cloud host may stand for the model's vendor, so the model decides when the names differ.
  return a.provider === '' || b.provider === '' || a.provider === b.provider || sameModel(a, b)
}

/** Equal names, or one is the dated or host-prefixed form of the other; unknown fits everything. */
function sameModel(a: SpanFacts, b: SpanFacts): boolean {
  const namesOfA = modelNames(a)
  const namesOfB = modelNames(b)
  if (namesOfA.length === 0 || namesOfB.length === 0) return true
  return namesOfA.some((x) => namesOfB.some((y) => x.includes(y) || y.includes(x)))
}

/** Both name a model, and it is the same one. */
export function namesSameModel(a: SpanFacts, b: SpanFacts): boolean {
  return modelNames(a).length > 0 && modelNames(b).length > 0 && sameModel(a, b)
}

function modelNames(facts: SpanFacts): string[] {
  return [facts.modelResponse, facts.modelRequested].filter((name) => name !== '').map((name) => name.toLowerCase())
}

/** Emitters disagree whether reasoning is part of the output, so a difference of just that is none. */
function outputsContradict(a: Usage | null, b: Usage | null): boolean {
  if (
    a?.outputTokens === null ||
    a?.outputTokens === undefined ||
    b?.outputTokens === null ||
    b?.outputTokens === undefined
  )
    return false
  const difference = Math.abs(a.outputTokens - b.outputTokens)
  return difference !== 0 && difference !== a.reasoningTokens && difference !== b.reasoningTokens
}
