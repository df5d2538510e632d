'use client'

import type { RunFilter } from '#lib/domain/filter.ts'
import { lazily } from '#components/ui/lazily.ts'
import { AmountButton, type AmountButtonProps } from './amount-button.tsx'

const RunsCostBody = lazily(() => import('./runs-cost-body.tsx').then((module) => module.RunsCostBody))

/** Runs whose costs are summed. */
export type SummedRuns = {
  project: string
  /** What is summed, e.g. "the session". */
  of: string
  /** Finds exactly these runs. */
  filter: RunFilter
  /** What is printed. */
  costUsd: string | null
}

/** The card of a sum over runs. */
export function RunsCostCard(runs: SummedRuns) {
  return <RunsCostBody {...runs} />
}

type RunsCostProps = Omit<AmountButtonProps, 'content' | 'of'> & SummedRuns

/** A sum over runs that says, when it is clicked, which they are and what each of them cost. */
export function RunsCost({ project, of, filter, costUsd, ...button }: RunsCostProps) {
  return (
    <AmountButton
      {...button}
      of={of}
      content={<RunsCostBody project={project} of={of} filter={filter} costUsd={costUsd} />}
    />
  )
}
