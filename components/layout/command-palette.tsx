'use client'

import { Suspense } from 'react'
import { lazily } from '#components/ui/lazily.ts'
import { useWasOpen } from '#components/ui/use-was-open.ts'
import { useShell } from './shell-context.tsx'

const PaletteDialog = lazily(() => import('./palette/palette-dialog.tsx').then((module) => module.PaletteDialog))

/** ⌘K: what the page can do, pages, views, runs by id or text, time ranges, and how it looks. */
export function CommandPalette() {
  const { overlay } = useShell()
  if (!useWasOpen(overlay === 'palette')) return null
  return (
    <Suspense>
      <PaletteDialog />
    </Suspense>
  )
}
