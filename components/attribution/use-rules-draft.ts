import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { attributionChange, attributionQueries } from '#lib/api/attribution.ts'
import type { AttributedField, AttributionRules } from '#lib/domain/attribution.ts'
import { AppError } from '#lib/domain/errors.ts'
import { rebasedRules } from './draft-rules.ts'
import { conflictText } from './field-texts.ts'

/** The stored rules, what is edited of them, and saving it. What somebody else saves meanwhile stays. */
export function useRulesDraft(project: string) {
  const client = useQueryClient()
  const stored = useQuery(attributionQueries.rules(project))
  const [draft, setDraft] = useState<AttributionRules | null>(null)
  /** Fields that two people have changed; null until what the other has saved is taken over. */
  const [met, setMet] = useState<readonly AttributedField[] | null>(null)
  const change = useMutation({
    ...attributionChange(project),
    onError: async (error) => {
      setMet(null)
      if (draft === null || stored.data === undefined || !isConflict(error)) return
      const theirs = await client.fetchQuery({ ...attributionQueries.rules(project), staleTime: 0 })
      const { rules, both } = rebasedRules(stored.data.rules, draft, theirs.rules)
      setDraft(rules)
      setMet(both)
    },
  })
  const rules = draft ?? stored.data?.rules
  const isChanged = draft !== null && JSON.stringify(draft) !== JSON.stringify(stored.data?.rules)

  function save(reason: string, onSaved: () => void): void {
    if (stored.data === undefined || rules === undefined) return
    const input = { rules, expectedVersion: stored.data.version, reason }
    change.mutate(input, {
      onSuccess: () => {
        setDraft(null)
        onSaved()
      },
    })
  }

  const error = isConflict(change.error) && met !== null ? conflictText(met) : (change.error?.message ?? null)
  return { stored, rules, isChanged, edit: setDraft, save, isSaving: change.isPending, error, forget: change.reset }
}

function isConflict(error: Error | null): boolean {
  return error instanceof AppError && error.code === 'conflict'
}
