import { z } from 'zod'
import { HistoryActor } from './history.ts'

const Count = z.number().int().nonnegative()
const Time = z.iso.datetime({ offset: true, message: 'a time such as 2026-11-01T00:00:00Z' })

/** What stored runs are derived anew by: prices, or rules of attribution. */
export const DerivationKind = z.enum(['repricing', 'reattribution'])
export type DerivationKind = z.infer<typeof DerivationKind>

/** Body of an order: runs that began at `from` or later, and before `to`. */
export const DerivationInput = z
  .object({
    from: Time,
    to: Time,
    reason: z.string().trim().max(300, 'a reason has 300 characters at most').default(''),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ['to'], message: 'it has to be after `from`' })
export type DerivationInput = z.infer<typeof DerivationInput>

/** What was ordered: one entry a project and kind, a version each time that it is ordered or called off. */
export const DerivationOrder = z.object({
  orderId: z.string(),
  from: z.string(),
  to: z.string(),
  /** Of the prices or rules: runs are derived by this version, or a newer one. */
  version: Count.default(0),
  state: z.enum(['wanted', 'cancelled']),
})
export type DerivationOrder = z.infer<typeof DerivationOrder>

/** How far one worker is with an order. */
export const DerivationProgress = z.object({
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
export type DerivationProgress = z.infer<typeof DerivationProgress>

/** An order, and how far all workers are with it. */
export const Derivation = z.object({
  orderId: z.string(),
  from: z.string(),
  to: z.string(),
  version: Count.describe('Of the prices or rules: runs are derived by this version, or a newer one.'),
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
export type Derivation = z.infer<typeof Derivation>

/** Answer of GET /prices/repricing. */
export const RepricingState = z.object({ repricing: Derivation.nullable() })
export type RepricingState = z.infer<typeof RepricingState>

/** Answer of GET /attribution/reattribution. */
export const ReattributionState = z.object({ reattribution: Derivation.nullable() })
export type ReattributionState = z.infer<typeof ReattributionState>

/** Whether it is still to be waited for. */
export function isUnderWay(derivation: Derivation | null | undefined): boolean {
  return derivation?.state === 'waiting' || derivation?.state === 'running'
}
