import type { CostShare } from '#lib/domain/cost.ts'
import type { Loop, Run, SpanNode } from '#lib/domain/run.ts'
import type { LogFacts, ScoreFacts, SpanFacts } from '#lib/domain/span.ts'
import type { CallCost, PriceBook } from '#lib/pricing/price-book.ts'

/** A project's own rules for assembling; `version` is stored with every run that used them. */
export type RunRules = { version: string }

/**
 * Everything of one group: the spans and logs of a trace, or of a coding CLI's session.
 * Duplicates, late and out-of-order records are allowed anywhere.
 */
export type AssembleInput = {
  spans: readonly SpanFacts[]
  logs: readonly LogFacts[]
  scores: readonly ScoreFacts[]
  rules: RunRules
  prices: PriceBook
  /** Now, nanoseconds since the epoch: decides `running`. */
  nowNs: bigint
}

/** One run with its tree, flat and depth-first. `run.version` is 0 until the writer sets it. */
export type AssembledRun = {
  run: Run
  nodes: SpanNode[]
  loops: Loop[]
  /** What the run's cost is made of. */
  costShares: CostShare[]
  /** `spanId` of a node → ids of the log records joined to it. */
  logsOfSpan: ReadonlyMap<string, readonly string[]>
  /** `spanId` of a node that costs something, or should → how its amount came about. */
  costOfSpan: ReadonlyMap<string, SpanCost>
  records: RunRecords
}

/** The computed cost of one span; the tier as the emitter said it. */
export type SpanCost = { cost: CallCost; serviceTier: string }

/** What a run was assembled from: where its records are stored, and the bytes of their text. */
export type RunRecords = {
  spans: readonly { traceId: string; spanId: string; startNs: bigint; bytes: number }[]
  logs: readonly { logId: string; timeNs: bigint; bytes: number }[]
}
