'use client'

import { ChevronRight } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'

type FoldProps = {
  title: ReactNode
  /** Shown beside the title while closed. */
  preview?: ReactNode
  /** Right end of the title's line; stays clickable by itself. */
  actions?: ReactNode
  openAtFirst?: boolean
  children: ReactNode
  className?: string
}

/** A line that opens; what is inside is drawn only then. */
export function Fold({ title, preview, actions, openAtFirst = false, children, className }: FoldProps) {
  const [open, setOpen] = useState(openAtFirst)
  return (
    <div className={className}>
      <div className="flex min-h-6 items-center gap-1">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-w-0 flex-1 items-center gap-1.5 rounded-sm text-left hover:bg-hover"
        >
          <ChevronRight aria-hidden className={cn('size-3.5 shrink-0 text-ink-3', open && 'rotate-90')} />
          <span className="shrink-0">{title}</span>
          {open ? null : <span className="min-w-0 truncate text-ink-3">{preview}</span>}
        </button>
        {actions}
      </div>
      {open ? <div className="pt-1 pl-5">{children}</div> : null}
    </div>
  )
}
