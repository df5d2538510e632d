'use client'

import { useLayoutEffect, useRef, useState, type RefObject } from 'react'

type KeepPlace = {
  /** Rows that came in above since one was last at the top. */
  newCount: number
  onScroll: () => void
  toTop: () => void
}

/**
 * Rows that come in above must not move what one is reading: the first visible row is the anchor,
 * and the scroll position follows it. At the very top there is nothing to keep: new rows appear.
 */
export function useKeepPlace(
  scrollRef: RefObject<HTMLElement | null>,
  keys: readonly string[],
  rowHeight: number,
): KeepPlace {
  const anchor = useRef<{ key: string; index: number } | null>(null)
  const [newCount, setNewCount] = useState(0)

  useLayoutEffect(() => {
    const element = scrollRef.current
    if (!element) return
    const shift = anchorShift(keys, anchor.current)
    if (shift !== 0 && element.scrollTop > 0) {
      element.scrollTop += shift * rowHeight
      if (shift > 0) setNewCount((count) => count + shift)
    }
    anchor.current = anchorAt(keys, element.scrollTop, rowHeight)
  }, [scrollRef, keys, rowHeight])

  function onScroll() {
    const element = scrollRef.current
    if (!element) return
    anchor.current = anchorAt(keys, element.scrollTop, rowHeight)
    if (element.scrollTop < rowHeight) setNewCount(0)
  }

  return { newCount, onScroll, toTop: () => scrollRef.current?.scrollTo({ top: 0 }) }
}

/** By how many rows the anchor has moved; 0 when it is gone. */
export function anchorShift(keys: readonly string[], anchor: { key: string; index: number } | null): number {
  if (anchor === null || keys[anchor.index] === anchor.key) return 0
  const index = keys.indexOf(anchor.key)
  return index === -1 ? 0 : index - anchor.index
}

function anchorAt(keys: readonly string[], scrollTop: number, rowHeight: number) {
  const index = Math.floor(scrollTop / rowHeight)
  const key = keys[index]
  return key === undefined ? null : { key, index }
}
