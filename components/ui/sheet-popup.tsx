'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { useRef, type ReactNode } from 'react'
import { CloseButton } from './close-button.tsx'
import { cn } from './cn.ts'
import { PopoverPlace } from './popover-place.tsx'

export type SheetProps = {
  title: string
  side?: 'left' | 'right' | 'bottom'
  open: boolean
  onOpenChange: (open: boolean) => void
  children: ReactNode
  className?: string
}

const sideClasses = {
  left: 'inset-y-0 left-0 w-[min(20rem,85vw)] border-r',
  right: 'inset-y-0 right-0 w-[min(40rem,100vw)] border-l',
  bottom: 'inset-x-0 bottom-0 max-h-[85vh] rounded-t-lg border-t',
}

export function SheetPopup({ title, side = 'right', open, onOpenChange, children, className }: SheetProps) {
  // Focus starts on the panel itself, not on its close button.
  const popupRef = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 animate-open bg-scrim" />
        <Base.Popup
          ref={popupRef}
          initialFocus={popupRef}
          className={cn(
            'fixed z-40 flex animate-open flex-col bg-surface shadow-float outline-none',
            sideClasses[side],
            className,
          )}
        >
          <div className="flex h-11 shrink-0 items-center gap-3 border-b pr-2 pl-4">
            <Base.Title className="min-w-0 flex-1 truncate font-semibold">{title}</Base.Title>
            <Base.Close render={<CloseButton />} />
          </div>
          <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
            <PopoverPlace>{children}</PopoverPlace>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
