'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { runQueries } from '#lib/api/runs.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import type { ValueField } from './run-filter-fields.ts'
import { ValueFilterEditor } from './value-filter-editor.tsx'

type ValueFilterContainerProps = {
  project: string
  filter: RunFilter
  field: ValueField
  values: readonly string[]
  negated: boolean
  onChange: (values: string[], negated: boolean) => void
}

/** Completes what is typed with the values that the matching runs have. */
export function ValueFilterContainer({ project, filter, field, ...editor }: ValueFilterContainerProps) {
  const [text, setText] = useState('')
  const contains = useDeferredValue(field.options ? '' : text.trim())
  const found = useQuery({
    ...runQueries.values(project, field.name, filter, contains),
    placeholderData: keepPreviousData,
  })
  return (
    <ValueFilterEditor
      {...editor}
      field={field}
      suggestions={(found.data?.facets[0]?.items ?? []).map(({ filter: value, runs }) => ({ value, runs }))}
      isSearching={found.isPending}
      text={text}
      onTextChange={setText}
    />
  )
}
