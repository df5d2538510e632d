'use client'

import { use, type ReactNode } from 'react'
import type { SpanNode } from '#lib/domain/run.ts'
import { AmountButton, type AmountButtonProps } from './amount-button.tsx'
import { MayAskContext, type CostTarget } from './cost-context.ts'
import { RunCost } from './run-cost.tsx'

type CostButtonProps = Omit<AmountButtonProps, 'content'> & { target: CostTarget; children: ReactNode }

/** An amount of a run's page that says how it came about when it is clicked. */
export function CostButton({ target, ...button }: CostButtonProps) {
  const mayAsk = use(MayAskContext)
  if (!mayAsk) return button.children
  return <AmountButton {...button} content={<RunCost target={target} />} />
}

/** A call is explained by itself; a span whose amount is that of others by what is below it. */
export function costTargetOf(node: SpanNode): CostTarget {
  const isOwn = node.costStatus !== 'none' || node.subtreeCostUsd === null
  return { of: isOwn ? 'call' : 'below', spanId: node.spanId }
}
