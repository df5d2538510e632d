'use client'

import { use, type ReactNode } from 'react'
import type { SpanNode } from '#lib/domain/run.ts'
import { AmountButton } from './amount-button.tsx'
import { CostCardContext, type CostTarget } from './cost-context.ts'

type CostButtonProps = {
  target: CostTarget
  /** What the amount is of, for those who hear it. */
  of: string
  /** False inside a grid, whose arrow keys and shortcuts reach it. */
  isStop?: boolean
  className?: string
  children: ReactNode
}

/** An amount that says how it came about when it is clicked. */
export function CostButton({ target, of, isStop = true, className, children }: CostButtonProps) {
  const openCard = use(CostCardContext)
  if (openCard === null) return children
  return (
    <AmountButton of={of} isStop={isStop} className={className} onOpen={(anchor) => openCard(target, anchor)}>
      {children}
    </AmountButton>
  )
}

/** A call is explained by itself; a span whose amount is that of others by what is below it. */
export function costTargetOf(node: SpanNode): CostTarget {
  const isOwn = node.costStatus !== 'none' || node.subtreeCostUsd === null
  return { of: isOwn ? 'call' : 'below', spanId: node.spanId }
}
