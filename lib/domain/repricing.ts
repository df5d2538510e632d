import { z } from 'zod'
import { HistoryActor } from './history.ts'

const Count = z.number().int().nonnegative()
const Time = z.iso.datetime({ offset: true, message: 'a time such as 2026-11-01T00:00:00Z' })

/** Body of POST /prices/repricing: runs that began at `from` or later, and before `to`. */
export const RepricingInput = z
  .object({
    from: Time,
    to: Time,
    reason: z.string().trim().max(300, 'a reason has 300 characters at most').default(''),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ['to'], message: 'it has to be after `from`' })
export type RepricingInput = z.infer<typeof RepricingInput>

/** What was ordered: one entry a project, a version each time that it is ordered or called off. */
export const RepricingOrder = z.object({
  orderId: z.string(),
  from: z.string(),
  to: z.string(),
  /** Of the prices: runs are priced with this version, or a newer one. */
  tableVersion: Count,
  state: z.enum(['wanted', 'cancelled']),
})
export type RepricingOrder = z.infer<typeof RepricingOrder>

/** How far one worker is with an order. */
export const RepricingProgress = z.object({
  orderId: z.string(),
  /** The worker's part of the work, as index/count. */
  shard: z.string(),
  /** Runs of the period when the work began, and those looked at since. */
  total: Count,
  done: Count,
  /** The last run looked at: its hour (seconds since the epoch) and id. */
  cursor: z.object({ hour: z.number(), runId: z.string() }),
  /** Milliseconds since the epoch. */
  startedMs: z.number(),
  finishedMs: z.number().nullable(),
})
export type RepricingProgress = z.infer<typeof RepricingProgress>

/** Answer of GET /prices/repricing. */
export const Repricing = z.object({
  orderId: z.string(),
  from: z.string(),
  to: z.string(),
  tableVersion: Count,
  /** `waiting` until a worker has begun. */
  state: z.enum(['waiting', 'running', 'finished', 'cancelled']),
  done: Count,
  /** Null until it is counted. */
  total: Count.nullable(),
  orderedAt: z.string(),
  orderedBy: HistoryActor,
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
})
export type Repricing = z.infer<typeof Repricing>

export const RepricingState = z.object({ repricing: Repricing.nullable() })
export type RepricingState = z.infer<typeof RepricingState>
