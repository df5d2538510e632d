'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { createPortal } from 'react-dom'
import { onSignedOut } from '#lib/api/signed-out.ts'
import { isEntryPage } from '#lib/domain/access/next-path.ts'
import { paths } from '#lib/paths.ts'
import { leaveFor } from './leave-for.ts'
import { SignedOutBanner } from './signed-out-banner.tsx'
import { hasTypedText, watchTyping } from './typed-text.ts'

/** Leads whoever is not signed in any more to where they can, unless that would lose what they have typed. */
export function SignedOutWatch() {
  const [state, setState] = useState<'in' | 'leaving' | 'kept'>('in')
  const leave = useEffectEvent(() => {
    const { pathname, search, hash } = window.location
    if (state === 'leaving' || isEntryPage(pathname)) return
    if (hasTypedText()) return setState('kept')
    setState('leaving')
    leaveFor(paths.expired(`${pathname}${search}${hash}`))
  })
  useEffect(() => onSignedOut(() => leave()), [])
  useEffect(watchTyping, [])
  if (state !== 'kept') return null
  // At the end of the document: an open dialog takes a click on it for none of its own.
  return createPortal(<SignedOutBanner onClose={() => setState('in')} />, document.body)
}
