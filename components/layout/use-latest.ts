'use client'

import { useInsertionEffect, useRef, useState } from 'react'

/** One function for the component's life that calls the newest one: rows that take it are not drawn anew for its sake. */
export function useLatest<Args extends unknown[], Result>(call: (...args: Args) => Result): (...args: Args) => Result {
  const latest = useRef(call)
  useInsertionEffect(() => {
    latest.current = call
  })
  const [stable] = useState(
    () =>
      (...args: Args) =>
        latest.current(...args),
  )
  return stable
}
