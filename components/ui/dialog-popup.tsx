'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { useRef, type ReactNode } from 'react'
import { CloseButton } from './close-button.tsx'
import { cn } from './cn.ts'

export type DialogProps = {
  title: string
  description?: ReactNode
  open: boolean
  onOpenChange: (open: boolean) => void
  /** A click beside it does not close it: what it shows would be lost. */
  stays?: boolean
  children: ReactNode
  className?: string
}

export function DialogPopup({ title, description, open, onOpenChange, stays, children, className }: DialogProps) {
  const popupRef = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={onOpenChange} disablePointerDismissal={stays}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 animate-open bg-scrim" />
        <Base.Popup
          ref={popupRef}
          initialFocus={(openedBy) => firstFocus(popupRef.current, openedBy === 'touch')}
          className={cn(
            'fixed top-[12vh] left-1/2 z-40 flex max-h-[76vh] w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 animate-open flex-col rounded-lg bg-raised shadow-float outline-none',
            className,
          )}
        >
          <div className="flex items-start gap-4 border-b px-4 py-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-lg leading-6 font-semibold">{title}</Base.Title>
              {description ? <Base.Description className="text-sm text-ink-2">{description}</Base.Description> : null}
            </div>
            <Base.Close render={<CloseButton />} />
          </div>
          <div className="scroll-quiet min-h-0 overflow-y-auto p-4">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/**
 * The first field, where something is asked; else the panel itself, not its close button. A finger gets the panel too:
 * the keyboard on the screen would cover what is asked.
 */
function firstFocus(popup: HTMLElement | null, isTouch: boolean): HTMLElement | null {
  const field = isTouch ? null : popup?.querySelector<HTMLElement>('form input:not([type=radio], [type=checkbox])')
  return field ?? popup
}
