'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState, type RefObject } from 'react'
import { runQueries } from '#lib/api/runs.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import { completionAt } from '#lib/domain/query/explain-query.ts'
import { QueryBox } from './query-box.tsx'
import { allFieldOptions, lookedUpField, queryOptions, valuesFilter } from './query-options.ts'
import type { QueryDraft } from './use-query-draft.ts'

type QueryBoxContainerProps = {
  label: string
  project: string
  filter: RunFilter
  draft: QueryDraft
  inputRef: RefObject<HTMLInputElement | null>
}

/** Completes fields by name and values by the runs that match the rest. */
export function QueryBoxContainer({ label, project, filter, draft, inputRef }: QueryBoxContainerProps) {
  const [caret, setCaret] = useState<number | null>(null)
  const [asked, setAsked] = useState(false)
  const completion = completionAt(draft.text, Math.min(caret ?? draft.text.length, draft.text.length))
  const field = lookedUpField(completion)
  const contains = useDeferredValue(completion.typed.replaceAll('*', '').slice(0, 100))
  const found = useQuery({
    ...runQueries.values(project, field ?? 'tenant', valuesFilter(filter, draft.text, completion), contains),
    placeholderData: keepPreviousData,
    enabled: field !== null && caret !== null,
  })
  const facet = found.data?.facets[0]
  const values = facet !== undefined && facet.field === field ? facet.items : []
  const isAll = asked && completion.kind === 'field' && completion.typed === ''
  return (
    <QueryBox
      label={label}
      draft={draft}
      completion={completion}
      options={isAll ? allFieldOptions() : queryOptions(completion, values)}
      caret={caret}
      onCaret={(next) => {
        setCaret(next)
        setAsked(false)
      }}
      onAsk={() => setAsked(true)}
      inputRef={inputRef}
    />
  )
}
