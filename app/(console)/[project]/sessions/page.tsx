import type { Metadata } from 'next'
import { Suspense } from 'react'
import { SessionsClient } from './client.tsx'

export const metadata: Metadata = { title: 'Sessions' }

export default async function SessionsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  return (
    <Suspense>
      <SessionsClient project={project} />
    </Suspense>
  )
}
