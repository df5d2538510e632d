'use client'

import { useRender } from '@base-ui/react/use-render'
import {
  createContext,
  lazy,
  Suspense,
  use,
  useState,
  useSyncExternalStore,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
} from 'react'
import { Tips, type Tip } from './tips.ts'

type TooltipProps = {
  /** What is shown on hover and focus. Nothing to say: the element stands alone. */
  content: ReactNode
  /** One element; it keeps its own role and name. */
  children: ReactElement
  side?: Tip['side']
  align?: Tip['align']
}

const TipsContext = createContext<Tips | null>(null)

/** Lists have hundreds of these: an element costs two handlers, the popup is one for all. */
export function Tooltip({ content, children, side = 'top', align = 'center' }: TooltipProps) {
  const tips = use(TipsContext)
  const says = content !== null && content !== undefined && content !== ''
  const tip = { content, side, align }
  const handlers = {
    onPointerEnter: ({ pointerType, currentTarget }: PointerEvent) => {
      if (pointerType === 'mouse') tips?.enter(currentTarget, tip)
    },
    onFocus: ({ target, currentTarget }: FocusEvent) => {
      if (target.matches(':focus-visible')) tips?.focus(currentTarget, tip)
    },
  }
  return useRender({ render: children, props: says ? handlers : {} })
}

const TooltipPopup = lazy(() => import('./tooltip-popup.tsx').then((module) => ({ default: module.TooltipPopup })))

/** Once around the app. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  const [tips] = useState(() => new Tips())
  return (
    <TipsContext value={tips}>
      {children}
      <SharedTooltip tips={tips} />
    </TipsContext>
  )
}

function SharedTooltip({ tips }: { tips: Tips }) {
  const shown = useSyncExternalStore(tips.subscribe, tips.shown, () => null)
  if (shown === null) return null
  return (
    <Suspense>
      <TooltipPopup shown={shown} tips={tips} />
    </Suspense>
  )
}
