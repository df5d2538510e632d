'use client'

import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { matchesKey } from './shortcut-keys.ts'

export type Shortcut = {
  /** Any of these, written as in shortcut-keys.ts. */
  keys: readonly string[]
  label: string
  run: () => void
  /** Also while the cursor is in a text field. */
  inText?: boolean
}

/** What is bound right now; `run` does what the key would do. */
export type ShortcutGroup = {
  title: string
  shortcuts: readonly (Pick<Shortcut, 'keys' | 'label'> & { run: () => void })[]
}

let groups: readonly ShortcutGroup[] = []
const listeners = new Set<() => void>()

/** Binds keys while the calling component is on the page; the `?` dialog lists them under `title`. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const shortcut = shortcuts.find(({ keys }) => keys.some((key) => matchesKey(key, event)))
    if (!shortcut || isOver(event.target, shortcut)) return
    event.preventDefault()
    shortcut.run()
  })
  const runLabelled = useEffectEvent((label: string) => shortcuts.find((each) => each.label === label)?.run())
  const describe = useEffectEvent(() => ({
    title,
    shortcuts: shortcuts.map(({ keys, label }) => ({ keys, label, run: () => runLabelled(label) })),
  }))

  useEffect(() => {
    const group = describe()
    publish([...groups, group])
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    window.addEventListener('keydown', listener)
    return () => {
      publish(groups.filter((other) => other !== group))
      window.removeEventListener('keydown', listener)
    }
  }, [])
}

/** Whether some page or part of one uses this key. */
export function isBound(key: string): boolean {
  return groups.some(({ shortcuts }) => shortcuts.some(({ keys }) => keys.includes(key)))
}

/** What is bound right now, for the shortcuts dialog and the palette. */
export function useShortcutGroups(): readonly ShortcutGroup[] {
  return useSyncExternalStore(
    subscribe,
    () => groups,
    () => groups,
  )
}

function publish(next: readonly ShortcutGroup[]): void {
  groups = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Text fields, menus and dialogs keep their keys; Enter and Space belong to the control that has the focus. */
function isOver(target: EventTarget | null, shortcut: Shortcut): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (isTyping(target)) return !shortcut.inText
  if (target.closest('[role="dialog"], [role="menu"], [role="listbox"]')) return !shortcut.inText
  const isPress = shortcut.keys.some((key) => key === 'Enter' || key === ' ')
  return isPress && target.matches('a, button, summary, [role="tab"], [role="checkbox"], [role="switch"]')
}

/** Whether keys are letters of a text just now. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.matches('input, textarea, select')
}
