import { z } from 'zod'
import { SpanKind } from './span.ts'
import { ExtraUnits, TokenBasis, UsageRole } from './usage.ts'

/** How much of a cost is known: all, a part, nothing; `none` is where nothing was to be priced. */
export const CostStatus = z.enum(['priced', 'partial', 'unpriced', 'none'])
export type CostStatus = z.infer<typeof CostStatus>

/** What a price is for. Token classes are disjoint: tokens of audio, images and video are not in the text classes beside them. */
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
  'cacheReadAudio',
  'cacheReadImage',
  'outputImage',
  'inputVideo',
  'cacheReadVideo',
  'outputVideo',
  'citation',
  'request',
  'webSearch',
  'socialSearch',
  'fileSearch',
  'codeExecution',
  'imageGeneration',
  'audioTime',
  'characters',
  'toolCall',
])
export type PriceClass = z.infer<typeof PriceClass>

/** Classes of which a project's price is for one, not for a million. */
export const countedEach: ReadonlySet<PriceClass> = new Set<PriceClass>([
  'request',
  'webSearch',
  'socialSearch',
  'fileSearch',
  'codeExecution',
  'imageGeneration',
])

/** Audio is counted in milliseconds, and priced by the hour. */
export const millisecondsPerHour = 3_600_000

/** Exact decimal in USD, as long as it needs to be, e.g. "0.3". */
const DecimalUsd = z.string()

/** One line of a bill: count × unit price / per = amount, rounded half to even to 12 digits once. */
export const CostLine = z.object({
  class: PriceClass,
  /** Tokens, requests, characters; milliseconds of audio. */
  count: z.number().int().nonnegative(),
  /** Price before any factor, e.g. the catalogue's. */
  listPriceUsd: DecimalUsd,
  /** What was charged: the list price times those factors of the call that hold for its class. */
  unitPriceUsd: DecimalUsd,
  /** Units that the unit price is for: 1, a thousand, a million, or the milliseconds of an hour. */
  per: z.number().int().positive(),
  /** Exact decimal in USD with 12 digits. */
  amountUsd: DecimalUsd,
  /** The wider class whose price was taken, because this one has none of its own. */
  priceOf: PriceClass.nullable(),
  /** The price is that of inputs of more than so many tokens. */
  aboveInputTokens: z.number().int().nonnegative().nullable(),
})
export type CostLine = z.infer<typeof CostLine>

/** A share that multiplies the list prices of a call; that of a service tier leaves alone what is counted each. */
export const PriceFactor = z.object({ kind: z.enum(['serviceTier', 'discount']), name: z.string(), factor: z.string() })
export type PriceFactor = z.infer<typeof PriceFactor>

/** Where a price was found. */
export const PriceSource = z.object({
  kind: z.enum(['catalogue', 'project', 'reported']),
  /** Catalogue and version, or the version of the project's table of prices. */
  version: z.string(),
  /** In that table. */
  priceId: z.string().nullable(),
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

const Usd = z.string().nullable()
const Count = z.number().int().nonnegative()

/** Tokens by disjoint class, as they are charged: input whose split is unknown counts as uncached. */
export const ChargedTokens = z.object({
  inputUncached: Count,
  cacheRead: Count,
  cacheWrite5m: Count,
  cacheWrite1h: Count,
  cacheWriteOther: Count,
  output: Count,
  /** Of `output`. */
  reasoning: Count,
})
export type ChargedTokens = z.infer<typeof ChargedTokens>

/**
 * What the calls of one kind and agent to one model (or tool) cost in a run. The shares of a run add up to it exactly; every
 * figure of costs by anything is a sum of shares.
 */
export const CostShare = z.object({
  kind: SpanKind,
  agent: z.string().nullable(),
  provider: z.string().nullable(),
  /** Null for tools. */
  model: z.string().nullable(),
  /** Null for models. */
  tool: z.string().nullable(),
  status: CostStatus.exclude(['none']),
  /** Answered calls of models, and executed ones of tools. */
  calls: Count,
  failedCalls: Count,
  tokens: ChargedTokens,
  /** Tokens of audio, images and video of `tokens`; searches and the like beside them. */
  units: ExtraUnits,
  costUsd: Usd,
  /** Of `costUsd`: what failed calls cost, and calls of loops beyond their first round. */
  failedCostUsd: Usd,
  loopCostUsd: Usd,
  /** What reading from the cache saved, less what writing to it cost more. */
  cacheSavedUsd: Usd,
})
export type CostShare = z.infer<typeof CostShare>
