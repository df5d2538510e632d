'use client'

import { useState } from 'react'

type Selection = { scope: string; key: string | null }

/**
 * The selected row of a list. The URL only follows: it takes changes late and may tell older ones again, and keys
 * come faster than that. Another `scope` (a list of other rows) starts from what the URL says.
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
  return { selected, select }
}
