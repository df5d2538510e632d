import { costText } from './cost-text.ts'
import { toFiniteNumber } from './attributes.ts'
import { textAt, valueAt } from './json.ts'

/** On what terms a call was served, as far as its captured response tells; '' where it does not. */
export type CapturedTerms = { tier: string; costUsd: string }

export const noTerms: CapturedTerms = { tier: '', costUsd: '' }

/**
 * The service tier that a captured usage object tells: Anthropic's and Gemini's lie in there. Anthropic's fast mode and
 * its surcharge for a place of inference are tiers, too: each multiplies every price of the call.
 */
export function tierOfUsage(usage: unknown): string {
  if (textAt(usage, 'speed') === 'fast') return 'fast'
  const place = textAt(usage, 'inference_geo')
  if (placeName.test(place) && !unpricedPlaces.has(place)) return `inference_geo_${place}`
  const tier = textAt(usage, 'service_tier') || textAt(usage, 'serviceTier')
  return tier || textAt(usage, 'trafficType') || textAt(usage, 'traffic_type')
}

const placeName = /^[\w-]{1,24}$/
const unpricedPlaces = new Set(['global', 'not_available'])

/** xAI counts money in these. */
const ticksPerUsd = 1e10

/** What the provider itself charged, as OpenRouter, Perplexity and xAI say it in a captured usage object; '' where nothing does. */
export function costOfUsage(usage: unknown): string {
  const cost = toFiniteNumber(valueAt(usage, 'cost', 'total_cost') ?? valueAt(usage, 'cost'))
  const ticks = toFiniteNumber(valueAt(usage, 'cost_in_usd_ticks'))
  return costText(cost ?? (ticks === null ? null : ticks / ticksPerUsd))
}
