import type { ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'

type AmountButtonProps = {
  /** What the amount is of, for those who hear it. */
  of: string
  /** False inside a grid, whose arrow keys and shortcuts reach it. */
  isStop: boolean
  onOpen: (anchor: HTMLElement) => void
  className?: string
  children: ReactNode
}

/** An amount as a button, in the midst of what can be clicked for something else. */
export function AmountButton({ of, isStop, onOpen, className, children }: AmountButtonProps) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      tabIndex={isStop ? undefined : -1}
      title={`How the cost of ${of} came about`}
      onClick={(event) => {
        event.stopPropagation()
        onOpen(event.currentTarget)
      }}
      onDoubleClick={(event) => event.stopPropagation()}
      className={cn('cursor-pointer rounded-sm decoration-dotted underline-offset-2 hover:underline', className)}
    >
      {children}
    </button>
  )
}
