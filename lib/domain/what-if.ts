import { z } from 'zod'
import { PriceNumber } from './price.ts'
import { SpanKind } from './span.ts'

/** What would be different. Empty lists mean all. */
export const Assumption = z.object({
  taskTypes: z.array(z.string().max(200)).max(200),
  kinds: z.array(SpanKind),
  models: z.array(z.string().max(200)).max(200),
  /** Calls go to this model instead. */
  model: z.object({ provider: z.string().max(100), model: z.string().min(1).max(200) }).nullable(),
  /** Percentage of the input that is read from the cache, 0 to 100. */
  cacheHitPercent: PriceNumber.refine((text) => Number(text) <= 100, 'at most 100').nullable(),
  /** Calls go through the batch API. */
  batch: z.boolean(),
})
export type Assumption = z.infer<typeof Assumption>

/** Why an outcome is weaker than it looks. */
export const Weakness = z.enum([
  /** Another model counts the same text as another number of tokens, and may take more or fewer calls. */
  'other_tokenizer',
  /** Prices that depend on the size of the input were taken at the mean input of a call. */
  'mean_input_size',
  /** What is not read from the cache is assumed to be written to it, at its price. */
  'misses_are_written',
  /** The price list has no reading from the cache for this model. */
  'no_cache_price',
  /** No factor for batches is known: half the price is assumed, as most providers have it. */
  'batch_assumed_half',
  /** Some class, e.g. audio or searches, has no price there: charged as a wider one, or left out. */
  'class_without_price',
  /** A part of the tokens is unknown and not in it. */
  'tokens_unknown',
  /** The model has no price. */
  'no_price',
])
export type Weakness = z.infer<typeof Weakness>

export const WhatIfGroup = z.object({
  taskType: z.string().nullable(),
  /** Of the spans; null where it was not kept, or is not told apart. */
  kind: SpanKind.nullable(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  calls: z.number().int().nonnegative(),
  /** As it was; null where it had no price. */
  costUsd: z.string().nullable(),
  /** As it would be; null where it cannot be said. */
  supposedUsd: z.string().nullable(),
  weaknesses: z.array(Weakness),
})
export type WhatIfGroup = z.infer<typeof WhatIfGroup>

export const WhatIf = z.object({
  groups: z.array(WhatIfGroup),
  /** Of groups that have both amounts. */
  costUsd: z.string(),
  supposedUsd: z.string(),
  differenceUsd: z.string(),
  /** Groups that lack one of them, so that they are in none of the sums. */
  leftOut: z.number().int().nonnegative(),
})
export type WhatIf = z.infer<typeof WhatIf>
