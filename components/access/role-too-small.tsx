'use client'

import { LockKeyhole } from 'lucide-react'
import { TopBar } from '#components/layout/top-bar.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** In place of a page of the settings that the reader's role does not open; `needs` are those whom it does. */
export function RoleTooSmall({ title, needs }: { title: string; needs: string }) {
  return (
    <>
      <TopBar title={title} />
      <EmptyState icon={<LockKeyhole aria-hidden />} title={`This page is for ${needs} of the project`}>
        Your role does not open it. An admin of the project can give you another.
      </EmptyState>
    </>
  )
}
