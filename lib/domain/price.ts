import { z } from 'zod'
import { PriceClass } from './cost.ts'

/** A price or factor as typed: a plain decimal number, never negative; at most 12 digits on either side. */
export const PriceNumber = z
  .string()
  .trim()
  .regex(/^\d{1,12}(?:\.\d{1,12})?$/, 'a plain number such as 3 or 0.15')

const Day = z.iso.date()

/** What a model's price may name. */
export const PricedClass = PriceClass.exclude(['toolCall'])

/** USD by class: per million tokens, per one request or search. */
export const ClassPrices = z.partialRecord(PricedClass, PriceNumber)
export type ClassPrices = z.infer<typeof ClassPrices>

const matching = {
  /** `*` stands for any characters; upper and lower case are the same. */
  pattern: z.string().trim().min(1).max(200),
  /** Canonical provider name; null means any. */
  provider: z.string().trim().min(1).max(100).nullable(),
  /** First day (UTC) on which it holds; null: always before. */
  validFrom: Day.nullable(),
  /** First day (UTC) on which it holds no longer; null: without end. */
  validTo: Day.nullable(),
}

/**
 * A project's own price of model calls. Without `prices` it only changes the list price, by its discount and its
 * factors of service tiers.
 */
export const ModelPrice = z.object({
  kind: z.literal('model'),
  ...matching,
  prices: ClassPrices.nullable(),
  /** Prices of all tokens of a call whose whole input is larger than `aboveInputTokens`. */
  longContext: z.array(z.object({ aboveInputTokens: z.number().int().positive(), prices: ClassPrices })).max(8),
  /** Factor by service tier, e.g. `{"batch": "0.5"}`; a tier that is not named here is not covered. */
  serviceTiers: z.record(z.string().trim().toLowerCase().min(1).max(40), PriceNumber),
  /** Percentage taken off, 0 to 100. */
  discountPercent: PriceNumber.refine((text) => Number(text) <= 100, 'at most 100'),
})
export type ModelPrice = z.infer<typeof ModelPrice>

/** A project's own price of an executed tool call. */
export const ToolPrice = z.object({ kind: z.literal('tool'), ...matching, perCallUsd: PriceNumber })
export type ToolPrice = z.infer<typeof ToolPrice>

export const Price = z
  .discriminatedUnion('kind', [ModelPrice, ToolPrice])
  .refine(
    ({ validFrom, validTo }) => validFrom === null || validTo === null || validFrom < validTo,
    'it has to end after it begins',
  )
export type Price = z.infer<typeof Price>

/** A price as kept in the table; the id stays when it is changed. */
export const StoredPrice = z.intersection(Price, z.object({ id: z.string().min(1).max(64) }))
export type StoredPrice = z.infer<typeof StoredPrice>

/**
 * All prices of a project: one configuration entry, whose version is stored with every run that was priced by it, so
 * that an amount can be explained long after the prices have changed.
 */
export const PriceTable = z.object({
  prices: z.array(StoredPrice).max(500),
  /** Dialects whose reported cost counts instead of ours, where it is there. */
  billReported: z.array(z.string().min(1).max(64)).max(64),
})
export type PriceTable = z.infer<typeof PriceTable>

export const noPrices: PriceTable = { prices: [], billReported: [] }
