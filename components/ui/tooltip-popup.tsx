'use client'

import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ShownTip, Tips } from './tips.ts'

/** The one popup of all tooltips, beside the element that shows its own. */
export function TooltipPopup({ shown, tips }: { shown: ShownTip; tips: Tips }) {
  const { element, content, side, align, isOpen } = shown
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => (open ? undefined : tips.close())}>
      <Base.Portal>
        <Base.Positioner anchor={element} side={side} align={align} sideOffset={6} className="z-50">
          <Base.Popup
            onPointerEnter={() => tips.hold()}
            onPointerLeave={() => tips.leave()}
            className="max-w-80 animate-open rounded bg-raised px-2 py-1.5 text-sm text-ink shadow-float"
          >
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
