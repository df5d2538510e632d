'use client'

import { useQuery } from '@tanstack/react-query'
import { meQueries } from '#lib/api/me.ts'
import type { Me } from '#lib/domain/access/account.ts'
import { roleMay } from '#lib/domain/access/can.ts'
import { navItems, type NavItem } from './nav-items.ts'

/** The pages of a project that are of use to whoever reads: a page that one may not open is not offered. */
export function useNavItems(): (project: string) => readonly NavItem[] {
  const me = useQuery(meQueries.me())
  return (project) => navItemsFor(me.data, project)
}

function navItemsFor(me: Me | undefined, project: string): readonly NavItem[] {
  const role = me?.projects.find((each) => each.project === project)?.role
  return navItems.filter(({ action }) => action === undefined || (role !== undefined && roleMay(role, action)))
}
