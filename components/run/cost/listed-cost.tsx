'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { createContext, use, type ReactNode } from 'react'
import { lazily } from '#components/ui/lazily.ts'
import { PopoverPlace, usePopoverPath } from '#components/ui/popover-place.tsx'
import { runQueries } from '#lib/api/runs.ts'
import type { Run } from '#lib/domain/run.ts'
import { paths } from '#lib/paths.ts'
import { AmountButton, type AmountButtonProps } from './amount-button.tsx'
import { CardKey } from './card-key.tsx'
import type { CostTarget } from './cost-context.ts'

const RunCostBody = lazily(() => import('./run-cost-body.tsx').then((module) => module.RunCostBody))

/** The page of a run, or of a span of it. */
type RunHref = (runId: string, spanId?: string) => string

const HrefContext = createContext<RunHref | null>(null)

/** A row of a grid, or a turn of a session. */
export const selectedPlace = '[aria-selected="true"], article:has([aria-pressed="true"])'

type ListedCostHostProps = {
  /** The run whose card a key opens. */
  selected?: Run | null
  /** Left out where a run's page needs to know nothing of the list that led there. */
  hrefOf?: RunHref
  children: ReactNode
}

/** Cards for the amounts of runs, and of sums over them; what one is made of is asked for when it is opened. */
export function ListedCostHost({ selected = null, hrefOf, children }: ListedCostHostProps) {
  return (
    <HrefContext value={hrefOf ?? null}>
      <PopoverPlace>
        {children}
        {selected === null ? null : (
          <CardKey
            label="How the cost of the selected run came about"
            content={<ListedRunCost run={selected} target={{ of: 'run' }} />}
            place={selectedPlace}
          />
        )}
      </PopoverPlace>
    </HrefContext>
  )
}

/** Where a run of the list is to be read. */
export function useListedHref(project: string): RunHref {
  return use(HrefContext) ?? ((runId, span) => paths.run(project, runId, { span }))
}

/** The card of an amount of a run that is not the page's. */
export function ListedRunCost({ run, target }: { run: Run; target: CostTarget }) {
  const { data, error } = useQuery(runQueries.spans(run.project, run.runId))
  const { show } = usePopoverPath()
  const hrefOf = useListedHref(run.project)
  const router = useRouter()
  return (
    <RunCostBody
      run={run}
      spans={data ?? null}
      error={error}
      target={target}
      onTarget={(next) => show(<ListedRunCost run={run} target={next} />)}
      onSelect={(spanId) => router.push(hrefOf(run.runId, spanId))}
    />
  )
}

type ListedCostProps = Omit<AmountButtonProps, 'content'> & {
  run: Run
  /** One of its calls; null is the run. */
  spanId: string | null
}

/** An amount of a list that says how it came about when it is clicked. */
export function ListedCost({ run, spanId, ...button }: ListedCostProps) {
  const target: CostTarget = spanId === null ? { of: 'run' } : { of: 'call', spanId }
  return <AmountButton {...button} content={<ListedRunCost run={run} target={target} />} />
}
