'use client'

import { useEffect, useState } from 'react'

/**
 * The token of a one-time link, which stands behind the `#` of the address; undefined before the page knows its
 * address, null where there is none. It leaves the address bar at once: no history, picture or copied address has it.
 */
export function useLinkToken(): string | null | undefined {
  const [token, setToken] = useState<string | null | undefined>()
  useEffect(() => {
    const take = (): void => {
      const { hash } = window.location
      // What was taken before stays, also when the address is read a second time.
      setToken((taken) => (hash.length > 1 ? hash.slice(1) : (taken ?? null)))
      if (hash.length <= 1) return
      // After the router has taken note of the address: it would write the old one again.
      setTimeout(() => window.history.replaceState(null, '', window.location.pathname + window.location.search))
    }
    take()
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [])
  return token
}
