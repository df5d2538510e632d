import type { PriceClass } from '#lib/domain/cost.ts'
import type { Usage } from '#lib/domain/usage.ts'
import type { BesideTokens } from './price-book.ts'
import type { PriceList } from './price-list.ts'
import { splitUnits, type ModalityClass, type SplitTokens, type WholeTokens } from './split-units.ts'

/** Units of one class. */
type Count = { class: PriceClass; count: number }

/** What is to be charged of a call. Codes of `missing` make its amount `partial`, those of `notes` only explain it. */
type CountedClasses = {
  counts: readonly Count[]
  missing: string[]
  notes: string[]
  /** The whole input, by which prices may differ. */
  size: number
}

/** The disjoint classes of a call; those that the list has no place for are part of a wider one. */
export function countClasses(usage: Usage, beside: BesideTokens, list: PriceList): CountedClasses {
  const [missing, notes]: [string[], string[]] = [[], []]
  const split = splitUnits(wholeTokens(usage), beside.units)
  noteUnits(split, list, missing)
  if (!isMeasured(usage, beside, list)) noteUnknown(usage, list, missing)
  const counts = [
    ...inputCounts(usage, split, list, missing, notes),
    ...outputCounts(usage, split, list, missing),
    ...besideCounts(beside, list),
    ...measuredCounts(usage, beside, list),
  ]
  if (beside.requests !== null) return { counts, missing, notes, size: wholeInput(usage) ?? 0 }
  noteManyCalls(wholeInput(usage) ?? 0, list, missing)
  return { counts, missing, notes, size: 0 }
}

/** Of a total over calls neither their number nor their sizes are known: the prices of small ones are a lower bound. */
function noteManyCalls(input: number, list: PriceList, missing: string[]): void {
  const steps = [...list.values()].flatMap(({ tiers }) => tiers.map(({ above }) => above))
  if (steps.some((above) => input > above)) missing.push('input_sizes_unknown')
  if (list.has('request')) missing.push('requests_unknown')
}

/** The whole input in tokens; null where neither it nor its uncached part is known. */
function wholeInput(usage: Usage): number | null {
  return usage.inputTokens ?? (usage.inputUncachedTokens === null ? null : knownInput(usage))
}

function knownInput(usage: Usage): number {
  return (usage.inputUncachedTokens ?? 0) + (usage.cacheReadTokens ?? 0) + (usage.cacheWriteTokens ?? 0)
}

/** What the classes do not explain can only be charged as fresh input: an upper bound. */
function unexplainedInput(usage: Usage): number {
  return Math.max(0, (wholeInput(usage) ?? 0) - knownInput(usage))
}

/** A call's tokens before audio, images and video are taken out of them. */
export function wholeTokens(usage: Usage): WholeTokens {
  return {
    fresh: (usage.inputUncachedTokens ?? 0) + unexplainedInput(usage),
    cacheRead: usage.cacheReadTokens ?? 0,
    output: usage.outputTokens,
  }
}

/** What is not known of audio, images and video matters where they have prices of their own. */
function noteUnits({ unsplit, exceeds }: SplitTokens, list: PriceList, missing: string[]): void {
  for (const name of unsplit) if (list.has(name)) missing.push(`cached_part_unknown:${name}`)
  if (exceeds) missing.push('parts_exceed_tokens')
}

/** Tokens that nobody told matter where they have a price. */
function noteUnknown(usage: Usage, list: PriceList, missing: string[]): void {
  if (wholeInput(usage) === null && list.has('input')) missing.push('input_tokens_unknown')
  if (usage.outputTokens === null && list.has('output')) missing.push('output_tokens_unknown')
}

/** A call without any tokens that is charged by what it heard, spoke or drew. */
function isMeasured(usage: Usage, { units }: BesideTokens, list: PriceList): boolean {
  if (wholeInput(usage) !== null || usage.outputTokens !== null) return false
  const { audioMilliseconds = 0, characters = 0, imageGenerations = 0 } = units
  return (
    (audioMilliseconds > 0 && list.has('audioTime')) ||
    (characters > 0 && list.has('characters')) ||
    (imageGenerations > 0 && list.has('imageGeneration'))
  )
}

function inputCounts(usage: Usage, split: SplitTokens, list: PriceList, missing: string[], notes: string[]): Count[] {
  // Where cached tokens cost what fresh ones do, their number does not matter.
  const isCachePriced = cacheClasses.some((name) => list.has(name))
  if (isCachePriced && unexplainedInput(usage) > 0) missing.push('cache_split_unknown')
  if (isCachePriced && leavesCacheOut(usage)) missing.push('cached_tokens_unknown')
  return [
    { class: 'input', count: split.fresh },
    ...partCounts(split, ['inputAudio', 'inputImage', 'inputVideo']),
    { class: 'cacheRead', count: split.cacheRead },
    ...partCounts(split, ['cacheReadAudio', 'cacheReadImage', 'cacheReadVideo']),
    ...cacheWriteCounts(usage, list, notes),
  ]
}

/** The emitter leaves the cache out of the input, and does not tell all of it. */
function leavesCacheOut({ inputTokens, inputUncachedTokens }: Usage): boolean {
  return inputTokens === null && inputUncachedTokens !== null
}

const cacheClasses = ['cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'cacheWriteOther'] as const

function partCounts({ counts }: SplitTokens, classes: readonly ModalityClass[]): Count[] {
  return classes.map((name) => ({ class: name, count: counts[name] }))
}

/** Writes whose lifetime is unknown are charged at the general write price, and it is said. */
function cacheWriteCounts(usage: Usage, list: PriceList, notes: string[]): Count[] {
  const short = usage.cacheWrite5mTokens ?? 0
  const long = usage.cacheWrite1hTokens ?? 0
  const rest = Math.max(0, (usage.cacheWriteTokens ?? 0) - short - long)
  if (rest > 0 && list.has('cacheWrite1h')) notes.push('cache_write_lifetime_unknown')
  return [
    { class: 'cacheWrite5m', count: short },
    { class: 'cacheWrite1h', count: long },
    { class: 'cacheWriteOther', count: rest },
  ]
}

function outputCounts(usage: Usage, split: SplitTokens, list: PriceList, missing: string[]): Count[] {
  const parts = partCounts(split, ['outputAudio', 'outputImage', 'outputVideo'])
  if (usage.outputTokens === null) return parts
  if (!list.has('reasoning')) return [{ class: 'output', count: split.output }, ...parts]
  if (usage.reasoningTokens === null) missing.push('reasoning_tokens_unknown')
  const reasoning = Math.min(usage.reasoningTokens ?? 0, split.output)
  return [{ class: 'output', count: split.output - reasoning }, { class: 'reasoning', count: reasoning }, ...parts]
}

/** Whatever the provider did by itself may cost something: what has no price is said. */
function besideCounts({ units, requests }: BesideTokens, list: PriceList): Count[] {
  return [
    { class: 'request', count: list.has('request') ? (requests ?? 0) : 0 },
    { class: 'citation', count: units.citationTokens ?? 0 },
    { class: 'webSearch', count: units.webSearches ?? 0 },
    { class: 'socialSearch', count: units.socialSearches ?? 0 },
    { class: 'fileSearch', count: units.fileSearches ?? 0 },
    { class: 'codeExecution', count: units.codeExecutions ?? 0 },
    { class: 'imageGeneration', count: units.imageGenerations ?? 0 },
  ]
}

/** Time and characters measure the same audio that tokens do: where tokens are told, only a price for them makes them count. */
function measuredCounts(usage: Usage, { units }: BesideTokens, list: PriceList): Count[] {
  const hasTokens = (wholeInput(usage) ?? 0) + (usage.outputTokens ?? 0) > 0
  const counted = (wanted: PriceClass, count = 0) => ({
    class: wanted,
    count: hasTokens && !list.has(wanted) ? 0 : count,
  })
  return [counted('audioTime', units.audioMilliseconds), counted('characters', units.characters)]
}
