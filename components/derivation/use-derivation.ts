'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { derivationQueries } from '#lib/api/derivation.ts'
import { runQueries } from '#lib/api/runs.ts'
import type { Derivation, DerivationKind } from '#lib/domain/derivation.ts'

/** The last order of a kind. When runs have come out otherwise, everything that shows them is asked for again. */
export function useDerivation(project: string, kind: DerivationKind): Derivation | null {
  const client = useQueryClient()
  const { data } = useQuery(derivationQueries.last(project, kind))
  const state = data?.state
  useEffect(() => {
    if (state !== 'finished') return
    void client.invalidateQueries({ queryKey: runQueries.all(project) })
  }, [client, project, state])
  return data ?? null
}
