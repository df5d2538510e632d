'use client'

import { Suspense } from 'react'
import type { DialogProps } from './dialog-popup.tsx'
import { lazily } from './lazily.ts'
import { useWasOpen } from './use-was-open.ts'

const DialogPopup = lazily(() => import('./dialog-popup.tsx').then((module) => module.DialogPopup))

export function Dialog(props: DialogProps) {
  if (!useWasOpen(props.open)) return null
  return (
    <Suspense>
      <DialogPopup {...props} />
    </Suspense>
  )
}
