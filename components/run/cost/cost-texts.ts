import { millisecondsPerHour } from '#lib/domain/cost.ts'
import type { CostExplanation, CostLine, PriceClass, PriceSource } from '#lib/domain/cost.ts'
import type { TokenBasis, UsageRole } from '#lib/domain/usage.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatUsdExact } from '#lib/format/usd.ts'

export const classTexts: Readonly<Record<PriceClass, string>> = {
  input: 'Input',
  cacheRead: 'Cache read',
  cacheWrite5m: 'Cache write, 5 min',
  cacheWrite1h: 'Cache write, 1 h',
  cacheWriteOther: 'Cache write',
  output: 'Output',
  reasoning: 'Reasoning',
  inputAudio: 'Audio input',
  outputAudio: 'Audio output',
  inputImage: 'Image input',
  cacheReadAudio: 'Audio from cache',
  cacheReadImage: 'Images from cache',
  outputImage: 'Image output',
  inputVideo: 'Video input',
  cacheReadVideo: 'Video from cache',
  outputVideo: 'Video output',
  citation: 'Citations',
  request: 'Request',
  webSearch: 'Web search',
  socialSearch: 'Social search',
  fileSearch: 'File search',
  codeExecution: 'Code execution',
  imageGeneration: 'Drawn image',
  audioTime: 'Audio heard',
  characters: 'Characters',
  toolCall: 'Tool call',
}

export const basisTexts: Readonly<Record<TokenBasis, string>> = {
  inclusive: 'input includes cached tokens',
  exclusive: 'input excludes cached tokens',
  proved_exclusive: 'input excludes cached tokens, proved by the numbers',
  assumed_inclusive: 'input assumed to include cached tokens',
  learned: 'reading learned from this emitter',
  unknown: 'unknown whether input includes cached tokens',
}

export const roleTexts: Readonly<Record<UsageRole, string | null>> = {
  own: null,
  none: null,
  aggregate: 'Repeats the calls below it; not counted again.',
  duplicate: 'Second report of a call that is already counted.',
}

/** What stands behind each code, `:` and what it is about. */
const reasonTexts: Readonly<Record<string, (about: string) => string>> = {
  no_price: (about) => `No price for ${classText(about)}: left out of the amount.`,
  priced_as: (about) => pricedAs(about),
  cache_split_unknown: () =>
    'The emitter does not split its input into cached classes: all of it is charged as fresh input, an upper bound.',
  cached_tokens_unknown: () =>
    'The emitter leaves cached tokens out of the input and does not tell them: what they cost is left out.',
  input_sizes_unknown: () =>
    'A total over several calls: which of them were large enough for other prices is unknown, so the usual ones are charged.',
  requests_unknown: () => 'A total over several calls: how many is unknown, so the price of a request is left out.',
  cache_write_lifetime_unknown: () => 'How long cache writes live is unknown: charged at the general price for writes.',
  input_tokens_unknown: () => 'Input tokens are unknown: left out.',
  output_tokens_unknown: () => 'Output tokens are unknown: left out.',
  reasoning_tokens_unknown: () => 'Reasoning has a price of its own, but its tokens are unknown: charged as output.',
  service_tier_not_covered: (about) =>
    `The prices do not cover the service tier “${about}”: charged at the list price.`,
  price_of_provider: (about) =>
    `No price is listed for the provider that was called: charged at the list price of ${about}.`,
  highest_price: (about) =>
    `The price of the ${classText(about).toLowerCase()} depends on the call: charged at the highest one.`,
  cached_part_unknown: (about) =>
    `How much of the ${classText(about).toLowerCase()} came from the cache is unknown: charged as fresh, an upper bound.`,
  parts_exceed_tokens: () =>
    'The emitter reports more tokens of audio, images and video than tokens: what does not fit into them is left out.',
  self_hosted: (about) => `${about} runs on machines of one’s own: only a price of this project would be right.`,
  model_unknown: () => 'The emitter does not name the model.',
  no_price_listed: (about) => `No price is listed for ${about}.`,
  no_usage_reported: () => 'The emitter reports no tokens for this call.',
  usage_from_agent: () => 'Its tokens are in the total of the agent above it, which is what is charged.',
}

/** A reason in words; a code that is not known here stays as it is. */
export function reasonText(reason: string): string {
  const [code = '', ...about] = reason.split(':')
  return reasonTexts[code]?.(about.join(':')) ?? reason
}

function pricedAs(about: string): string {
  const [wanted = '', taken = ''] = about.split('=')
  return `${classText(wanted)} has no price of its own: charged as ${classText(taken).toLowerCase()}.`
}

function classText(name: string): string {
  return Object.entries(classTexts).find(([key]) => key === name)?.[1] ?? name
}

/** How much of a class was counted; audio in seconds. */
export function countText({ class: counted, count }: Pick<CostLine, 'class' | 'count'>): string {
  return counted === 'audioTime' ? `${count / 1000} s` : formatCountExact(count)
}

/** What a unit price is for. */
export function perText(per: number): string {
  if (per === 1) return 'each'
  if (per === millisecondsPerHour) return 'per hour'
  return per === 1_000_000 ? 'per 1M' : `per ${formatCountExact(per)}`
}

/** Where the price was found, and its name there. */
export function sourceText({ kind, version, name }: PriceSource): { title: string; detail: string } {
  switch (kind) {
    case 'project':
      return { title: `This project’s price “${name}”`, detail: version.replace('prices@', 'table version ') }
    case 'catalogue':
      return { title: `List price of ${name}`, detail: version.replace('@', ' ') }
    case 'reported':
      return { title: 'As the emitter reported it', detail: `billed as reported for ${name}` }
  }
}

/** From when to when a price holds; null where it has no bounds. */
export function validityText({ kind, validFrom, validTo }: PriceSource): string | null {
  if (kind === 'catalogue') return 'the one valid when the call began'
  if (validFrom === null && validTo === null) return kind === 'project' ? 'without bounds' : null
  if (validTo === null) return `from ${validFrom}`
  return validFrom === null ? `before ${validTo}` : `${validFrom} until before ${validTo}`
}

/** Why there is no amount, where there is none. */
export function missingText({ status, usageRole }: Pick<CostExplanation, 'status' | 'usageRole'>): string {
  if (status === 'unpriced') return 'Unknown'
  if (usageRole === 'aggregate') return 'Counted below'
  return usageRole === 'duplicate' ? 'Counted elsewhere' : 'Nothing to price'
}

/** How a reported cost differs from what was computed; `differenceUsd` is the first less the second. */
export function differenceText(differenceUsd: string): string {
  if (Number(differenceUsd) === 0) return 'the same'
  const isLess = differenceUsd.startsWith('-')
  return `${formatUsdExact(differenceUsd.replace('-', ''))} ${isLess ? 'less' : 'more'} than computed`
}
