'use client'

import { useMay } from '#components/access/use-may.ts'
import { navItems, type NavItem } from './nav-items.ts'

/** The pages of a project that are of use to whoever reads: a page that one may not open is not offered. */
export function useNavItems(): (project: string) => readonly NavItem[] {
  const may = useMay()
  return (project) => navItems.filter(({ action }) => action === undefined || may(project, action))
}
