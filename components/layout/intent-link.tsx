'use client'

import Link from 'next/link'
import { useState, type ComponentProps, type FocusEvent, type MouseEvent, type TouchEvent } from 'react'

type IntentLinkProps = Omit<ComponentProps<typeof Link>, 'prefetch'>

/**
 * A link whose page is fetched once somebody points at it. Next fetches what links in sight lead to: of a navigation or
 * a list that is more requests than the page itself makes.
 */
export function IntentLink({ onMouseEnter, onFocus, onTouchStart, ...rest }: IntentLinkProps) {
  const [isMeant, setMeant] = useState(false)
  return (
    <Link
      {...rest}
      // Null is Next's own way.
      prefetch={isMeant ? null : false}
      onMouseEnter={(event: MouseEvent<HTMLAnchorElement>) => {
        setMeant(true)
        onMouseEnter?.(event)
      }}
      onFocus={(event: FocusEvent<HTMLAnchorElement>) => {
        setMeant(true)
        onFocus?.(event)
      }}
      onTouchStart={(event: TouchEvent<HTMLAnchorElement>) => {
        setMeant(true)
        onTouchStart?.(event)
      }}
    />
  )
}
