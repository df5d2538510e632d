'use client'

import type { ReactNode } from 'react'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { useOpenPopover } from '#components/ui/popover-place.tsx'

type CardKeyProps = {
  /** What the key does, in the words of the dialog of shortcuts. */
  label: string
  content: ReactNode
  /** Selects where the card stands while nothing has the focus. */
  place: string
}

/** The key that opens the card of what is selected, as long as it is drawn. What has the focus gets it back. */
export function CardKey({ label, content, place }: CardKeyProps) {
  const open = useOpenPopover()
  useShortcuts('Cost', [{ keys: ['c'], label, run: () => open?.(content, focused() ?? placed(place)) }])
  return null
}

function focused(): HTMLElement | null {
  const { activeElement } = document
  return activeElement instanceof HTMLElement && activeElement !== document.body ? activeElement : null
}

function placed(selector: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(selector)
}
