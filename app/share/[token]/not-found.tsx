'use client'

import { useIsShareClosed } from '#components/export/share-closed-context.tsx'
import { ShareClosed, ShareUnknown } from '#components/export/shared-states.tsx'

export default function ShareNotFound() {
  return useIsShareClosed() ? <ShareClosed /> : <ShareUnknown />
}
