import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** A box that scrolls by itself; focusable, so that the keyboard can scroll it too (WCAG 2.1.1). */
export function ScrollArea({ label, className, ...rest }: ComponentProps<'section'> & { label: string }) {
  return (
    <section
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
      className={cn('scroll-quiet min-h-0 overflow-auto focus-visible:-outline-offset-2', className)}
      {...rest}
    />
  )
}
