import type { CostStatus } from '#lib/domain/run.ts'
import type { Usage } from '#lib/domain/usage.ts'

/** A call that may cost money. */
export type PriceableCall = {
  provider: string
  /** Response model where known, else the requested one. */
  model: string
  requestedModel: string
  serviceTier: string
  usage: Usage
  startNs: bigint
}

/** Cost of one call; `costUsd` is an exact decimal string with 12 digits, null when nothing is known. */
export type CallCost = { costUsd: string | null; status: CostStatus; reason: string | null }

/** Prices as assembly sees them. `version` is stored with every run that used them. */
export type PriceBook = { version: string; priceCall(call: PriceableCall): CallCost }
