import { HydrationBoundary } from '@tanstack/react-query'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { AppShell } from '#components/layout/app-shell.tsx'
import { ProjectId } from '#lib/domain/project.ts'
import { prefetched, prefetchMe, prefetchProjects } from '#lib/server/prefetch.ts'

type ProjectLayoutProps = { params: Promise<{ project: string }>; children: ReactNode }

export default async function ProjectLayout({ params, children }: ProjectLayoutProps) {
  const project = ProjectId.safeParse((await params).project)
  if (!project.success) notFound()
  await Promise.all([prefetchMe(), prefetchProjects()])
  return (
    <HydrationBoundary state={prefetched()}>
      <AppShell project={project.data}>{children}</AppShell>
    </HydrationBoundary>
  )
}
