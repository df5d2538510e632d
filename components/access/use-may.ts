'use client'

import { useQuery } from '@tanstack/react-query'
import { meQueries } from '#lib/api/me.ts'
import { roleMay, type Action } from '#lib/domain/access/can.ts'

/** What whoever reads may do in a project, as far as is known: ways that lead to a refusal are not offered. */
export function useMay(): (project: string, action: Action) => boolean {
  const me = useQuery(meQueries.me())
  const roles = new Map(me.data?.projects.map(({ project, role }) => [project, role]))
  return (project, action) => {
    const role = roles.get(project)
    return role !== undefined && roleMay(role, action)
  }
}
