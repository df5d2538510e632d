'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { startTransition, useEffect, useRef, useState } from 'react'

type Selection = { scope: string; key: string | null }

/**
 * The selected row of a list, in the URL as `selected`. The URL only follows: it takes changes late and may tell older
 * ones again, and keys come faster than that. Another `scope` (a list of other rows) starts from what the URL says.
 */
export function useListSelection(
  scope: string,
  fromUrl: string | null,
  toUrl: (key: string | null) => Promise<unknown>,
) {
  const [own, setOwn] = useState<Selection | null>(null)
  const selected = own !== null && own.scope === scope ? own.key : fromUrl
  const select = (key: string | null): Promise<unknown> => {
    setOwn({ scope, key })
    return toUrl(key)
  }
  return { selected, select, leave: useLeave(select) }
}

/**
 * Opens the page of a row, leaving an entry in the history that has it selected. When the router draws, it writes the
 * URL of that moment over a newer one, so the page is left only once a drawing begun after the last change is there.
 */
function useLeave(select: (key: string) => Promise<unknown>) {
  const router = useRouter()
  const drawn = useSearchParams().get('selected')
  const [leaving, setLeaving] = useState<{ key: string; href: string } | null>(null)
  const left = useRef(leaving)
  useEffect(() => {
    if (leaving === null || leaving === left.current || leaving.key !== drawn) return
    left.current = leaving
    router.push(leaving.href)
  }, [leaving, drawn, router])
  return (key: string, href: string): void =>
    void select(key).then(() => startTransition(() => setLeaving({ key, href })))
}
