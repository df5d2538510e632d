import { z } from 'zod'
import { CostStatus } from './run.ts'
import { TokenBasis, UsageRole } from './usage.ts'

/** What a price is for. Token classes are disjoint: audio and image tokens are not in the text classes beside them. */
export const PriceClass = z.enum([
  'input',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'cacheWriteOther',
  'output',
  'reasoning',
  'inputAudio',
  'outputAudio',
  'inputImage',
  'outputImage',
  'request',
  'webSearch',
  'toolCall',
])
export type PriceClass = z.infer<typeof PriceClass>

/** Exact decimal in USD, as long as it needs to be, e.g. "0.3". */
const DecimalUsd = z.string()

/** One line of a bill: count × unit price / per = amount, rounded half to even to 12 digits once. */
export const CostLine = z.object({
  class: PriceClass,
  count: z.number().int().nonnegative(),
  /** Price before any factor, e.g. the catalogue's. */
  listPriceUsd: DecimalUsd,
  /** What was charged: the list price times the factors of `CallCost.factors`. */
  unitPriceUsd: DecimalUsd,
  /** Units that the unit price is for: 1, a thousand or a million. */
  per: z.number().int().positive(),
  /** Exact decimal in USD with 12 digits. */
  amountUsd: DecimalUsd,
  /** The wider class whose price was taken, because this one has none of its own. */
  priceOf: PriceClass.nullable(),
  /** The price is that of inputs of more than so many tokens. */
  aboveInputTokens: z.number().int().nonnegative().nullable(),
})
export type CostLine = z.infer<typeof CostLine>

/** A share that multiplies every list price of a call. */
export const PriceFactor = z.object({ kind: z.enum(['serviceTier', 'discount']), name: z.string(), factor: z.string() })
export type PriceFactor = z.infer<typeof PriceFactor>

/** Where a price was found. */
export const PriceSource = z.object({
  kind: z.enum(['catalogue', 'project', 'reported']),
  /** Catalogue and version, or the id and version of the project's price. */
  version: z.string(),
  /** What it matched, e.g. "anthropic/claude-sonnet-4-5" or the project's pattern. */
  name: z.string(),
  /** The validity of the price: ISO dates, null where it has no end. */
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
})
export type PriceSource = z.infer<typeof PriceSource>

/** Answer of GET /runs/{runId}/spans/{spanId}/cost: how an amount came about. */
export const CostExplanation = z.object({
  spanId: z.string(),
  model: z.string().nullable(),
  provider: z.string().nullable(),
  serviceTier: z.string().nullable(),
  costUsd: z.string().nullable(),
  status: CostStatus,
  lines: z.array(CostLine),
  factors: z.array(PriceFactor),
  source: PriceSource.nullable(),
  /** What was left out or assumed, one code each, e.g. `cache_split_unknown`. */
  reasons: z.array(z.string()),
  usageRole: UsageRole,
  tokenBasis: TokenBasis,
  reportedCostUsd: z.string().nullable(),
  /** Reported minus computed; null where either is unknown. */
  differenceUsd: z.string().nullable(),
})
export type CostExplanation = z.infer<typeof CostExplanation>
