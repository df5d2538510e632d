import type { Metadata } from 'next'
import { Suspense } from 'react'
import { RunsClient } from './client.tsx'

export const metadata: Metadata = { title: 'Runs' }

export default async function RunsPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  return (
    <Suspense>
      <RunsClient project={project} />
    </Suspense>
  )
}
