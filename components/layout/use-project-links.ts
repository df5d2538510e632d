'use client'

import { useQuery } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { projectQueries } from '#lib/api/projects.ts'
import { pageInProject } from './page-in-project.ts'
import { useShell } from './shell-context.tsx'
import { useNavItems } from './use-nav-items.ts'

export type ProjectLink = {
  project: string
  name: string
  /** The page of the same kind as this one. */
  href: string
}

/** Every project that is open to whoever reads, by name. */
export function useProjectLinks(): ProjectLink[] {
  const { project: here } = useShell()
  const pathname = usePathname()
  const itemsOf = useNavItems()
  const list = useQuery({ ...projectQueries.list(), staleTime: 60_000 })
  const projects = list.data?.items ?? [{ project: here, name: here }]
  return projects
    .map(({ project, name }) => ({
      project,
      name,
      href: pageInProject({ pathname, from: here, to: project, items: itemsOf(project) }),
    }))
    .toSorted((a, b) => byName.compare(a.name, b.name))
}

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
