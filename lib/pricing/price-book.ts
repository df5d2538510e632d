import type { PriceClass, PriceFactor, PriceSource } from '#lib/domain/cost.ts'
import type { CostStatus } from '#lib/domain/cost.ts'
import type { ExtraUnits, Usage } from '#lib/domain/usage.ts'
import type { Decimal, FixedUsd } from './fixed-usd.ts'
import type { PriceList } from './price-list.ts'

/** What is counted of a call beside its token classes. `requests` is 1 where it is a single call, null where nobody knows how many they were. */
export type BesideTokens = { units: ExtraUnits; requests: number | null }

export const oneRequest: BesideTokens = { units: {}, requests: 1 }

/** A cost as an emitter says it, a decimal string in USD. */
export type ReportedCost = { dialect: string; costUsd: string }

/** A call that may cost money. */
export type PriceableCall = {
  provider: string
  /** Response model where known, else the requested one. */
  model: string
  requestedModel: string
  serviceTier: string
  /** What its records say that it cost; a call that several recorded may have several. */
  reported: readonly ReportedCost[]
  usage: Usage
  beside: BesideTokens
  startNs: bigint
}

/** One line of a bill before it is written out; `CostLine` in `lib/domain/cost.ts` says what each field means. */
export type PricedLine = {
  class: PriceClass
  count: number
  list: Decimal
  unit: Decimal
  per: number
  amount: FixedUsd
  priceOf: PriceClass | null
  aboveInputTokens: number | null
}

/** Cost of one call; `costUsd` is an exact decimal string with 12 digits, null when nothing is known. */
export type CallCost = {
  costUsd: string | null
  status: CostStatus
  /** Codes of what was left out or assumed, joined by "; ". */
  reason: string | null
  lines: readonly PricedLine[]
  factors: readonly PriceFactor[]
  source: PriceSource | null
  /** What reading from the cache saved, less what writing to it cost more; null where no input price is known. */
  cacheSaved: FixedUsd | null
}

/** Whose price is asked for. */
export type PricedName = Pick<PriceableCall, 'provider' | 'model' | 'requestedModel' | 'startNs'>

/** What calls to a model are charged by, before anything is counted. */
export type PriceQuote = {
  list: PriceList
  source: PriceSource
  /** Beside those of service tiers. */
  factors: readonly PriceFactor[]
  serviceTiers: Readonly<Record<string, string>>
  /** Codes of why the prices may not be those that are charged: with any of them an amount is `partial`. */
  doubts: readonly string[]
}

/** Prices as assembly sees them. `version` is stored with every run that used them. */
export type PriceBook = {
  version: string
  priceCall(call: PriceableCall): CallCost
  /** One executed tool call; null where tools of this name cost nothing by themselves. */
  priceTool(call: { name: string; startNs: bigint }): CallCost | null
}

/** The same for whoever shows or compares prices. `reason` says why there is no price. */
export type OpenPriceBook = PriceBook & {
  quote(call: PricedName): PriceQuote | { reason: string }
}

/** A cost of which nothing was computed. */
export function unpricedCost(status: 'unpriced' | 'none', reason: string | null): CallCost {
  return { costUsd: null, status, reason, lines: [], factors: [], source: null, cacheSaved: null }
}
