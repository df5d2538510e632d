'use client'

import { createContext } from 'react'
import type { Run, RunSpans } from '#lib/domain/run.ts'

/**
 * What of a run a card explains: the run, one call, all that is below a span, some calls together, what the rounds of a
 * loop after its first cost, or those of all loops.
 */
export type CostTarget =
  | { of: 'run' | 'loops' }
  | { of: 'call' | 'below'; spanId: string }
  | { of: 'several'; title: string; spanIds: readonly string[]; withBelow: boolean; costUsd: string | null }
  /** Its place in the loops of the spans answer. */
  | { of: 'loop'; loop: number }

export type RunCostSource = {
  run: Run
  spans: Pick<RunSpans, 'nodes' | 'loops'>
  onSelect: (spanId: string) => void
}

/** What the cards of a run's page are made of; null where there are none. */
export const RunCostContext = createContext<RunCostSource | null>(null)

/** Apart from it, so that what a live run brings draws open cards anew and not every amount. */
export const MayAskContext = createContext(false)
