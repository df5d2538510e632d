'use client'

import { Suspense } from 'react'
import { lazily } from './lazily.ts'
import type { SheetProps } from './sheet-popup.tsx'
import { useWasOpen } from './use-was-open.ts'

const SheetPopup = lazily(() => import('./sheet-popup.tsx').then((module) => module.SheetPopup))

/** A panel that slides over the page from one edge. */
export function Sheet(props: SheetProps) {
  if (!useWasOpen(props.open)) return null
  return (
    <Suspense>
      <SheetPopup {...props} />
    </Suspense>
  )
}
