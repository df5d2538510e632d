'use client'

import type { CSSProperties, ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'
import { useOpenPopover } from '#components/ui/popover-place.tsx'

export type AmountButtonProps = {
  /** What the amount is of, for those who hear it. */
  of: string
  /** What is said when one points at it, where that is more than how to ask. */
  tip?: string
  /** False inside a grid, whose arrow keys and shortcuts reach it. */
  isStop?: boolean
  className?: string
  style?: CSSProperties
  /** What the card shows. */
  content: ReactNode
  children: ReactNode
}

/** An amount as a button that opens its card, in the midst of what can be clicked for something else. */
export function AmountButton({ of, tip, isStop = true, className, style, content, children }: AmountButtonProps) {
  const open = useOpenPopover()
  if (open === null) return children
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      tabIndex={isStop ? undefined : -1}
      title={tip ?? `How the cost of ${of} came about`}
      onClick={(event) => {
        event.stopPropagation()
        open(content, event.currentTarget)
      }}
      onDoubleClick={(event) => event.stopPropagation()}
      style={style}
      className={cn('cursor-pointer rounded-sm decoration-dotted underline-offset-2 hover:underline', className)}
    >
      {children}
    </button>
  )
}
