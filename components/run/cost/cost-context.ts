'use client'

import { createContext } from 'react'

/** What a card explains: one call, all that is below a span, some calls together, or the run. */
export type CostTarget =
  | { of: 'call' | 'below'; spanId: string }
  | { of: 'several'; title: string; spanIds: readonly string[]; withBelow: boolean; costUsd: string | null }
  | { of: 'run' }

/** Opens the card beside an element; null where there is none to be had, as on shared pages. */
export const CostCardContext = createContext<((target: CostTarget, anchor: HTMLElement | null) => void) | null>(null)
