'use client'

import { useEffect, useState } from 'react'
import type { RunFilter } from '#lib/domain/filter.ts'
import { parseQuery, type QueryError } from '#lib/domain/query/parse-query.ts'
import { printQuery } from '#lib/domain/query/print-query.ts'
import type { RunFilterChange } from '../run-filter-chips.ts'
import { addingChange, namesFields, replacingChange } from './query-change.ts'

const pauseMs = 300

export type QueryDraft = {
  text: string
  setText: (text: string) => void
  /** The whole query is edited, chips and all. */
  asText: boolean
  setAsText: (asText: boolean) => void
  /** Applies what is typed; errors keep it from that. */
  commit: (text?: string) => void
  errors: QueryError[]
}

/**
 * What is typed and not yet applied. Words alone act after a pause; as soon as a field is named, Enter does,
 * because half of a value would filter everything away.
 */
export function useQueryDraft(filter: RunFilter, onChange: (change: RunFilterChange) => void): QueryDraft {
  const [asText, setAsText] = useState(false)
  const value = asText ? printQuery(filter) : (filter.q ?? '')
  const [known, setKnown] = useState(value)
  const [text, setText] = useState(value)
  const [errors, setErrors] = useState<QueryError[]>([])
  // The value changed elsewhere (a chip, a facet, the back button): it wins over the draft.
  if (value !== known) {
    setKnown(value)
    setText(value)
    setErrors([])
  }

  function commit(committed = text) {
    const parsed = parseQuery(committed)
    setErrors(parsed.errors)
    if (parsed.errors.length > 0) return
    const next = asText ? committed : (parsed.filter.q ?? '')
    setKnown(asText ? printQuery({ ...parsed.filter }) : next)
    setText(asText ? printQuery(parsed.filter) : next)
    onChange(asText ? replacingChange(parsed) : addingChange(filter, parsed))
  }

  useEffect(() => {
    if (text === known || asText || namesFields(parseQuery(text)) || isHalfTyped(text)) return
    const timer = setTimeout(() => {
      const q = parseQuery(text).filter.q ?? ''
      setKnown(q)
      onChange({ q: q === '' ? null : q })
    }, pauseMs)
    return () => clearTimeout(timer)
  }, [text, known, asText, onChange])

  return {
    text,
    setText: (next) => {
      setText(next)
      setErrors([])
    },
    asText,
    setAsText,
    commit,
    errors,
  }
}

/** A quotation mark or a field that is being written. */
function isHalfTyped(text: string): boolean {
  return /(^|\s)-?[a-z]+:\S*$/i.test(text) || (text.match(/"/g)?.length ?? 0) % 2 === 1
}
