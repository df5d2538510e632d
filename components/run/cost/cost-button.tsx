'use client'

import { use, type ReactNode } from 'react'
import type { SpanNode } from '#lib/domain/run.ts'
import { cn } from '#components/ui/cn.ts'
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
    <button
      type="button"
      aria-haspopup="dialog"
      tabIndex={isStop ? undefined : -1}
      title={`How the cost of ${of} came about`}
      onClick={(event) => {
        event.stopPropagation()
        openCard(target, event.currentTarget)
      }}
      onDoubleClick={(event) => event.stopPropagation()}
      className={cn('cursor-pointer rounded-sm decoration-dotted underline-offset-2 hover:underline', className)}
    >
      {children}
    </button>
  )
}

/** A call is explained by itself; a span whose amount is that of others by what is below it. */
export function costTargetOf(node: SpanNode): CostTarget {
  const isOwn = node.costStatus !== 'none' || node.subtreeCostUsd === null
  return { of: isOwn ? 'call' : 'below', spanId: node.spanId }
}
