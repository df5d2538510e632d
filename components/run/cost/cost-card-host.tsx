'use client'

import type { ReactNode } from 'react'
import type { Run, RunSpans, SpanNode } from '#lib/domain/run.ts'
import { PopoverPlace } from '#components/ui/popover-place.tsx'
import { isShared } from '#lib/paths.ts'
import { CardKey } from './card-key.tsx'
import { costTargetOf } from './cost-button.tsx'
import { MayAskContext, RunCostContext } from './cost-context.ts'
import { RunCost } from './run-cost.tsx'

type CostCardHostProps = {
  run: Run
  spans: RunSpans
  selectedNode: SpanNode | null
  onSelect: (spanId: string) => void
  children: ReactNode
}

/** On its own page, and beside a list. */
const runPlaces = 'section[aria-label="Run facts"], section[aria-label="Run beside the list"] > header'
const spanPlace = 'section[aria-label="Span"]'

/** Cards for the amounts of a run's page. Whoever reads through a link sees amounts, not the prices behind them. */
export function CostCardHost({ run, spans, selectedNode, onSelect, children }: CostCardHostProps) {
  const mayAsk = !isShared(run.project)
  return (
    <MayAskContext value={mayAsk}>
      <RunCostContext value={mayAsk ? { run, spans, onSelect } : null}>
        <PopoverPlace>
          {children}
          {mayAsk ? (
            <CardKey
              label="How the cost of the selected span came about, or that of the run"
              content={<RunCost target={selectedNode === null ? { of: 'run' } : costTargetOf(selectedNode)} />}
              place={selectedNode === null ? runPlaces : spanPlace}
            />
          ) : null}
        </PopoverPlace>
      </RunCostContext>
    </MayAskContext>
  )
}
