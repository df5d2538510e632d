'use client'

import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

/** What the first paint does not need is loaded when the page has come to rest, or when it is asked for. */
const restMs = 1_500
const waiting: (() => Promise<unknown>)[] = []
let timer: ReturnType<typeof setTimeout> | undefined

/** A component of its own chunk that is there before anybody opens it; each of them needs a Suspense around it. */
export function lazily<Props>(load: () => Promise<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> {
  let loading: Promise<ComponentType<Props>> | undefined
  const once = () =>
    (loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    }))
  if (typeof window !== 'undefined') {
    waiting.push(once)
    clearTimeout(timer)
    timer = setTimeout(loadWaiting, restMs)
  }
  return lazy(async () => ({ default: await once() }))
}

function loadWaiting(): void {
  // A chunk that cannot be had now is asked for again when it is needed.
  for (const once of waiting.splice(0)) void once().catch(() => undefined)
}
