import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** A box that scrolls by itself; focusable, so that the keyboard can scroll it too. */
export function ScrollArea({ label, className, ...rest }: ComponentProps<'div'> & { label: string }) {
  return (
    <div
      role="region"
      aria-label={label}
      // Scrollable content without a focusable child must be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
      className={cn('scroll-quiet min-h-0 overflow-auto focus-visible:-outline-offset-2', className)}
      {...rest}
    />
  )
}
