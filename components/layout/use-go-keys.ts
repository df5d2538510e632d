'use client'

import { useEffect, useEffectEvent, useRef } from 'react'
import type { NavItem } from './nav-items.ts'
import { isBound, isTyping, type Shortcut } from './use-shortcuts.ts'

/** How long the second key may take. */
const waitMs = 1_500
const goKey = 'g'

type GoKeys = { items: readonly NavItem[]; project: string; go: (href: string) => void }

/** `g` and a letter go to a page, on pages where `g` by itself means nothing else. */
export function useGoKeys({ items, project, go }: GoKeys): void {
  const pressedAt = useRef<number | null>(null)
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const since = pressedAt.current === null ? Infinity : event.timeStamp - pressedAt.current
    pressedAt.current = null
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
    const item = since <= waitMs ? items.find(({ key }) => key === event.key) : undefined
    if (item !== undefined) {
      // Before the page's own keys: the letter belongs to the g before it.
      event.preventDefault()
      event.stopPropagation()
      go(item.href(project))
    } else if (event.key === goKey && !isBound(goKey)) {
      pressedAt.current = event.timeStamp
    }
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    window.addEventListener('keydown', listener, { capture: true })
    return () => window.removeEventListener('keydown', listener, { capture: true })
  }, [])
}

/** The same for the list of keys; two keys after each other match no single one. */
export function goShortcuts({ items, project, go }: GoKeys): Shortcut[] {
  return items.flatMap(({ label, key, href }) =>
    key === undefined ? [] : [{ keys: [`${goKey} ${key}`], label: `Go to ${label}`, run: () => go(href(project)) }],
  )
}
