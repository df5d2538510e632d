'use client'

import { useEffect, useEffectEvent, useRef } from 'react'
import { navItems } from './nav-items.ts'
import { isBound, isTyping, type Shortcut } from './use-shortcuts.ts'

/** How long the second key may take. */
const waitMs = 1_500
const goKey = 'g'

/** `g` and a letter go to a page, on pages where `g` by itself means nothing else. */
export function useGoKeys(project: string, go: (href: string) => void): void {
  const pressedAt = useRef<number | null>(null)
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const since = pressedAt.current === null ? Infinity : event.timeStamp - pressedAt.current
    pressedAt.current = null
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
    const item = since <= waitMs ? navItems.find(({ key }) => key === event.key) : undefined
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
export function goShortcuts(project: string, go: (href: string) => void): Shortcut[] {
  return navItems.flatMap(({ label, key, href }) =>
    key === undefined ? [] : [{ keys: [`${goKey} ${key}`], label: `Go to ${label}`, run: () => go(href(project)) }],
  )
}
