import { countedEach } from '#lib/domain/cost.ts'
import type { SpanKind } from '#lib/domain/span.ts'
import type { ExtraUnits, Usage } from '#lib/domain/usage.ts'
import type { Assumption, Weakness, WhatIf, WhatIfGroup } from '#lib/domain/what-if.ts'
import { divideHalfEven, formatUsd, parseDecimal, parseUsd } from './fixed-usd.ts'
import type { CallCost, PriceBook } from './price-book.ts'

/** Usage of many calls of one kind; `usage` is their sum. */
export type UsedGroup = {
  taskType: string | null
  kind: SpanKind | null
  provider: string | null
  model: string | null
  calls: number
  usage: Usage
  /** Tokens of audio, images and video of `usage`; searches and the like beside it. */
  units: ExtraUnits
  costUsd: string | null
}

/** Half of the list price of tokens: what providers that publish a batch price ask. Searches cost what they do. */
const usualBatchFactor = 2n

/** The same calls under other circumstances, from what they used: an estimate that says where it is weak. */
export function suppose(groups: readonly UsedGroup[], assumption: Assumption, book: PriceBook, atNs: bigint): WhatIf {
  const supposed = groups.map((group) =>
    isMeant(group, assumption) ? supposeGroup(group, assumption, book, atNs) : asItWas(group),
  )
  const known = supposed.flatMap(({ costUsd, supposedUsd }) => {
    const before = costUsd === null ? null : parseUsd(costUsd)
    const after = supposedUsd === null ? null : parseUsd(supposedUsd)
    return before === null || after === null ? [] : [{ before, after }]
  })
  const before = known.reduce((sum, amount) => sum + amount.before, 0n)
  const after = known.reduce((sum, amount) => sum + amount.after, 0n)
  return {
    groups: supposed,
    costUsd: formatUsd(before),
    supposedUsd: formatUsd(after),
    differenceUsd: formatUsd(after - before),
    leftOut: supposed.length - known.length,
  }
}

function isMeant({ taskType, kind, model }: UsedGroup, { taskTypes, kinds, models }: Assumption): boolean {
  return isOneOf(taskType, taskTypes) && isOneOf(kind, kinds) && isOneOf(model, models)
}

/** An empty list means all. */
function isOneOf<Value>(value: Value | null, wanted: readonly Value[]): boolean {
  return wanted.length === 0 || (value !== null && wanted.includes(value))
}

function asItWas({ usage: _usage, units: _units, ...group }: UsedGroup): WhatIfGroup {
  return { ...group, supposedUsd: group.costUsd, weaknesses: [] }
}

function supposeGroup(group: UsedGroup, assumption: Assumption, book: PriceBook, atNs: bigint): WhatIfGroup {
  const weaknesses = new Set<Weakness>()
  const { provider, model } = assumption.model ?? { provider: group.provider ?? '', model: group.model ?? '' }
  if (assumption.model !== null && assumption.model.model !== group.model) weaknesses.add('other_tokenizer')
  const usage = cachedUsage(group.usage, assumption, weaknesses)
  const ask = (serviceTier: string): CallCost =>
    book.priceCall({
      provider,
      model,
      requestedModel: '',
      serviceTier,
      reported: [],
      beside: { units: group.units, requests: group.calls === 0 ? null : group.calls },
      startNs: atNs,
      usage: { ...usage, inputTokens: meanInput(usage, group.calls) },
    })
  const cost = assumption.batch ? batched(ask, weaknesses) : ask('')
  if (cost.status === 'unpriced') weaknesses.add('no_price')
  if (cost.status === 'partial') for (const weakness of weaknessesOf(cost)) weaknesses.add(weakness)
  if (cost.lines.some(({ aboveInputTokens }) => aboveInputTokens !== null)) weaknesses.add('mean_input_size')
  if (cost.lines.some((line) => line.class === 'cacheRead' && line.priceOf !== null)) weaknesses.add('no_cache_price')
  return { ...asItWas(group), supposedUsd: cost.costUsd, weaknesses: [...weaknesses].toSorted() }
}

/** What is missing of an amount: prices of classes, or how much of them was used. */
function weaknessesOf({ reason }: CallCost): Weakness[] {
  const codes = (reason ?? '').split('; ')
  const isUnpriced = codes.some((code) => /^(no_price|priced_as|price_of_provider|highest_price):/.test(code))
  const isUnknown = codes.some((code) => /^(?!cache_write_lifetime).*_unknown|^parts_exceed/.test(code))
  return [
    ...(isUnpriced ? ['class_without_price' as const] : []),
    ...(isUnknown || !isUnpriced ? ['tokens_unknown' as const] : []),
  ]
}

function batched(ask: (serviceTier: string) => CallCost, weaknesses: Set<Weakness>): CallCost {
  const cost = ask('batch')
  if (cost.costUsd === null || cost.factors.some(({ kind }) => kind === 'serviceTier')) return cost
  weaknesses.add('batch_assumed_half')
  const plain = ask('')
  const amount = plain.costUsd === null ? null : parseUsd(plain.costUsd)
  if (amount === null) return plain
  const whole = plain.lines
    .filter(({ class: counted }) => countedEach.has(counted))
    .reduce((sum, line) => sum + line.amount, 0n)
  return { ...plain, costUsd: formatUsd(whole + divideHalfEven(amount - whole, usualBatchFactor)) }
}

/** The input as it would be with a cache that is hit so often. */
function cachedUsage(usage: Usage, { cacheHitPercent }: Assumption, weaknesses: Set<Weakness>): Usage {
  const input = usage.inputTokens
  if (cacheHitPercent === null || input === null) return usage
  const { digits, scale } = parseDecimal(cacheHitPercent) ?? { digits: 0n, scale: 0 }
  const read = Number((BigInt(input) * digits) / (100n * 10n ** BigInt(scale)))
  weaknesses.add('misses_are_written')
  return {
    ...usage,
    inputUncachedTokens: 0,
    cacheReadTokens: read,
    cacheWriteTokens: input - read,
    cacheWrite5mTokens: input - read,
    cacheWrite1hTokens: 0,
    cacheWriteOtherTokens: 0,
  }
}

/** Tiers go by the size of one call. */
function meanInput(usage: Usage, calls: number): number | null {
  return usage.inputTokens === null || calls === 0 ? usage.inputTokens : Math.round(usage.inputTokens / calls)
}
