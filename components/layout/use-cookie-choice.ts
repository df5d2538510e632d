'use client'

import { useSyncExternalStore } from 'react'
import { choiceOf, type CookieChoice } from './cookie-choice.ts'

const listeners = new Set<() => void>()
/** What was chosen on this page, for browsers that keep no cookies. */
const chosen = new Map<string, string>()
const keptSeconds = 365 * 24 * 3600

/** One of a few words, kept in a cookie so that the server draws by it too; `served` is what it has read there. */
export function useCookieChoice<T extends string>(choice: CookieChoice<T>, served: T): [T, (next: T) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => choiceOf(choice, chosen.get(choice.cookie) ?? valueIn(document.cookie, choice.cookie)),
    () => served,
  )
  return [value, (next) => keep(choice.cookie, next)]
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function valueIn(cookies: string, name: string): string | undefined {
  const pair = cookies.split('; ').find((each) => each.startsWith(`${name}=`))
  return pair?.slice(name.length + 1)
}

function keep(name: string, value: string): void {
  chosen.set(name, value)
  const secure = window.location.protocol === 'https:' ? '; Secure' : ''
  document.cookie = `${name}=${value}; Path=/; SameSite=Lax; Max-Age=${keptSeconds}${secure}`
  for (const listener of listeners) listener()
}
