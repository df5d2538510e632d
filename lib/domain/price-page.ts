import { z } from 'zod'
import { ChargedTokens, PriceClass, PriceFactor, PriceSource } from './cost.ts'
import { HistoryActor } from './history.ts'
import { PriceTable } from './price.ts'

const Count = z.number().int().nonnegative()
const Usd = z.string().nullable()
/** ISO 8601 */
const Time = z.string()

/** A project's prices as they were saved; version 0 is where none ever were. */
export const SavedPrices = z.object({
  version: Count,
  at: Time.nullable(),
  by: HistoryActor.nullable(),
  reason: z.string(),
  table: PriceTable,
})
export type SavedPrices = z.infer<typeof SavedPrices>

/** What calls to a model are charged by today. */
export const ModelQuote = z.object({
  source: PriceSource,
  factors: z.array(PriceFactor),
  /** Before any factor; in USD per `per` units. */
  prices: z.array(z.object({ class: PriceClass, priceUsd: z.string(), per: Count })),
  /** Inputs beyond some size have prices of their own. */
  hasLongContext: z.boolean(),
})
export type ModelQuote = z.infer<typeof ModelQuote>

/** A model that calls went to in the last 30 days. */
export const SeenModel = z.object({
  provider: z.string().nullable(),
  model: z.string().nullable(),
  runs: Count,
  calls: Count,
  tokens: ChargedTokens,
  /** As it is stored with the runs; null where no call is priced. */
  costUsd: Usd,
  /** Of the project's spend on models and tools in that time, 0 to 1; null where nothing was spent. */
  share: z.number().nullable(),
  unpricedCalls: Count,
  partialCalls: Count,
  /** Null where there is no price; then `reason` has a code as in `CostExplanation.reasons`. */
  quote: ModelQuote.nullable(),
  reason: z.string().nullable(),
})
export type SeenModel = z.infer<typeof SeenModel>

/** Answer of GET /prices. */
export const PricePage = z.object({
  current: SavedPrices,
  /** Of the price list that holds where the project has no price of its own. */
  catalogueVersion: z.string(),
  from: Time,
  to: Time,
  models: z.array(SeenModel),
  tools: z.array(z.object({ tool: z.string(), runs: Count, costUsd: Usd })),
  /** With how many runs have calls of which the sender says what they cost. */
  dialects: z.array(z.object({ dialect: z.string(), runs: Count, reportingRuns: Count })),
  /** Runs from before costs were kept by model: they count nowhere here until they are processed again. */
  runsWithoutShares: Count,
})
export type PricePage = z.infer<typeof PricePage>

const reason = z.string().trim().max(300, 'a reason has 300 characters at most')

/** Body of PUT /prices: the whole table, and the version that it starts from. */
export const PriceTableChange = z.object({
  expectedVersion: Count.describe('409 where somebody else has saved meanwhile.'),
  table: PriceTable,
  reason: reason.default(''),
})
export type PriceTableChange = z.infer<typeof PriceTableChange>

/** Body of POST /prices/effect. */
export const PriceTrial = z.object({ table: PriceTable })
export type PriceTrial = z.infer<typeof PriceTrial>

/**
 * What stored figures do not tell of some calls, so that their amounts may come out otherwise: sizes of single calls,
 * their service tiers, what the sender reported, calls without tokens, days at which a price begins, fractions of 10⁻¹² USD,
 * how many requests an agent's total stands for, or what runs from before the present way of keeping costs are made of.
 */
export const EffectUnknown = z.enum([
  'long_context',
  'service_tier',
  'billed_as_reported',
  'without_tokens',
  'day_boundary',
  'rounding',
  'per_request',
  'tool_calls',
  'without_shares',
])
export type EffectUnknown = z.infer<typeof EffectUnknown>

/** One model or tool before and after. */
export const EffectGroup = z.object({
  provider: z.string().nullable(),
  model: z.string().nullable(),
  tool: z.string().nullable(),
  calls: Count,
  beforeUsd: Usd,
  afterUsd: Usd,
})
export type EffectGroup = z.infer<typeof EffectGroup>

/** What a table of prices would make of the runs of the last 30 days. */
export const PriceEffect = z.object({
  from: Time,
  to: Time,
  runs: Count,
  touchedRuns: Count,
  calls: Count,
  touchedCalls: Count,
  beforeUsd: Usd,
  afterUsd: Usd,
  differenceUsd: z.string(),
  unpricedCallsBefore: Count,
  unpricedCallsAfter: Count,
  /** Those that change, the largest change first. */
  groups: z.array(EffectGroup),
  /** Empty where the amounts are exact. `count` is calls, or runs for `without_shares`. */
  unknowns: z.array(z.object({ code: EffectUnknown, count: Count })),
})
export type PriceEffect = z.infer<typeof PriceEffect>

/** Answer of GET /prices/versions, the newest first. */
export const PriceVersions = z.object({
  items: z.array(SavedPrices.omit({ table: true }).extend({ prices: Count })),
})
export type PriceVersions = z.infer<typeof PriceVersions>
