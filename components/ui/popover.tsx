'use client'

import { Popover as Base } from '@base-ui/react/popover'
import { useRef, type ReactElement, type ReactNode } from 'react'
import { cn } from './cn.ts'

type PopoverProps = {
  /** Accessible name of the popup; left out where its content has a `PopoverTitle`. */
  label?: string
  /** Left out where something else opens it: then `anchor` says beside what. */
  trigger?: ReactElement
  /** What it stands beside, and gets the focus back. */
  anchor?: HTMLElement | null
  open?: boolean
  onOpenChange?: (open: boolean) => void
  side?: 'top' | 'right' | 'bottom' | 'left'
  align?: 'start' | 'center' | 'end'
  children: ReactNode
  className?: string
}

export function Popover(props: PopoverProps) {
  const { label, trigger, anchor, open, onOpenChange, side = 'bottom', align = 'start', children, className } = props
  const popupRef = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      {trigger === undefined ? null : <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Positioner
          anchor={anchor ?? undefined}
          side={side}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50"
        >
          <Base.Popup
            aria-label={label}
            ref={popupRef}
            // What is only to be read gets the focus itself, not the first of its links.
            initialFocus={trigger === undefined ? popupRef : undefined}
            finalFocus={anchor ? () => anchor : undefined}
            className={cn(
              'max-h-(--available-height) max-w-[calc(100vw-1rem)] animate-open overflow-auto rounded-lg bg-raised p-3 shadow-float outline-none',
              className,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** The heading of a popup, which is its name. */
export function PopoverTitle({ className, children }: { className?: string; children: ReactNode }) {
  return <Base.Title className={className}>{children}</Base.Title>
}
