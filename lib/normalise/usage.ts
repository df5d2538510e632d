import type { ExtraUnits, TokenBasis, Usage } from '#lib/domain/usage.ts'

type Tokens = number | null

/** Token counts as an emitter wrote them; null is absent, which is not zero. */
export type ReportedUsage = {
  input: Tokens
  output: Tokens
  cacheRead: Tokens
  cacheWrite: Tokens
  cacheWrite5m: Tokens
  cacheWrite1h: Tokens
  reasoning: Tokens
  /** Evidence only: several emitters compute it themselves. */
  total: Tokens
  /** Input billed at the plain rate, where the emitter says it in so many words (AI SDK `noCacheTokens`). */
  uncached: Tokens
  /** Gemini's `toolUsePromptTokenCount`, where it is not part of `input`. */
  toolUse: Tokens
  /** The payload itself shows that reasoning is not part of `output` (Perplexity's usage). */
  reasoningOutside: boolean
  /** Audio, images, video, searches: parts of the numbers above, or beside them. */
  units: ExtraUnits
}

export const nothingReported: ReportedUsage = {
  input: null,
  output: null,
  cacheRead: null,
  cacheWrite: null,
  cacheWrite5m: null,
  cacheWrite1h: null,
  reasoning: null,
  total: null,
  uncached: null,
  toolUse: null,
  reasoningOutside: false,
  units: {},
}

/** What is known of an emitter (instrumentation, version, provider) beside the numbers. */
export type EmitterKnowledge = {
  /** Does `input` contain the cached tokens? */
  input: 'inclusive' | 'exclusive' | 'unknown'
  /** What an absent count means: the emitter leaves out zeros, or does not report the class at all. */
  absentCacheRead: 'zero' | 'unknown'
  absentCacheWrite: 'zero' | 'unknown'
  absentReasoning: 'zero' | 'unknown'
  /** Does `output` contain the reasoning tokens? */
  reasoning: 'included' | 'excluded' | 'unknown'
}

export type UsageReading = { usage: Usage; basis: TokenBasis; warnings: { code: string; message: string }[] }

/**
 * Turns reported, overlapping counts into disjoint classes: proofs from the numbers first, then
 * what is known of the emitter, assumption last and flagged. Null when nothing was reported.
 * Never clamps: a negative class means the number was read the wrong way.
 */
export function normaliseUsage(reported: ReportedUsage, given: EmitterKnowledge): UsageReading | null {
  const hasInput = reported.input !== null || reported.uncached !== null
  if (!hasInput && reported.output === null && reported.cacheRead === null && reported.cacheWrite === null) return null
  // Whoever reports no input at all left out no zero either.
  const emitter: EmitterKnowledge = hasInput
    ? given
    : { ...given, absentCacheRead: 'unknown', absentCacheWrite: 'unknown' }
  const writes = readWrites(reported, emitter)
  const cacheRead = reported.cacheRead ?? (emitter.absentCacheRead === 'zero' ? 0 : null)
  const cached = { read: cacheRead, write: writes.total }
  const basis = readBasis(reported, emitter, cached)
  const input = readInput(reported, basis, cached)
  const output = readOutput(reported, emitter, input.total)
  const warnings = warningsOf(reported, basis, cached, output.isIncomplete)
  return {
    usage: {
      inputTokens: input.total,
      inputUncachedTokens: input.uncached,
      cacheReadTokens: cacheRead,
      cacheWriteTokens: writes.total,
      cacheWrite5mTokens: writes.fiveMinutes,
      cacheWrite1hTokens: writes.oneHour,
      cacheWriteOtherTokens: writes.other,
      outputTokens: output.total,
      reasoningTokens: output.reasoning,
    },
    basis,
    warnings,
  }
}

type Cached = { read: Tokens; write: Tokens }

function readWrites(reported: ReportedUsage, emitter: EmitterKnowledge) {
  const { cacheWrite, cacheWrite5m, cacheWrite1h } = reported
  const isTold = cacheWrite !== null || cacheWrite5m !== null || cacheWrite1h !== null
  if (!isTold && emitter.absentCacheWrite === 'unknown') {
    return { total: null, fiveMinutes: null, oneHour: null, other: null }
  }
  const byTtl = (cacheWrite5m ?? 0) + (cacheWrite1h ?? 0)
  const total = Math.max(cacheWrite ?? 0, byTtl)
  return { total, fiveMinutes: cacheWrite5m ?? 0, oneHour: cacheWrite1h ?? 0, other: total - byTtl }
}

function readBasis(reported: ReportedUsage, emitter: EmitterKnowledge, cached: Cached): TokenBasis {
  const { input, uncached } = reported
  const evidence = (cached.read ?? 0) + (cached.write ?? 0)
  if (input === null) return uncached === null ? 'unknown' : 'exclusive'
  if (evidence > 0) {
    if (uncached === input) return 'proved_exclusive'
    if (uncached !== null && uncached === input - evidence) return 'inclusive'
    if (input < evidence || isProvedByTotal(reported, evidence)) return 'proved_exclusive'
  }
  if (emitter.input !== 'unknown') return emitter.input
  const bothReadingsAgree = evidence === 0 && cached.read !== null && cached.write !== null
  return bothReadingsAgree ? 'inclusive' : 'assumed_inclusive'
}

/** total = input + output + cache, and no other sum explains it. */
function isProvedByTotal(reported: ReportedUsage, evidence: number): boolean {
  const { input, output, total } = reported
  if (total === null || input === null || output === null || total !== input + output + evidence) return false
  return total !== input + output + (reported.reasoning ?? 0) + (reported.toolUse ?? 0)
}

function readInput(reported: ReportedUsage, basis: TokenBasis, cached: Cached): { total: Tokens; uncached: Tokens } {
  const { input, uncached } = reported
  const toolUse = reported.toolUse ?? 0
  const allCached = cached.read === null || cached.write === null ? null : cached.read + cached.write
  if (basis === 'exclusive' || basis === 'proved_exclusive') {
    const plain = (uncached ?? input ?? 0) + toolUse
    return { total: allCached === null ? null : plain + allCached, uncached: plain }
  }
  if (input === null) return { total: null, uncached: null }
  const plain = allCached === null ? uncached : input - allCached
  return { total: input + toolUse, uncached: plain === null ? null : plain + toolUse }
}

function readOutput(reported: ReportedUsage, emitter: EmitterKnowledge, inputTotal: Tokens) {
  const reasoning = reported.reasoning ?? (emitter.absentReasoning === 'zero' ? 0 : null)
  const { output } = reported
  if (output === null) return { total: null, reasoning, isIncomplete: false }
  const reading = readReasoning(reported, emitter, inputTotal)
  if (reading === 'included') return { total: output, reasoning, isIncomplete: false }
  if (reasoning === null) return { total: null, reasoning: null, isIncomplete: true }
  return { total: output + reasoning, reasoning, isIncomplete: false }
}

function readReasoning(
  reported: ReportedUsage,
  emitter: EmitterKnowledge,
  inputTotal: Tokens,
): 'included' | 'excluded' {
  const { input, output, reasoning, total } = reported
  const byTable = emitter.reasoning === 'excluded' ? 'excluded' : 'included'
  if (output === null || reasoning === null || reasoning === 0) return byTable
  if (reported.reasoningOutside) return 'excluded'
  if (reasoning > output) return 'excluded'
  if (total === null) return byTable
  const inputs = [inputTotal, input].filter((tokens) => tokens !== null)
  if (inputs.some((tokens) => total === tokens + output)) return 'included'
  return inputs.some((tokens) => total === tokens + output + reasoning) ? 'excluded' : byTable
}

function warningsOf(reported: ReportedUsage, basis: TokenBasis, cached: Cached, isOutputIncomplete: boolean) {
  const warnings: { code: string; message: string }[] = []
  if (reported.input !== null && (cached.read === null || cached.write === null)) {
    const missing = cached.read === null ? 'how much of the input came from the cache' : 'cache writes'
    warnings.push({ code: 'cache_split_unknown', message: `The sender does not report ${missing}.` })
  } else if (basis === 'assumed_inclusive') {
    const message = 'Assumed that the reported input contains the cached tokens: nothing in the payload tells.'
    warnings.push({ code: 'basis_assumed', message })
  }
  if (isOutputIncomplete) {
    const message = 'The sender leaves reasoning tokens out of the output and does not report them.'
    warnings.push({ code: 'output_incomplete', message })
  }
  return warnings
}
