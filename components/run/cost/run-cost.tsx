'use client'

import { use } from 'react'
import { lazily } from '#components/ui/lazily.ts'
import { usePopoverPath } from '#components/ui/popover-place.tsx'
import { RunCostContext, type CostTarget } from './cost-context.ts'

const RunCostBody = lazily(() => import('./run-cost-body.tsx').then((module) => module.RunCostBody))

/** The card of an amount on a run's page. */
export function RunCost({ target }: { target: CostTarget }) {
  const source = use(RunCostContext)
  const { show } = usePopoverPath()
  if (source === null) return null
  return <RunCostBody {...source} target={target} onTarget={(next) => show(<RunCost target={next} />)} />
}
